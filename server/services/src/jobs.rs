//! Work that is done later, each piece once whatever crashes: put down here, done by the crate `jobs`.

use chrono::{DateTime, Duration, Utc};
use db::{entity::jobs::Model, jobs};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{Error, Result, Services, pause::pause};

/// A claim, and each step after it, is good for so long; then another process may go on.
pub const LEASE: Duration = Duration::minutes(2);
/// Tries of one step before the piece is given up.
const ATTEMPTS: i32 = 10;
/// What was done is remembered for so long, so that it is not done again.
const REMEMBERED: Duration = Duration::days(90);

/// What there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Sending readings that were kept until their branch takes them.
    KeptReadings,
    /// Reminding those who have not sent their readings.
    Reminders,
    /// Telling whoever sent readings that the billing refused them.
    Refusals,
}

impl Kind {
    /// The word that tables and logs carry.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::KeptReadings => "kept_readings",
            Self::Reminders => "reminders",
            Self::Refusals => "refusals",
        }
    }
}

/// A piece of work in somebody's hands.
#[derive(Debug)]
pub struct Held {
    job: Model,
    token: Uuid,
}

/// What one step came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// There is more to do.
    More,
    /// All is done.
    Done,
    /// Another has taken the piece over.
    Lost,
}

impl Held {
    /// What makes the piece one.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.job.key
    }

    /// How far it has come.
    #[must_use]
    pub fn progress(&self) -> Option<&str> {
        self.job.progress.as_deref()
    }
}

/// Puts a piece of work down, unless its kind has one with this key; says whether it is new.
///
/// # Errors
/// Those of the database.
pub async fn enqueue(services: &Services, conn: &impl ConnectionTrait, kind: Kind, key: &str) -> Result<bool> {
    let now = services.now();
    let job = row(services.new_id()?, kind, key.to_owned(), now, now);
    Ok(jobs::enqueue(conn, job).await?)
}

/// A new piece of work that is not begun before `run_at`.
pub(crate) fn row(id: Uuid, kind: Kind, key: String, now: DateTime<Utc>, run_at: DateTime<Utc>) -> Model {
    Model {
        id,
        kind: kind.key().to_owned(),
        key,
        progress: None,
        created_at: now,
        run_at,
        attempts: 0,
        lease_until: None,
        lease_token: None,
        done_at: None,
        dead_at: None,
        last_error: None,
    }
}

/// Takes the piece of a kind that waits the longest.
///
/// # Errors
/// Those of the database.
pub async fn claim(services: &Services, kind: Kind) -> Result<Option<Held>> {
    let token = services.new_id()?;
    let job = jobs::claim(services.db.writer(), kind.key(), services.now(), LEASE, token).await?;
    Ok(job.map(|job| Held { job, token }))
}

/// Notes how far a piece has come, in the transaction that brought it there. `false` when another has taken it over: then
/// that transaction must not commit.
///
/// # Errors
/// Those of the database.
pub(crate) async fn advance(
    services: &Services,
    conn: &impl ConnectionTrait,
    held: &mut Held,
    progress: String,
) -> Result<bool> {
    let until = services.now() + LEASE;
    let still_held = jobs::progress(conn, held.job.id, held.token, &progress, until).await?;
    held.job.progress = Some(progress);
    held.job.attempts = 1;
    Ok(still_held)
}

/// A piece is done.
///
/// # Errors
/// Those of the database.
pub async fn done(services: &Services, held: &Held) -> Result<()> {
    jobs::done(services.db.writer(), held.job.id, held.token, services.now()).await?;
    Ok(())
}

/// A step failed: it is tried again after a pause that doubles, or given up. Nothing of a customer stands in `error`.
///
/// # Errors
/// Those of the database.
pub async fn failed(services: &Services, held: &Held, error: &str) -> Result<()> {
    let (conn, now) = (services.db.writer(), services.now());
    let Held { job, token } = held;
    if job.attempts < ATTEMPTS {
        tracing::warn!(
            kind = job.kind,
            key = job.key,
            attempts = job.attempts,
            error,
            "a job is tried again later"
        );
        jobs::retry(conn, job.id, *token, now + pause(job.attempts), error).await?;
    } else {
        tracing::error!(kind = job.kind, key = job.key, error, "a job is given up");
        jobs::dead(conn, job.id, *token, now, error).await?;
    }
    Ok(())
}

/// Gives a piece back; the try does not count.
///
/// # Errors
/// Those of the database.
pub async fn release(services: &Services, held: &Held) -> Result<()> {
    jobs::release(services.db.writer(), &held.job, held.token).await?;
    Ok(())
}

/// A piece that was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenUp {
    /// Its id.
    pub id: Uuid,
    /// Its kind.
    pub kind: String,
    /// What makes it one.
    pub key: String,
    /// When it was given up.
    pub at: DateTime<Utc>,
    /// What went wrong last.
    pub error: String,
}

/// What was given up, the newest first; a hundred at most.
///
/// # Errors
/// Those of the database.
pub async fn given_up(services: &Services) -> Result<Vec<GivenUp>> {
    let rows = jobs::given_up(services.db.reader(), 100).await?;
    let piece = |job: Model| {
        Some(GivenUp {
            id: job.id,
            kind: job.kind,
            key: job.key,
            at: job.dead_at?,
            error: job.last_error.unwrap_or_default(),
        })
    };
    Ok(rows.into_iter().filter_map(piece).collect())
}

/// Begins a piece that was given up anew, from where it had come.
///
/// # Errors
/// `NotFound` when nothing of this id was given up.
pub async fn restart(services: &Services, id: Uuid) -> Result<()> {
    let restarted = jobs::restart(services.db.writer(), id, services.now()).await?;
    restarted.then_some(()).ok_or(Error::NotFound)
}

/// Forgets what was done long ago; gives how much that was.
///
/// # Errors
/// Those of the database.
pub async fn forget(services: &Services) -> Result<u64> {
    Ok(jobs::forget(services.db.writer(), services.now() - REMEMBERED).await?)
}
