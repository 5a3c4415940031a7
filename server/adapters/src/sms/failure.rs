//! Tells failures that pass from failures that stay, without a word of the message.

use reqwest::{Error, StatusCode};
use services::ports::DeliveryError;

/// The gateway gave no answer; whether it took the message is not known, the idempotency key makes a second try safe.
///
/// The error's own words are left out: they carry the address of the request.
pub(super) fn without_answer(error: &Error) -> DeliveryError {
    let reason = if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "no connection"
    } else {
        "the connection broke"
    };
    DeliveryError::Temporary(format!("the SMS gateway: {reason}"))
}

/// What an answer means: 2xx is success; 4xx is final, except 408 (too slow), 429 (too many), and
/// 401 and 403, which an operator mends by a new token.
///
/// # Errors
/// Everything that is not success. The answer's body is not read: it may repeat the number.
pub(super) fn judge(status: StatusCode) -> Result<(), DeliveryError> {
    let passing = [
        StatusCode::REQUEST_TIMEOUT,
        StatusCode::TOO_MANY_REQUESTS,
        StatusCode::UNAUTHORIZED,
        StatusCode::FORBIDDEN,
    ];
    let message = || format!("the SMS gateway: answer {}", status.as_u16());
    if status.is_success() {
        Ok(())
    } else if status.is_client_error() && !passing.contains(&status) {
        Err(DeliveryError::Permanent(message()))
    } else {
        Err(DeliveryError::Temporary(message()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_success_or_passes_or_stays() {
        let word = |code| match judge(StatusCode::from_u16(code).unwrap()) {
            Ok(()) => "sent",
            Err(DeliveryError::Temporary(_)) => "later",
            Err(DeliveryError::Permanent(_)) => "never",
        };
        for (codes, expected) in [
            (vec![200, 201, 202, 204], "sent"),
            (vec![302, 401, 403, 408, 429, 500, 502, 503, 504], "later"),
            (vec![400, 404, 409, 422], "never"),
        ] {
            for code in codes {
                assert_eq!(word(code), expected, "{code}");
            }
        }
    }
}
