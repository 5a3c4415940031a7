//! Quotas, counted in the database so that any number of processes share them.

use chrono::{DateTime, Duration, Utc};
use db::limits::{self, Spent};
use domain::Refusal;
use sea_orm::ConnectionTrait;

use crate::{Error, Result};

/// Where a request comes from, coarsely: an IPv4 address or an IPv6 /64.
#[derive(Clone, PartialEq, Eq)]
pub struct Network(pub String);

/// A quota: how many in how long.
#[derive(Debug, Clone, Copy)]
pub struct Quota {
    /// How many.
    pub limit: i64,
    /// Counted from the last one that was granted.
    pub window: Duration,
}

impl Quota {
    /// So many in so long.
    #[must_use]
    pub const fn new(limit: i64, window: Duration) -> Self {
        Self { limit, window }
    }

    /// Takes one; what is taken stays taken.
    ///
    /// # Errors
    /// [`Refusal::TooMany`] with the seconds to wait when none is left.
    pub async fn take(self, conn: &impl ConnectionTrait, key: &str, now: DateTime<Utc>) -> Result<()> {
        match limits::spend(conn, key, self.limit, self.window, now).await? {
            Spent::Granted { .. } => Ok(()),
            Spent::Exhausted { resets_at } => Err(too_many(resets_at, now)),
        }
    }

    /// Takes one and says whether there was one.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn try_take(self, conn: &impl ConnectionTrait, key: &str, now: DateTime<Utc>) -> Result<bool> {
        Ok(matches!(limits::spend(conn, key, self.limit, self.window, now).await?, Spent::Granted { .. }))
    }
}

/// The refusal that tells how long to wait.
#[must_use]
pub fn too_many(until: DateTime<Utc>, now: DateTime<Utc>) -> Error {
    let seconds = u32::try_from((until - now).num_seconds()).unwrap_or_default().max(1);
    Refusal::TooMany { seconds }.into()
}
