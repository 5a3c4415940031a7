//! What every use case works with: database, clock, randomness, keys, settings.

use std::{ops::Deref, sync::Arc};

use chrono::{DateTime, Duration, Utc};
use db::Db;
use domain::identity::PasswordPolicy;
use tokio::sync::Notify;
use tokio_util::task::TaskTracker;
use uuid::Uuid;

use crate::{
    Result,
    accounts::Branches,
    billing::Tariffs,
    documents::Documents,
    files::Files,
    hasher::Hasher,
    ids,
    ports::{Clock, Entropy},
    secrets::{Keys, Token},
};

/// What the operator sets.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address of the site in letters, without a slash at the end.
    pub public_url: String,
    /// What a password must be.
    pub password: PasswordPolicy,
    /// A session ends after this long without a request.
    pub session_idle: Duration,
    /// A session ends after this long whatever happens.
    pub session_absolute: Duration,
    /// How long a remembered device stays logged in.
    pub session_remembered: Duration,
    /// A remembered device is logged out after this long without a request.
    pub session_remembered_idle: Duration,
    /// Text messages a day, all customers together; above it an alarm is raised and none is sent.
    pub sms_per_day: i64,
    /// Codes an hour for one network.
    pub codes_per_network: i64,
    /// Registrations an hour for one network.
    pub registrations_per_network: i64,
    /// Forms with files a day for one network.
    pub files_per_network: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            public_url: "http://127.0.0.1:3000".to_owned(),
            password: PasswordPolicy::default(),
            session_idle: Duration::minutes(30),
            session_absolute: Duration::hours(12),
            session_remembered: Duration::days(30),
            session_remembered_idle: Duration::days(14),
            sms_per_day: 50_000,
            codes_per_network: 20,
            registrations_per_network: 30,
            files_per_network: 200,
        }
    }
}

/// The parts that [`Services`] is made of.
pub struct Parts {
    /// The database.
    pub db: Db,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Gives secrets.
    pub entropy: Arc<dyn Entropy>,
    /// Keys outside the database.
    pub keys: Keys,
    /// Hashes passwords.
    pub hasher: Hasher,
    /// Checks and keeps what customers attach.
    pub files: Files,
    /// Makes what customers print.
    pub documents: Documents,
    /// What the operator sets.
    pub settings: Settings,
    /// The rules of the branches as last read.
    pub branches: Branches,
    /// Prices as last read.
    pub tariffs: Tariffs,
    /// Woken when a message waits to be sent.
    pub notices_wait: Notify,
    /// What is done beside the requests, because nobody waits for its end.
    pub aside: TaskTracker,
}

/// Handed to every use case; cheap to clone.
#[derive(Clone)]
pub struct Services(Arc<Parts>);

impl Services {
    /// Puts the parts together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// The current moment.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// A fresh id in order of time (UUID v7).
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn new_id(&self) -> Result<Uuid> {
        Ok(ids::new_id(self.now(), self.entropy.as_ref())?)
    }

    /// A fresh secret of 256 bits.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn new_token(&self) -> Result<Token> {
        Ok(Token::new(self.entropy.as_ref())?)
    }
}

impl Deref for Services {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
