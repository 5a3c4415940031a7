//! The ways in which a twin can be told to fail.

use std::collections::VecDeque;

use crate::outbox::Channel;

/// What goes wrong with one message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Refused for good: SMTP answers 550 to the recipient, the SMS gateway answers 400. Nothing is kept.
    Refuse,
    /// Come again later: SMTP answers 451 to the sender, the SMS gateway answers 429. Nothing is kept.
    Busy,
    /// The message is accepted and kept, but the connection drops before the answer leaves.
    HangUpAfterAccepting,
}

/// Faults that wait for the next messages, first in, first out, each channel for itself.
#[derive(Default)]
pub(crate) struct Faults {
    email: VecDeque<Fault>,
    sms: VecDeque<Fault>,
}

impl Faults {
    pub(crate) fn add(&mut self, channel: Channel, fault: Fault) {
        self.of(channel).push_back(fault);
    }

    pub(crate) fn take(&mut self, channel: Channel) -> Option<Fault> {
        self.of(channel).pop_front()
    }

    fn of(&mut self, channel: Channel) -> &mut VecDeque<Fault> {
        match channel {
            Channel::Email => &mut self.email,
            Channel::Sms => &mut self.sms,
        }
    }
}
