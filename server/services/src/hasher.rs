//! Passwords are hashed on threads of their own, which yield to all others: a flood of logins never starves pages.

use std::{sync::Arc, time::Duration};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};

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
            patience: Duration::from_millis(150),
        }
    }
}

/// Hashes and verifies with argon2id, p = 1.
#[derive(Clone)]
pub struct Hasher {
    argon: Argon2<'static>,
    params: Params,
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
        let params = Params::new(memory, passes, 1, None).map_err(|error| Error::internal(error.to_string()))?;
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
        let decoy = hash(&argon, entropy.as_ref(), "decoy")?.into();
        let pool = Pool::new(settings.at_once, settings.patience)?;
        Ok(Self {
            argon,
            params,
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
                let right = known && this.argon.verify_password(password.as_bytes(), &parsed).is_ok();
                if !known {
                    // The same work as for a known person.
                    let _ = this.argon.verify_password(password.as_bytes(), &parsed);
                }
                let rehashed = (right && this.is_weaker(&parsed))
                    .then(|| hash(&this.argon, this.entropy.as_ref(), &password))
                    .transpose()?;
                Ok(Verdict { right, rehashed })
            })
            .await?
    }

    fn is_weaker(&self, stored: &PasswordHash) -> bool {
        Params::try_from(stored).map_or(true, |params| {
            params.m_cost() < self.params.m_cost() || params.t_cost() < self.params.t_cost()
        })
    }
}

fn hash(argon: &Argon2<'_>, entropy: &dyn Entropy, password: &str) -> Result<String> {
    let mut salt = [0; 16];
    entropy.fill(&mut salt)?;
    let hash: PasswordHash = argon
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map_err(|error| Error::internal(error.to_string()))?;
    Ok(hash.to_string())
}
