//! Asks of an outcome what it says and what it must not say.

use services::ports::DeliveryError;

/// What no error may repeat: it stands in every recipient, subject, text and token of these tests.
pub(crate) const PRIVATE: [&str; 5] = ["zhitel", "9101234567", "Тайна", "sekret", "key-1"];

/// The reason of a temporary failure, free of private data.
pub(crate) fn temporary(outcome: Result<(), DeliveryError>) -> String {
    match outcome {
        Err(DeliveryError::Temporary(reason)) => clean(reason),
        other => panic!("expected a temporary failure, got {other:?}"),
    }
}

/// The reason of a permanent failure, free of private data.
pub(crate) fn permanent(outcome: Result<(), DeliveryError>) -> String {
    match outcome {
        Err(DeliveryError::Permanent(reason)) => clean(reason),
        other => panic!("expected a permanent failure, got {other:?}"),
    }
}

/// Fails when the text repeats something private.
pub(crate) fn clean(text: String) -> String {
    for private in PRIVATE {
        assert!(!text.contains(private), "{text} tells {private}");
    }
    text
}
