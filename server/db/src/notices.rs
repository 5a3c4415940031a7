//! Letters and short messages on their way out: put down in the caller's transaction, sent later by whoever holds the
//! lease.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ActiveValue::Set, Condition, ConnectionTrait, EntityTrait, IntoActiveModel};
use uuid::Uuid;

use crate::{
    Result,
    blocks::inserts,
    entity::notices::{ActiveModel, Column, Entity, Model},
    lease::{self, Claim, Columns},
};

/// Puts a notice down.
///
/// # Errors
/// When the database fails.
pub async fn enqueue(conn: &impl ConnectionTrait, notice: Model) -> Result<()> {
    Entity::insert(notice.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Puts some notices down.
///
/// # Errors
/// When the database fails.
pub async fn enqueue_all(conn: &impl ConnectionTrait, notices: Vec<Model>) -> Result<()> {
    for insert in inserts::<Entity>(&notices) {
        insert.exec_without_returning(conn).await?;
    }
    Ok(())
}

/// Takes up to `limit` notices that are due and nobody holds, the longest due first, and holds them under `token` until
/// `now + lease`. The try is counted here, so that one that never comes back counts too. No two claimers get the same.
///
/// # Errors
/// When the database fails.
pub async fn claim(
    conn: &impl ConnectionTrait,
    now: DateTime<Utc>,
    lease: Duration,
    token: Uuid,
    limit: u64,
) -> Result<Vec<Model>> {
    let claim = Claim {
        now,
        until: now + lease,
        token,
        limit,
    };
    let mut claimed = lease::claim::<Entity>(conn, &COLUMNS, Condition::all(), &claim).await?;
    claimed.sort_by_key(|notice| (notice.run_at, notice.id));
    Ok(claimed)
}

/// A notice left: blanks what was in it. `false` when the token no longer holds it; then stop, another does.
///
/// # Errors
/// When the database fails.
pub async fn sent(conn: &impl ConnectionTrait, id: Uuid, token: Uuid, now: DateTime<Utc>) -> Result<bool> {
    let change = ActiveModel {
        sent_at: Set(Some(now)),
        recipient: Set(String::new()),
        subject: Set(String::new()),
        body: Set(String::new()),
        ..released()
    };
    finish(conn, id, token, change).await
}

/// A try failed and another makes sense from `run_at` on; `error` carries no personal data. `false` as in [`sent`].
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

/// No further try makes sense: blanks the text and keeps the rest for whoever looks into it. `false` as in [`sent`].
///
/// # Errors
/// When the database fails.
pub async fn dead(conn: &impl ConnectionTrait, id: Uuid, token: Uuid, now: DateTime<Utc>, error: &str) -> Result<bool> {
    let change = ActiveModel {
        dead_at: Set(Some(now)),
        body: Set(String::new()),
        last_error: Set(Some(error.to_owned())),
        ..released()
    };
    finish(conn, id, token, change).await
}

const COLUMNS: Columns<Column> = Columns {
    id: Column::Id,
    run_at: Column::RunAt,
    attempts: Column::Attempts,
    lease_until: Column::LeaseUntil,
    lease_token: Column::LeaseToken,
    over: [Column::SentAt, Column::DeadAt],
};

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
