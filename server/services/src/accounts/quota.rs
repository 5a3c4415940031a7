//! How many wrong proofs anybody may try: a low-entropy secret guards somebody's home.
//!
//! At most 3 in 30 days for one account, whoever tries; at most 3 different accounts a day and 5 failures in a
//! lifetime for one person. A try is taken before the proof is looked at and given back only when it was right, so
//! that parallel guesses spend exactly the quota.

use chrono::Duration;
use db::limits;
use domain::accounts::{AccountNumber, Proof};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{Result, Services, limits::Quota};

const PER_ACCOUNT: Quota = Quota::new(3, Duration::days(30));
const ACCOUNTS_PER_DAY: Quota = Quota::new(3, Duration::days(1));
pub(super) const PER_LIFETIME: Quota = Quota::new(5, Duration::days(36_500));
/// One proof tried on more accounts than this within an hour raises an alarm.
const SPRAY: Quota = Quota::new(20, Duration::hours(1));

/// The counter of a person's failures.
pub(super) fn lifetime(user_id: Uuid) -> String {
    format!("link-life:{user_id}")
}

/// One try that was taken.
pub(super) struct Try {
    taken: Vec<String>,
}

impl Try {
    /// Takes a try for this person and this account; nothing when either has none left.
    pub(super) async fn take(
        services: &Services,
        conn: &impl ConnectionTrait,
        user_id: Uuid,
        number: &AccountNumber,
    ) -> Result<Option<Self>> {
        let now = services.now();
        let target = services.keys.label("link-account", number.as_str());
        let pair = services
            .keys
            .label("link-pair", &format!("{user_id}:{}", number.as_str()));
        let mut this = Self { taken: Vec::new() };
        if !this.spend(conn, PER_LIFETIME, lifetime(user_id), now).await? {
            return Ok(None);
        }
        let new_today = limits::first(conn, &pair, ACCOUNTS_PER_DAY.window, now).await?;
        if new_today {
            this.taken.push(pair);
            if !this
                .spend(conn, ACCOUNTS_PER_DAY, format!("link-day:{user_id}"), now)
                .await?
            {
                this.give_back(conn).await?;
                return Ok(None);
            }
        }
        if !this.spend(conn, PER_ACCOUNT, target, now).await? {
            this.give_back(conn).await?;
            return Ok(None);
        }
        Ok(Some(this))
    }

    /// Gives the try back: the proof was right, or nothing was tried after all.
    pub(super) async fn give_back(self, conn: &impl ConnectionTrait) -> Result<()> {
        for key in &self.taken {
            limits::refund(conn, key).await?;
        }
        Ok(())
    }

    async fn spend(
        &mut self,
        conn: &impl ConnectionTrait,
        quota: Quota,
        key: String,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<bool> {
        let granted = quota.try_take(conn, &key, now).await?;
        if granted {
            self.taken.push(key);
        }
        Ok(granted)
    }
}

/// Watches for one proof being tried on many accounts.
pub(super) async fn watch_spray(
    services: &Services,
    conn: &impl ConnectionTrait,
    number: &AccountNumber,
    proof: &Proof,
) -> Result<()> {
    let secret = match proof {
        Proof::Sum(sum) => sum.plain(),
        Proof::Address(text) | Proof::Surname(text) => text.clone(),
    };
    let now = services.now();
    let proof = services.keys.label("proof", &secret);
    let pair = services
        .keys
        .label("proof-pair", &format!("{secret}:{}", number.as_str()));
    if limits::first(conn, &pair, SPRAY.window, now).await? && !SPRAY.try_take(conn, &proof, now).await? {
        tracing::error!(alarm = "proof-spray", "one proof is tried on many accounts");
    }
    Ok(())
}
