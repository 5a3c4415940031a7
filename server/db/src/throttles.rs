//! Waits that double with every failure: 1 s, 2 s, 4 s … up to 15 minutes.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter,
    sea_query::{CaseStatement, Expr, OnConflict},
};

use crate::{
    Result,
    entity::throttles::{ActiveModel, Column, Entity},
};

/// The longest wait, seconds.
const LONGEST: i64 = 900;
/// Hours after the last failure when all are forgotten.
const MEMORY: i64 = 24;

/// Until when no try is let through; `None` when one is.
///
/// # Errors
/// When the database fails.
pub async fn blocked_until(
    conn: &impl ConnectionTrait,
    key: &str,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>> {
    let blocked = Entity::find_by_id(key)
        .filter(Column::BlockedUntil.gt(now))
        .one(conn)
        .await?;
    Ok(blocked.map(|throttle| throttle.blocked_until))
}

/// Counts a failure, in one statement; gives until when the next try has to wait.
///
/// # Errors
/// When the database fails.
pub async fn fail(conn: &impl ConnectionTrait, key: &str, now: DateTime<Utc>) -> Result<DateTime<Utc>> {
    let (first, again) = failure(key, now);
    let throttle = Entity::insert(first)
        .on_conflict(again)
        .exec_with_returning(conn)
        .await?;
    Ok(throttle.blocked_until)
}

/// Counts a failure if no wait ran at `now`, in one statement; says whether it did. Of failures at once, one does.
///
/// # Errors
/// When the database fails.
pub async fn fail_first(conn: &impl ConnectionTrait, key: &str, now: DateTime<Utc>) -> Result<bool> {
    let (first, mut again) = failure(key, now);
    again.action_and_where(Expr::col((Entity, Column::BlockedUntil)).lte(now));
    let counted = Entity::insert(first)
        .on_conflict(again)
        .exec_without_returning(conn)
        .await?;
    Ok(counted > 0)
}

/// The row of a first failure, and what becomes of a row that is there.
fn failure(key: &str, now: DateTime<Utc>) -> (ActiveModel, OnConflict) {
    let failures = Expr::col((Entity, Column::Failures));
    let forgotten = Expr::col((Entity, Column::ExpiresAt)).lte(now);
    let expires_at = now + Duration::hours(MEMORY);
    let again = OnConflict::column(Column::Key)
        .value(
            Column::Failures,
            Expr::case(forgotten.clone(), 1).finally(failures.clone().add(1)),
        )
        .value(Column::BlockedUntil, next_wait(&forgotten, &failures, now))
        .value(Column::ExpiresAt, expires_at)
        .to_owned();
    let first = ActiveModel {
        key: Set(key.to_owned()),
        failures: Set(1),
        blocked_until: Set(after(now, 1)),
        expires_at: Set(expires_at),
    };
    (first, again)
}

/// Forgets the failures, after a success.
///
/// # Errors
/// When the database fails.
pub async fn clear(conn: &impl ConnectionTrait, key: &str) -> Result<()> {
    Entity::delete_by_id(key).exec(conn).await?;
    Ok(())
}

/// The moments are computed here, for the two databases add seconds to a time each in its own words; the row chooses.
fn next_wait(forgotten: &Expr, failures: &Expr, now: DateTime<Utc>) -> CaseStatement {
    let mut wait = Expr::case(forgotten.clone(), after(now, 1));
    let mut seconds = 2;
    let mut so_far = 1_i64;
    while seconds < LONGEST {
        wait = wait.case(failures.clone().eq(so_far), after(now, seconds));
        seconds *= 2;
        so_far += 1;
    }
    wait.finally(after(now, LONGEST))
}

fn after(now: DateTime<Utc>, seconds: i64) -> DateTime<Utc> {
    now + Duration::seconds(seconds)
}
