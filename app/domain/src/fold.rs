//! How typed text is compared with what the supplier has on file.

/// Folds case, runs of spaces, ё into е and every kind of quotation mark; punctuation stays.
///
/// Source: the customers' manual («как он указан в Вашей квитанции»), made forgiving where people cannot see a difference.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars().flat_map(char::to_lowercase) {
            out.push(match c {
                'ё' => 'е',
                '«' | '»' | '“' | '”' | '„' | '‟' | '″' | '\'' | '‘' | '’' | '‚' | '`' => '"',
                other => other,
            });
        }
    }
    out
}

/// The text without spaces at its ends, if it has at most `max` characters and none that cannot be read.
///
/// # Errors
/// `TooLong`, or `Unreadable` for control characters other than line breaks and tabs.
pub fn tidy(text: &str, max: usize) -> Result<&str, crate::FieldError> {
    let text = text.trim();
    if text.chars().count() > max {
        return Err(crate::FieldError::TooLong(max));
    }
    let unreadable = |c: char| (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || c == '\u{fffd}';
    if text.chars().any(unreadable) {
        return Err(crate::FieldError::Unreadable);
    }
    Ok(text)
}

/// [`tidy`] for a field that must not be empty.
///
/// # Errors
/// `Empty`, and those of [`tidy`].
pub fn required(text: &str, max: usize) -> Result<&str, crate::FieldError> {
    match tidy(text, max)? {
        "" => Err(crate::FieldError::Empty),
        text => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_compares_the_same() {
        let stored = fold("170100, г. Тверь, пер. «Зелёный», д. 5");
        assert_eq!(stored, fold("  170100,  Г. ТВЕРЬ, пер. \"зеленый\",\tд. 5 "));
        assert_ne!(stored, fold("170100 г Тверь пер \"Зелёный\" д 5"), "punctuation counts");
    }

    #[test]
    fn null_bytes_and_floods_are_refused() {
        assert_eq!(tidy("a\0b", 10), Err(crate::FieldError::Unreadable));
        assert_eq!(tidy(&"я".repeat(11), 10), Err(crate::FieldError::TooLong(10)));
        assert_eq!(required(" \n ", 10), Err(crate::FieldError::Empty));
        assert_eq!(required(" дача ", 10), Ok("дача"));
    }
}
