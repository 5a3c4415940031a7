//! Escapes text for HTML and makes the links in it clickable.

/// The text with the five characters that mean something in HTML replaced.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// The escaped text, each `http://` and `https://` address a link.
pub(super) fn linked(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, link, after)) = next_link(rest) {
        let link = escape(link);
        result.push_str(&escape(before));
        result.push_str(&format!("<a href=\"{link}\" rel=\"noreferrer\">{link}</a>"));
        rest = after;
    }
    result.push_str(&escape(rest));
    result
}

/// Splits at the first address: what stands before it, the address, what follows.
fn next_link(text: &str) -> Option<(&str, &str, &str)> {
    let start = ["http://", "https://"]
        .into_iter()
        .filter_map(|scheme| text.find(scheme))
        .min()?;
    let (before, from_link) = text.split_at_checked(start)?;
    let stop = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\'' | '«' | '»');
    let candidate = from_link.split(stop).next()?;
    // The full stop or bracket after an address belongs to the sentence.
    let link = candidate.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']']);
    let after = from_link.strip_prefix(link)?;
    Some((before, link, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_become_clickable_and_the_rest_stays_text() {
        let link = |url: &str| format!("<a href=\"{url}\" rel=\"noreferrer\">{url}</a>");
        let cases = [
            ("нет ссылок", "нет ссылок".to_owned()),
            (
                "Откройте https://a.ru/x?b=1&c=2.",
                format!("Откройте {}.", link("https://a.ru/x?b=1&amp;c=2")),
            ),
            (
                "(http://a.ru) и «https://b.ru/путь»",
                format!("({}) и «{}»", link("http://a.ru"), link("https://b.ru/путь")),
            ),
            (
                "https://a.ru/\"onclick=x",
                format!("{}&quot;onclick=x", link("https://a.ru/")),
            ),
            ("javascript:alert(1) <b>", "javascript:alert(1) &lt;b&gt;".to_owned()),
        ];
        for (text, expected) in cases {
            assert_eq!(linked(text), expected);
        }
    }
}
