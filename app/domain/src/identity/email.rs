//! An e-mail address, as far as it can be told without sending a letter.

use std::{fmt, str::FromStr};

use crate::{FieldError, fold};

/// An address in lower case: one `@`, a domain with a dot, at most 254 ASCII characters (RFC 5321).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Email(String);

impl Email {
    /// The address in lower case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the `@`.
    #[must_use]
    pub fn local(&self) -> &str {
        self.0.split_once('@').map_or("", |(local, _)| local)
    }
}

impl FromStr for Email {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        let text = fold::required(text, 254)?;
        let (local, domain) = text.rsplit_once('@').ok_or(FieldError::EmailShape)?;
        let local_ok = (1..=64).contains(&local.len())
            && local
                .split('.')
                .all(|atom| !atom.is_empty() && atom.bytes().all(is_atom));
        let label_ok = |label: &str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        let top_ok = domain
            .rsplit('.')
            .next()
            .is_some_and(|top| top.len() >= 2 && !top.bytes().all(|b| b.is_ascii_digit()));
        if local_ok && domain.contains('.') && domain.split('.').all(label_ok) && top_ok {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(FieldError::EmailShape)
        }
    }
}

const fn is_atom(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'!' | b'#'
                | b'$'
                | b'%'
                | b'&'
                | b'\''
                | b'*'
                | b'+'
                | b'-'
                | b'/'
                | b'='
                | b'?'
                | b'^'
                | b'_'
                | b'`'
                | b'{'
                | b'|'
                | b'}'
                | b'~'
        )
}

impl fmt::Debug for Email {
    /// Personal data stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_what_is_none() {
        for (text, expected) in [
            ("123@mail.ru", Ok("123@mail.ru")),
            (" Anna.Petrova+ls@Example.COM ", Ok("anna.petrova+ls@example.com")),
            ("", Err(FieldError::Empty)),
            ("mail.ru", Err(FieldError::EmailShape)),
            ("a@b", Err(FieldError::EmailShape)),
            ("a@b@c.ru", Err(FieldError::EmailShape)),
            ("a b@c.ru", Err(FieldError::EmailShape)),
            ("a@-c.ru", Err(FieldError::EmailShape)),
            ("a@c..ru", Err(FieldError::EmailShape)),
            (".a@c.ru", Err(FieldError::EmailShape)),
            ("a@1.2.3.4", Err(FieldError::EmailShape)),
            ("аnna@mail.ru", Err(FieldError::EmailShape)),
            ("a@c.ru\0", Err(FieldError::Unreadable)),
        ] {
            let parsed = text.parse::<Email>();
            assert_eq!(
                parsed.as_ref().map(Email::as_str).map_err(Clone::clone),
                expected,
                "{text:?}"
            );
        }
        assert_eq!(
            format!("{}@c.ru", "a".repeat(300)).parse::<Email>(),
            Err(FieldError::TooLong(254))
        );
    }
}
