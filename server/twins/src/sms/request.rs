//! What the gateway is asked to send, and whether it can be sent.

use serde::Deserialize;

/// The longest text, in characters: ten Cyrillic segments.
const LONGEST_TEXT: usize = 670;

const LONGEST_KEY: usize = 128;

/// The body of the request. Fields that the gateway does not know (a sender's name) are let pass.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct SmsRequest {
    pub(super) to: String,
    pub(super) text: String,
    pub(super) idempotency_key: String,
}

impl SmsRequest {
    /// The request if it can be sent, else the name of the reason.
    pub(super) fn check(self) -> Result<Self, &'static str> {
        if !is_phone(&self.to) {
            Err("invalid_recipient")
        } else if self.text.trim().is_empty() || self.text.chars().count() > LONGEST_TEXT {
            Err("invalid_text")
        } else if self.idempotency_key.is_empty() || self.idempotency_key.len() > LONGEST_KEY {
            Err("invalid_idempotency_key")
        } else {
            Ok(self)
        }
    }
}

/// E.164: a plus and 10 to 15 digits.
fn is_phone(text: &str) -> bool {
    text.strip_prefix('+')
        .is_some_and(|digits| (10..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_checked_field_by_field() {
        let long_text = "я".repeat(LONGEST_TEXT + 1);
        let long_key = "k".repeat(LONGEST_KEY + 1);
        let cases = [
            ("+79101234567", "Код 1234", "k", None),
            ("79101234567", "Код 1234", "k", Some("invalid_recipient")),
            ("+7 910 1234567", "Код 1234", "k", Some("invalid_recipient")),
            ("+7910", "Код 1234", "k", Some("invalid_recipient")),
            ("+79101234567", " ", "k", Some("invalid_text")),
            ("+79101234567", &long_text, "k", Some("invalid_text")),
            ("+79101234567", "Код 1234", "", Some("invalid_idempotency_key")),
            ("+79101234567", "Код 1234", &long_key, Some("invalid_idempotency_key")),
        ];
        for (to, text, key, reason) in cases {
            let request = SmsRequest {
                to: to.into(),
                text: text.into(),
                idempotency_key: key.into(),
            };
            assert_eq!(request.check().err(), reason, "{to} {key}");
        }
    }
}
