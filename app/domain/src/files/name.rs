//! What is kept of the name that a customer's machine gave a file: enough to recognise it, nothing that could harm.

use super::Kind;

/// The most characters of a name.
const MAX: usize = 100;

/// The name to show: without a path, without what cannot be seen or turns the reading direction, with an ending that goes
/// with the content.
#[must_use]
pub fn display_name(given: &str, kind: Kind) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible: String = last.chars().filter(|c| is_harmless(*c)).map(plain).collect();
    let visible = visible.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let (stem, ending) = match visible.rsplit_once('.') {
        Some((stem, ending)) if Kind::of_name(visible) == Some(kind) => (stem, ending),
        _ => (visible, kind.endings().first().copied().unwrap_or_default()),
    };
    let stem: String = stem.chars().take(MAX - 1 - ending.len()).collect();
    let stem = match stem.trim() {
        "" => "файл",
        stem => stem,
    };
    format!("{stem}.{ending}")
}

/// Neither a control character nor one that has no width or turns the direction.
fn is_harmless(c: char) -> bool {
    !(c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffd}' | '\u{e0000}'..='\u{e0fff}'))
}

/// What some file system would take for more than a letter.
const fn plain(c: char) -> char {
    match c {
        '"' | '<' | '>' | '|' | ':' | '*' | '?' => '_',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_what_a_person_recognises_and_nothing_else() {
        for (given, kind, shown) in [
            ("Счёт за март.pdf", Kind::Pdf, "Счёт за март.pdf"),
            ("IMG_0001.JPEG", Kind::Jpeg, "IMG_0001.JPEG"),
            ("C:\\Users\\anna\\паспорт.png", Kind::Png, "паспорт.png"),
            ("../../etc/passwd", Kind::Png, "passwd.png"),
            ("photo.png", Kind::Jpeg, "photo.png.jpg"),
            ("gpj.\u{202e}exe.pdf", Kind::Pdf, "gpj.exe.pdf"),
            ("a\u{0}b\nc\u{200b}.pdf", Kind::Pdf, "abc.pdf"),
            ("<a href=\"x\">.pdf", Kind::Pdf, "_a href=_x__.pdf"),
            ("", Kind::Pdf, "файл.pdf"),
            ("...", Kind::Png, "файл.png"),
            (".pdf", Kind::Pdf, "pdf.pdf"),
        ] {
            assert_eq!(display_name(given, kind), shown, "{given:?}");
        }
    }

    #[test]
    fn a_name_has_at_most_a_hundred_characters_and_keeps_its_ending() {
        let shown = display_name(&format!("{}.jpeg", "я".repeat(300)), Kind::Jpeg);
        assert_eq!(shown.chars().count(), 100);
        assert!(shown.ends_with("я.jpeg"));
    }
}
