//! Guesses at one secret: every failure makes the next try wait longer, and those made at once get one answer.
//!
//! `now` is the moment at which a guess was made, not at which its verdict is known.

use chrono::{DateTime, Utc};
use db::throttles;
use sea_orm::ConnectionTrait;

use crate::{Result, Services, audit, limits::too_many};

/// Refuses while a delay runs.
///
/// # Errors
/// `TooMany` with the seconds to wait.
pub(crate) async fn refuse(conn: &impl ConnectionTrait, key: &str, now: DateTime<Utc>) -> Result<()> {
    let Some(until) = throttles::blocked_until(conn, key, now).await? else {
        return Ok(());
    };
    audit::note_counter("told-to-wait", key);
    Err(too_many(until, now))
}

/// Counts a guess whose verdict is known. Guesses made at the same time all found the way open; only the first to be
/// verified gets an answer: the others are told until when to wait, whatever their verdict.
pub(crate) async fn count(
    services: &Services,
    key: &str,
    now: DateTime<Utc>,
    right: bool,
) -> Result<Option<DateTime<Utc>>> {
    let conn = services.db.writer();
    if !right && throttles::fail_first(conn, key, now).await? {
        return Ok(None);
    }
    let late = throttles::blocked_until(conn, key, now).await?;
    if !right {
        throttles::fail(conn, key, now).await?;
    }
    Ok(late)
}

/// [`count`], for guesses that nothing else counts.
///
/// # Errors
/// `TooMany` for those that came too late for an answer.
pub(crate) async fn answer_one(services: &Services, key: &str, now: DateTime<Utc>, right: bool) -> Result<()> {
    let late = count(services, key, now, right).await?;
    late.map_or(Ok(()), |until| Err(too_many(until, now)))
}
