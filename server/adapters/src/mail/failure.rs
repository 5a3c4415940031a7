//! Tells failures that pass from failures that stay, without a word of the letter.

use lettre::transport::smtp::Error;
use services::ports::DeliveryError;

/// The server would not let us in. That is for an operator to mend, the letter is not to blame: always temporary.
pub(super) fn at_the_door(error: &Error) -> DeliveryError {
    DeliveryError::Temporary(format!("no session with the mail server: {}", reason(error)))
}

/// The server has judged the letter.
///
/// A server's own words are left out: they often repeat the recipient's address.
pub(super) fn of_the_letter(error: &Error) -> DeliveryError {
    let message = format!("the mail server: {}", reason(error));
    match error.status().map(u16::from) {
        Some(code) if is_final(code) => DeliveryError::Permanent(message),
        _ => DeliveryError::Temporary(message),
    }
}

/// The letter took too long; whether it was accepted is not known.
pub(super) fn too_slow() -> DeliveryError {
    DeliveryError::Temporary("the mail server: no answer in time".to_owned())
}

/// Answers from 500 on are final, except those about our own rights (530, 534, 535, 538: RFC 4954).
fn is_final(code: u16) -> bool {
    (500..600).contains(&code) && code / 10 != 53
}

fn reason(error: &Error) -> String {
    match error.status() {
        Some(code) => format!("answer {code}"),
        None if error.is_timeout() => "no answer in time".to_owned(),
        None if error.is_tls() => "TLS failed".to_owned(),
        None if error.is_response() => "a broken answer".to_owned(),
        None if error.is_client() => "it does not offer what is needed".to_owned(),
        None => "the connection failed".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_answers_about_the_letter_are_final() {
        for code in [500, 501, 550, 552, 553, 554] {
            assert!(is_final(code), "{code}");
        }
        for code in [421, 450, 451, 452, 530, 534, 535, 538] {
            assert!(!is_final(code), "{code}");
        }
    }
}
