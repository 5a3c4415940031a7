//! One turn of an SMTP conversation: a reply and what the server waits for next.

use std::borrow::Cow;

/// What the server says, and what it waits for next.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Turn {
    pub(super) reply: Cow<'static, str>,
    pub(super) then: Then,
}

/// What the server does after its reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    ReadLine,
    ReadLetter,
    Close,
}

/// A reply after which the client speaks again.
pub(super) fn say(reply: &'static str) -> Turn {
    Turn {
        reply: reply.into(),
        then: Then::ReadLine,
    }
}

/// The reply to a command that came too early or too late.
pub(super) fn bad_sequence() -> Turn {
    say("503 5.5.1 Bad sequence of commands")
}
