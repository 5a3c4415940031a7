//! What the outside world must offer: the use cases know these traits and nothing behind them.

use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::documents::ReceiptPaper;

/// Tells the time. The only source of "now" for every rule on the server.
pub trait Clock: Send + Sync {
    /// The current moment, UTC.
    fn now(&self) -> DateTime<Utc>;
}

/// Gives bytes that nobody can guess.
pub trait Entropy: Send + Sync {
    /// Fills `bytes` from a cryptographically secure source.
    ///
    /// # Errors
    /// When the operating system refuses; nothing secret may be made then.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), EntropyError>;
}

/// The operating system gave no random bytes.
#[derive(Debug, thiserror::Error)]
#[error("the source of randomness failed: {0}")]
pub struct EntropyError(pub String);

/// A letter ready to be sent: plain text with an optional HTML twin.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// The recipient's address.
    pub to: String,
    /// The subject line.
    pub subject: String,
    /// The text for every mail reader.
    pub text: String,
    /// The same text for readers that show HTML.
    pub html: Option<String>,
    /// The address by which one press ends such letters (RFC 8058), for letters that one may do without.
    pub unsubscribe: Option<String>,
}

/// A short message to a phone.
#[derive(Clone, PartialEq, Eq)]
pub struct Sms {
    /// The number: `+7` and ten digits.
    pub to: String,
    /// The text.
    pub text: String,
    /// Made before the first try; the gateway sends one message per key.
    pub idempotency_key: String,
}

/// Why a message did not leave.
#[derive(Debug, thiserror::Error)]
pub enum DeliveryError {
    /// Worth another try: a timeout, a refused connection, a busy server.
    #[error("not delivered yet: {0}")]
    Temporary(String),
    /// Never going to work: the recipient does not exist, the message was refused.
    #[error("refused for good: {0}")]
    Permanent(String),
}

/// Sends letters.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands the letter to a mail server.
    ///
    /// # Errors
    /// [`DeliveryError`] tells whether another try makes sense. It never carries the letter's text or address.
    async fn send(&self, letter: &Letter) -> Result<(), DeliveryError>;
}

/// Sends text messages.
#[async_trait]
pub trait SmsGateway: Send + Sync {
    /// Hands the message to the gateway.
    ///
    /// # Errors
    /// [`DeliveryError`] tells whether another try makes sense. It never carries the text or the number.
    async fn send(&self, sms: &Sms) -> Result<(), DeliveryError>;
}

/// The place where files lie could not do what was asked. Never carries content or names.
#[derive(Debug, thiserror::Error)]
#[error("the file store: {0}")]
pub struct StoreError(pub String);

/// Keeps files, each under its id. What it is given is encrypted already.
#[async_trait]
pub trait FileStore: Send + Sync {
    /// Keeps a file: when this returns, it is whole and survives a loss of power. Before that nobody sees it.
    ///
    /// # Errors
    /// When it could not be kept; nothing half-done is seen then.
    async fn put(&self, id: Uuid, content: Bytes) -> Result<(), StoreError>;

    /// The file.
    ///
    /// # Errors
    /// When the store does not answer.
    async fn get(&self, id: Uuid) -> Result<Option<Bytes>, StoreError>;

    /// Forgets a file; one that is not there is no error.
    ///
    /// # Errors
    /// When the store does not answer.
    async fn delete(&self, id: Uuid) -> Result<(), StoreError>;

    /// The ids of all files.
    ///
    /// # Errors
    /// When the store does not answer.
    async fn ids(&self) -> Result<Vec<Uuid>, StoreError>;
}

/// What a virus scanner says of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scan {
    /// It knows nothing bad of it.
    Clean,
    /// It refuses it: something bad is in it, or it is too large for the scanner.
    Infected,
}

/// The scanner gave no answer; the file must not be taken. Never carries content or names.
#[derive(Debug, thiserror::Error)]
#[error("the virus scanner: {0}")]
pub struct ScanError(pub String);

/// Looks for viruses.
#[async_trait]
pub trait VirusScanner: Send + Sync {
    /// Looks at a file as it came.
    ///
    /// # Errors
    /// When the scanner does not answer.
    async fn scan(&self, content: &[u8]) -> Result<Scan, ScanError>;
}

/// A document could not be made. Never carries content.
#[derive(Debug, thiserror::Error)]
#[error("the document: {0}")]
pub struct DocumentError(pub String);

/// Makes documents to be printed: PDF. Keeps a processor busy meanwhile.
pub trait Typesetter: Send + Sync {
    /// The receipt for sent readings.
    ///
    /// # Errors
    /// When it could not be made.
    fn receipt(&self, paper: &ReceiptPaper) -> Result<Vec<u8>, DocumentError>;
}
