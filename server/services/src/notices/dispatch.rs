//! Sends what waits: claims with a lease, tries again with growing pauses, gives up after a while.

use std::sync::Arc;

use chrono::Duration;
use db::{entity::notices::Model, notices};

use super::{EMAIL, letters::Body};
use crate::{
    Error, Result, Services,
    pause::pause,
    ports::{DeliveryError, Mailer, Sms, SmsGateway},
};

/// A claim is good for so long; then another process may take the notice.
const LEASE: Duration = Duration::minutes(2);
/// Tries before a notice is given up.
const ATTEMPTS: i32 = 10;
/// Notices claimed at once.
const BATCH: u64 = 20;
/// How often to look when nothing wakes us.
const POLL: std::time::Duration = std::time::Duration::from_secs(1);

/// Sends notices.
pub struct Dispatcher {
    services: Services,
    mailer: Arc<dyn Mailer>,
    sms: Arc<dyn SmsGateway>,
}

/// What one round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    /// Left for good.
    pub sent: usize,
    /// To be tried again.
    pub delayed: usize,
    /// Given up.
    pub dead: usize,
}

impl Dispatcher {
    /// Sends through these two.
    #[must_use]
    pub fn new(services: Services, mailer: Arc<dyn Mailer>, sms: Arc<dyn SmsGateway>) -> Self {
        Self { services, mailer, sms }
    }

    /// Sends until it is dropped; a failing database is waited out.
    pub async fn run(&self) {
        loop {
            match self.round().await {
                Ok(round) if round == Round::default() => {
                    let _ = tokio::time::timeout(POLL, self.services.notices_wait.notified()).await;
                }
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(%error, "notices wait for the database");
                    tokio::time::sleep(POLL).await;
                }
            }
        }
    }

    /// Claims a batch and sends it, all at once.
    ///
    /// # Errors
    /// Those of the database; a failed delivery is no error but a later try.
    pub async fn round(&self) -> Result<Round> {
        let lease = self.services.new_id()?;
        let batch = notices::claim(self.services.db.writer(), self.services.now(), LEASE, lease, BATCH).await?;
        let outcomes = futures::future::join_all(batch.into_iter().map(|notice| self.deliver(notice, lease))).await;
        let mut round = Round::default();
        for outcome in outcomes {
            let count = match outcome? {
                Outcome::Sent => &mut round.sent,
                Outcome::Delayed => &mut round.delayed,
                Outcome::Dead => &mut round.dead,
            };
            *count += 1;
        }
        Ok(round)
    }

    async fn deliver(&self, notice: Model, lease: uuid::Uuid) -> Result<Outcome> {
        let (id, attempts) = (notice.id, notice.attempts);
        let result = self.send(notice).await;
        let (conn, now) = (self.services.db.writer(), self.services.now());
        match result {
            Ok(()) => {
                notices::sent(conn, id, lease, now).await?;
                Ok(Outcome::Sent)
            }
            Err(DeliveryError::Temporary(reason)) if attempts < ATTEMPTS => {
                tracing::warn!(notice = %id, attempts, %reason, "a notice is tried again later");
                notices::retry(conn, id, lease, now + pause(attempts), &reason).await?;
                Ok(Outcome::Delayed)
            }
            Err(error) => {
                tracing::error!(notice = %id, attempts, %error, "a notice is given up");
                notices::dead(conn, id, lease, now, &error.to_string()).await?;
                Ok(Outcome::Dead)
            }
        }
    }

    async fn send(&self, notice: Model) -> Result<(), DeliveryError> {
        if notice.channel == EMAIL {
            let body: Body = serde_json::from_str(&notice.body).map_err(permanent)?;
            let letter = body.letter(notice.recipient, notice.subject).map_err(permanent)?;
            return self.mailer.send(&letter).await;
        }
        let sms = Sms {
            to: notice.recipient,
            text: notice.body,
            idempotency_key: notice.id.to_string(),
        };
        self.sms.send(&sms).await
    }
}

enum Outcome {
    Sent,
    Delayed,
    Dead,
}

fn permanent(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> DeliveryError {
    DeliveryError::Permanent(Error::internal(error).to_string())
}
