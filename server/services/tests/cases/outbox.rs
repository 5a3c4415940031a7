//! Where letters and text messages arrive, and how they can fail to.

use std::{
    collections::VecDeque,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use services::{
    notices::Round,
    ports::{DeliveryError, Letter, Mailer, Sms, SmsGateway},
};

use crate::world::World;

/// What a message takes at least.
const BREATH: Duration = Duration::from_millis(2);

/// What was sent, in order.
#[derive(Default)]
pub struct Outbox {
    letters: Mutex<Vec<Letter>>,
    texts: Mutex<Vec<Sms>>,
    failures: Mutex<VecDeque<DeliveryError>>,
    begun: AtomicUsize,
    held: AtomicBool,
}

impl Outbox {
    /// The next message fails so; told twice, the next two do.
    pub fn fail(&self, error: DeliveryError) {
        self.failures.lock().unwrap().push_back(error);
    }

    /// From now on nothing leaves before it is let go.
    pub fn hold(&self) {
        self.held.store(true, Ordering::SeqCst);
    }

    pub fn let_go(&self) {
        self.held.store(false, Ordering::SeqCst);
    }

    /// Waits until somebody has begun to send.
    pub async fn has_begun(&self) {
        while self.begun.load(Ordering::SeqCst) == 0 {
            tokio::time::sleep(BREATH).await;
        }
    }

    pub fn letters(&self) -> Vec<Letter> {
        self.letters.lock().unwrap().clone()
    }

    pub fn texts(&self) -> Vec<Sms> {
        self.texts.lock().unwrap().clone()
    }

    async fn answer(&self) -> Result<(), DeliveryError> {
        self.begun.fetch_add(1, Ordering::SeqCst);
        tokio::time::sleep(BREATH).await;
        while self.held.load(Ordering::SeqCst) {
            tokio::time::sleep(BREATH).await;
        }
        self.failures.lock().unwrap().pop_front().map_or(Ok(()), Err)
    }
}

#[async_trait]
impl Mailer for Outbox {
    async fn send(&self, letter: &Letter) -> Result<(), DeliveryError> {
        self.answer().await?;
        self.letters.lock().unwrap().push(letter.clone());
        Ok(())
    }
}

#[async_trait]
impl SmsGateway for Outbox {
    async fn send(&self, sms: &Sms) -> Result<(), DeliveryError> {
        self.answer().await?;
        self.texts.lock().unwrap().push(sms.clone());
        Ok(())
    }
}

impl World {
    /// Sends all that waits and is due.
    pub async fn deliver(&self) {
        while self.post.round().await.unwrap() != Round::default() {}
    }

    /// The letters to an address so far, oldest first.
    pub async fn letters_to(&self, email: &str) -> Vec<Letter> {
        self.deliver().await;
        let mut letters = self.outbox.letters();
        letters.retain(|letter| letter.to == email);
        letters
    }

    /// The subjects of the letters to an address so far.
    pub async fn subjects_to(&self, email: &str) -> Vec<String> {
        let letters = self.letters_to(email).await;
        letters.into_iter().map(|letter| letter.subject).collect()
    }

    /// The token in the link of the last letter to an address.
    pub async fn token_to(&self, email: &str) -> String {
        let letters = self.letters_to(email).await;
        let letter = letters.last().expect("a letter");
        let (_, rest) = letter.text.split_once("token=").expect("a link with a token");
        rest.split_whitespace().next().unwrap().to_owned()
    }

    /// The code of the last text message.
    pub async fn code(&self) -> String {
        self.deliver().await;
        let texts = self.outbox.texts();
        let text = &texts.last().expect("a text message").text;
        text.chars().filter(char::is_ascii_digit).collect()
    }
}
