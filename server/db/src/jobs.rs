//! Work that is done later: put down in the caller's transaction, done by whoever holds the lease.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use crate::{
    Result,
    blocks::inserts,
    conflict::inserted,
    entity::jobs::{ActiveModel, Column, Entity, Model},
    lease::{self, Claim, Columns},
};

const COLUMNS: Columns<Column> = Columns {
    id: Column::Id,
    run_at: Column::RunAt,
    attempts: Column::Attempts,
    lease_until: Column::LeaseUntil,
    lease_token: Column::LeaseToken,
    over: [Column::DoneAt, Column::DeadAt],
};

/// Puts a piece of work down, unless its kind has one with this key already. Says whether it is new.
///
/// # Errors
/// When the database fails.
pub async fn enqueue(conn: &impl ConnectionTrait, job: Model) -> Result<bool> {
    let insert = Entity::insert(job.into_active_model()).on_conflict_do_nothing_on([Column::Kind, Column::Key]);
    Ok(inserted(&insert.exec_without_returning(conn).await?))
}

/// Puts some pieces of work down as [`enqueue`] does.
///
/// # Errors
/// When the database fails.
pub async fn enqueue_all(conn: &impl ConnectionTrait, jobs: Vec<Model>) -> Result<()> {
    for insert in inserts::<Entity>(&jobs) {
        let insert = insert.on_conflict_do_nothing_on([Column::Kind, Column::Key]);
        insert.exec_without_returning(conn).await?;
    }
    Ok(())
}

/// Takes the piece of a kind that is due the longest and that nobody holds, and holds it under `token` until `now + lease`.
///
/// # Errors
/// When the database fails.
pub async fn claim(
    conn: &impl ConnectionTrait,
    kind: &str,
    now: DateTime<Utc>,
    lease: Duration,
    token: Uuid,
) -> Result<Option<Model>> {
    let claim = Claim {
        now,
        until: now + lease,
        token,
        limit: 1,
    };
    let of_kind = Condition::all().add(Column::Kind.eq(kind));
    Ok(lease::claim::<Entity>(conn, &COLUMNS, of_kind, &claim).await?.pop())
}

/// Notes how far a piece has come, in the transaction that brought it there; it is held until a moment, and its tries begin
/// anew. `false` when the token no longer holds it: then that transaction must not commit, another has it.
///
/// # Errors
/// When the database fails.
pub async fn progress(
    conn: &impl ConnectionTrait,
    id: Uuid,
    token: Uuid,
    progress: &str,
    until: DateTime<Utc>,
) -> Result<bool> {
    let change = ActiveModel {
        progress: Set(Some(progress.to_owned())),
        attempts: Set(1),
        lease_until: Set(Some(until)),
        ..Default::default()
    };
    finish(conn, id, token, change).await
}

/// A piece is done. `false` as in [`progress`].
///
/// # Errors
/// When the database fails.
pub async fn done(conn: &impl ConnectionTrait, id: Uuid, token: Uuid, now: DateTime<Utc>) -> Result<bool> {
    let change = ActiveModel {
        done_at: Set(Some(now)),
        last_error: Set(None),
        ..released()
    };
    finish(conn, id, token, change).await
}

/// A try failed and another makes sense from `run_at` on. `false` as in [`progress`].
///
/// # Errors
/// When the database fails.
pub async fn retry(
    conn: &impl ConnectionTrait,
    id: Uuid,
    token: Uuid,
    run_at: DateTime<Utc>,
    error: &str,
) -> Result<bool> {
    let change = ActiveModel {
        run_at: Set(run_at),
        last_error: Set(Some(error.to_owned())),
        ..released()
    };
    finish(conn, id, token, change).await
}

/// No further try makes sense; somebody has to look. `false` as in [`progress`].
///
/// # Errors
/// When the database fails.
pub async fn dead(conn: &impl ConnectionTrait, id: Uuid, token: Uuid, now: DateTime<Utc>, error: &str) -> Result<bool> {
    let change = ActiveModel {
        dead_at: Set(Some(now)),
        last_error: Set(Some(error.to_owned())),
        ..released()
    };
    finish(conn, id, token, change).await
}

/// Gives a piece back untouched: the try does not count. `false` as in [`progress`].
///
/// # Errors
/// When the database fails.
pub async fn release(conn: &impl ConnectionTrait, job: &Model, token: Uuid) -> Result<bool> {
    let change = ActiveModel {
        attempts: Set(job.attempts.saturating_sub(1)),
        ..released()
    };
    finish(conn, job.id, token, change).await
}

/// What was given up, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn given_up(conn: &impl ConnectionTrait, limit: u64) -> Result<Vec<Model>> {
    let dead = Entity::find()
        .filter(Column::DeadAt.is_not_null())
        .order_by_desc(Column::DeadAt)
        .limit(limit);
    Ok(dead.all(conn).await?)
}

/// Begins a piece that was given up anew, from where it had come. `false` when there is none.
///
/// # Errors
/// When the database fails.
pub async fn restart(conn: &impl ConnectionTrait, id: Uuid, now: DateTime<Utc>) -> Result<bool> {
    let change = ActiveModel {
        dead_at: Set(None),
        run_at: Set(now),
        attempts: Set(0),
        ..released()
    };
    let restarted = Entity::update_many()
        .set(change)
        .filter(Column::Id.eq(id))
        .filter(Column::DeadAt.is_not_null())
        .exec(conn)
        .await?;
    Ok(restarted.rows_affected == 1)
}

/// Forgets what was done before a moment.
///
/// # Errors
/// When the database fails.
pub async fn forget(conn: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<u64> {
    let forgotten = Entity::delete_many()
        .filter(Column::DoneAt.lt(before))
        .exec(conn)
        .await?;
    Ok(forgotten.rows_affected)
}

fn released() -> ActiveModel {
    ActiveModel {
        lease_until: Set(None),
        lease_token: Set(None),
        ..Default::default()
    }
}

async fn finish(conn: &impl ConnectionTrait, id: Uuid, token: Uuid, change: ActiveModel) -> Result<bool> {
    lease::change::<Entity, _>(conn, &COLUMNS, id, token, change).await
}
