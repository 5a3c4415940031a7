//! Remembers idempotency keys, so that one key is one message.

use std::collections::{HashMap, VecDeque};

use super::request::SmsRequest;
use crate::outbox::{Channel, Received};

/// How many keys are remembered: real gateways keep them for a day, the twin for this many messages.
const CAPACITY: usize = 10_000;

/// What became of a request.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sent {
    /// A new message with this id.
    Now(String),
    /// The same request came before; this is the id that its message got.
    Before(String),
    /// The key came before with another text or recipient.
    KeyOfAnother,
}

#[derive(Default)]
pub(super) struct SentKeys {
    by_key: HashMap<String, (SmsRequest, String)>,
    oldest_first: VecDeque<String>,
}

impl SentKeys {
    /// Calls `put` unless the key was used before. The caller holds the lock, so two requests cannot both be first.
    pub(super) fn once(&mut self, request: SmsRequest, put: impl FnOnce(Received) -> String) -> Sent {
        if let Some((before, id)) = self.by_key.get(&request.idempotency_key) {
            return if *before == request {
                Sent::Before(id.clone())
            } else {
                Sent::KeyOfAnother
            };
        }
        let id = put(Received {
            channel: Channel::Sms,
            to: request.to.clone(),
            subject: None,
            text: request.text.clone(),
            html: None,
        });
        if self.oldest_first.len() == CAPACITY
            && let Some(oldest) = self.oldest_first.pop_front()
        {
            self.by_key.remove(&oldest);
        }
        self.oldest_first.push_back(request.idempotency_key.clone());
        self.by_key
            .insert(request.idempotency_key.clone(), (request, id.clone()));
        Sent::Now(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(text: &str, key: &str) -> SmsRequest {
        SmsRequest {
            to: "+79101234567".into(),
            text: text.into(),
            idempotency_key: key.into(),
        }
    }

    #[test]
    fn a_key_sends_once_and_belongs_to_its_first_message() {
        let mut keys = SentKeys::default();
        assert_eq!(keys.once(request("a", "k"), |_| "1".into()), Sent::Now("1".into()));
        assert_eq!(keys.once(request("a", "k"), |_| "2".into()), Sent::Before("1".into()));
        assert_eq!(keys.once(request("b", "k"), |_| "3".into()), Sent::KeyOfAnother);
        assert_eq!(keys.once(request("a", "l"), |_| "4".into()), Sent::Now("4".into()));
    }

    #[test]
    fn the_oldest_keys_are_forgotten() {
        let mut keys = SentKeys::default();
        for number in 0..=CAPACITY {
            keys.once(request("a", &number.to_string()), |_| number.to_string());
        }
        assert_eq!(keys.by_key.len(), CAPACITY);
        assert_eq!(keys.once(request("a", "1"), |_| "new".into()), Sent::Before("1".into()));
        assert_eq!(keys.once(request("a", "0"), |_| "new".into()), Sent::Now("new".into()));
    }
}
