//! Passwords are hashed on threads of their own, which yield to all others: a flood of logins never starves pages.

mod argon;

use std::{sync::Arc, time::Duration};

use argon2::password_hash::phc::PasswordHash;

use self::argon::Argon;
use crate::{
    Error, Result,
    pool::{Pool, Turn},
    ports::Entropy,
};

/// How costly a hash is and how many are made at once.
#[derive(Debug, Clone, Copy)]
pub struct HasherSettings {
    /// KiB of memory for one hash; at least 19 456 (OWASP).
    pub memory_kib: u32,
    /// Passes over the memory; at least 2.
    pub passes: u32,
    /// Hashes made at once.
    pub at_once: usize,
    /// A request that waits longer than this is refused as busy.
    pub patience: Duration,
}

impl HasherSettings {
    /// The least memory allowed, in KiB.
    pub const MEMORY_FLOOR: u32 = 19_456;
    /// The fewest passes allowed.
    pub const PASSES_FLOOR: u32 = 2;
}

impl Default for HasherSettings {
    fn default() -> Self {
        Self {
            memory_kib: Self::MEMORY_FLOOR,
            passes: Self::PASSES_FLOOR,
            at_once: 2,
            patience: Duration::from_millis(120),
        }
    }
}

/// Hashes and verifies with argon2id, p = 1.
#[derive(Clone)]
pub struct Hasher {
    argon: Argon,
    pool: Pool,
    entropy: Arc<dyn Entropy>,
    decoy: Arc<str>,
}

/// What verifying a password says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whether the password is right.
    pub right: bool,
    /// A hash with today's parameters, when the stored one has weaker ones and the password is right.
    pub rehashed: Option<String>,
}

impl Hasher {
    /// Makes the pool.
    ///
    /// # Errors
    /// When the parameters are out of argon2's range, there is no randomness or a thread does not start.
    pub fn new(settings: HasherSettings, entropy: Arc<dyn Entropy>) -> Result<Self> {
        let memory = settings.memory_kib.max(HasherSettings::MEMORY_FLOOR);
        let passes = settings.passes.max(HasherSettings::PASSES_FLOOR);
        let argon = Argon::new(memory, passes)?;
        let decoy = hash(&argon, entropy.as_ref(), "decoy")?.into();
        let pool = Pool::new(settings.at_once, settings.patience)?;
        Ok(Self {
            argon,
            pool,
            entropy,
            decoy,
        })
    }

    /// Waits for a place among those who hash.
    ///
    /// # Errors
    /// [`Error::Busy`] when none becomes free in time.
    pub async fn turn(&self) -> Result<Turn> {
        self.pool.turn().await
    }

    /// Runs `work` when a place is free.
    ///
    /// # Errors
    /// [`Error::Busy`] when none becomes free in time.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        self.pool.run(work).await
    }

    /// Hashes a new password.
    ///
    /// # Errors
    /// [`Error::Busy`]; [`Error::Internal`] without randomness.
    pub async fn hash(&self, password: &str) -> Result<String> {
        let turn = self.turn().await?;
        self.hash_in(turn, password).await
    }

    /// As [`Self::hash`], for somebody who has waited already.
    ///
    /// # Errors
    /// [`Error::Internal`] when there is no randomness.
    pub async fn hash_in(&self, turn: Turn, password: &str) -> Result<String> {
        let (argon, entropy, password) = (self.argon.clone(), Arc::clone(&self.entropy), password.to_owned());
        self.pool
            .run_in(turn, move || hash(&argon, entropy.as_ref(), &password))
            .await?
    }

    /// Verifies a password. Without a stored hash it works as long as with one and says no.
    ///
    /// # Errors
    /// [`Error::Busy`]; [`Error::Internal`] when the stored hash cannot be read.
    pub async fn verify(&self, password: &str, stored: Option<&str>) -> Result<Verdict> {
        let turn = self.turn().await?;
        self.verify_in(turn, password, stored).await
    }

    /// As [`Self::verify`], for somebody who has waited already.
    ///
    /// # Errors
    /// [`Error::Internal`] when the stored hash cannot be read.
    pub async fn verify_in(&self, turn: Turn, password: &str, stored: Option<&str>) -> Result<Verdict> {
        let known = stored.is_some();
        let stored = stored.unwrap_or(&self.decoy).to_owned();
        let (this, password) = (self.clone(), password.to_owned());
        self.pool
            .run_in(turn, move || {
                let parsed = PasswordHash::new(&stored).map_err(|error| Error::internal(error.to_string()))?;
                // The same work for somebody unknown.
                let right = this.argon.matches(&password, &parsed)? && known;
                let rehashed = (right && this.argon.is_weaker(&parsed))
                    .then(|| hash(&this.argon, this.entropy.as_ref(), &password))
                    .transpose()?;
                Ok(Verdict { right, rehashed })
            })
            .await?
    }
}

fn hash(argon: &Argon, entropy: &dyn Entropy, password: &str) -> Result<String> {
    let mut salt = [0; 16];
    entropy.fill(&mut salt)?;
    argon.hash(password, &salt)
}
