//! What the twins have received: the last thousand messages, shared by all who hold the outbox.

use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use serde::Serialize;

use crate::fault::{Fault, Faults};

/// How many messages are kept; older ones are forgotten.
const CAPACITY: usize = 1000;

/// The way a message came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// A letter, by SMTP.
    Email,
    /// A text message, by the SMS gateway.
    Sms,
}

/// One message to one recipient. A letter to two recipients is two messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Message {
    /// Unique in this outbox; for an SMS it is the id that the gateway answered with.
    pub id: String,
    /// The way it came.
    pub channel: Channel,
    /// The address of the envelope, or the phone number, exactly as it was sent.
    pub to: String,
    /// The decoded subject; an SMS has none.
    pub subject: Option<String>,
    /// The decoded text. Line ends are `\n`; the empty lines that SMTP leaves at the end are cut.
    pub text: String,
    /// The decoded HTML twin of the text, when the letter has one; line ends as in `text`.
    pub html: Option<String>,
    /// The place in the order of arrival, from 1.
    pub received_at: u64,
}

/// What a twin has read from the wire, before it gets its place in the outbox.
pub(crate) struct Received {
    pub(crate) channel: Channel,
    pub(crate) to: String,
    pub(crate) subject: Option<String>,
    pub(crate) text: String,
    pub(crate) html: Option<String>,
}

/// The shared outbox. A clone is the same outbox.
#[derive(Clone, Default)]
pub struct Outbox(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    messages: VecDeque<Message>,
    received: u64,
    faults: Faults,
}

impl Outbox {
    /// All messages, the newest first.
    #[must_use]
    pub fn messages(&self) -> Vec<Message> {
        self.state().messages.iter().rev().cloned().collect()
    }

    /// The messages to exactly this address or number, the newest first.
    #[must_use]
    pub fn messages_to(&self, to: &str) -> Vec<Message> {
        let state = self.state();
        let newest_first = state.messages.iter().rev();
        newest_first.filter(|message| message.to == to).cloned().collect()
    }

    /// Forgets the messages. Faults that wait stay, and the order of arrival is counted on.
    pub fn clear(&self) {
        self.state().messages.clear();
    }

    /// Makes the next message on this channel fail. Called twice, it spoils the next two messages in that order.
    pub fn fail_next(&self, channel: Channel, fault: Fault) {
        self.state().faults.add(channel, fault);
    }

    pub(crate) fn take_fault(&self, channel: Channel) -> Option<Fault> {
        self.state().faults.take(channel)
    }

    /// Keeps a message and answers with its id.
    pub(crate) fn put(&self, received: Received) -> String {
        let mut state = self.state();
        state.received += 1;
        let kind = match received.channel {
            Channel::Email => "email",
            Channel::Sms => "sms",
        };
        let id = format!("{kind}-{}", state.received);
        let message = Message {
            id: id.clone(),
            channel: received.channel,
            to: received.to,
            subject: received.subject,
            text: received.text,
            html: received.html,
            received_at: state.received,
        };
        if state.messages.len() == CAPACITY {
            state.messages.pop_front();
        }
        state.messages.push_back(message);
        id
    }

    /// A panic in one test's thread must not hide the outbox from the others.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Outbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outbox").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sms(text: &str) -> Received {
        Received {
            channel: Channel::Sms,
            to: "+79100000000".into(),
            subject: None,
            text: text.into(),
            html: None,
        }
    }

    #[test]
    fn the_outbox_keeps_the_last_thousand_and_counts_on() {
        let outbox = Outbox::default();
        for number in 0..=CAPACITY {
            outbox.put(sms(&number.to_string()));
        }
        let messages = outbox.messages();
        assert_eq!(messages.len(), CAPACITY);
        assert_eq!(
            messages.first().map(|m| (m.text.as_str(), m.received_at)),
            Some(("1000", 1001))
        );
        assert_eq!(
            messages.last().map(|m| (m.text.as_str(), m.received_at)),
            Some(("1", 2))
        );
    }

    #[test]
    fn faults_wait_in_order_and_only_for_their_channel() {
        let outbox = Outbox::default();
        outbox.fail_next(Channel::Sms, Fault::Busy);
        outbox.fail_next(Channel::Sms, Fault::Refuse);
        assert_eq!(outbox.take_fault(Channel::Email), None);
        assert_eq!(outbox.take_fault(Channel::Sms), Some(Fault::Busy));
        assert_eq!(outbox.take_fault(Channel::Sms), Some(Fault::Refuse));
        assert_eq!(outbox.take_fault(Channel::Sms), None);
    }
}
