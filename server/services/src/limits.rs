//! Quotas, counted in the database so that any number of processes share them.

use chrono::{DateTime, Duration, Utc};
use db::limits::{self, Spent};
use domain::Refusal;
use sea_orm::ConnectionTrait;

use crate::{Error, Result, Services};

/// Where a request comes from, coarsely: an IPv4 address or an IPv6 /64.
#[derive(Clone, PartialEq, Eq)]
pub struct Network(pub String);

impl Network {
    /// The /48 of an IPv6 /64: what one subscriber may have all of.
    #[must_use]
    pub fn wide(&self) -> Option<String> {
        let (prefix, _) = self.0.rsplit_once("::/64")?;
        let (prefix, _) = prefix.rsplit_once(':')?;
        Some(format!("{prefix}::/48"))
    }

    /// What is counted, each with how many shares it has.
    fn counted(&self) -> impl Iterator<Item = (String, i64)> {
        let wide = self.wide().map(|wide| (wide, WIDE));
        [(self.0.clone(), 1)].into_iter().chain(wide)
    }
}

/// A /48 of IPv6 may be one house or a town: it gets the shares of so many networks.
const WIDE: i64 = 16;

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

    /// Takes one of a network's share. Many people may stand behind one network, so its hours are counted one after the
    /// other, from full to full: a steady trickle below the limit never adds up to a refusal.
    ///
    /// # Errors
    /// [`Refusal::TooMany`] with the seconds to wait when none is left.
    pub async fn take_of_network(
        self,
        services: &Services,
        conn: &impl ConnectionTrait,
        purpose: &str,
        from: &Network,
    ) -> Result<()> {
        let now = services.now();
        let length = self.window.num_milliseconds().max(1);
        let rest = Duration::milliseconds(length - now.timestamp_millis().rem_euclid(length));
        for (network, shares) in from.counted() {
            let key = services.keys.label(purpose, &network);
            Self::new(self.limit * shares, rest).take(conn, &key, now).await?;
        }
        Ok(())
    }

    /// Gives one back to a network: it was taken in vain.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn give_back_to_network(
        services: &Services,
        conn: &impl ConnectionTrait,
        purpose: &str,
        from: &Network,
    ) -> Result<()> {
        for (network, _) in from.counted() {
            limits::refund(conn, &services.keys.label(purpose, &network)).await?;
        }
        Ok(())
    }

    /// Refuses a network whose share is spent; takes nothing.
    ///
    /// # Errors
    /// [`Refusal::TooMany`] with the seconds to wait.
    pub async fn refuse_network(self, services: &Services, purpose: &str, from: &Network) -> Result<()> {
        let now = services.now();
        for (network, shares) in from.counted() {
            let key = services.keys.label(purpose, &network);
            let limit = self.limit * shares;
            if let Some(until) = limits::exhausted(services.db.reader(), &key, limit, now).await? {
                return Err(too_many(until, now));
            }
        }
        Ok(())
    }

    /// Takes one and says whether there was one.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn try_take(self, conn: &impl ConnectionTrait, key: &str, now: DateTime<Utc>) -> Result<bool> {
        Ok(matches!(
            limits::spend(conn, key, self.limit, self.window, now).await?,
            Spent::Granted { .. }
        ))
    }
}

/// The refusal that tells how long to wait: whole seconds, never too few.
#[must_use]
pub fn too_many(until: DateTime<Utc>, now: DateTime<Utc>) -> Error {
    let seconds = u32::try_from(((until - now).num_milliseconds() + 999) / 1_000)
        .unwrap_or_default()
        .max(1);
    Refusal::TooMany(seconds).into()
}
