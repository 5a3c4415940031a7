//! Letters and short messages on their way out: put down in the caller's transaction, sent later by whoever holds the
//! lease.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, IntoActiveModel, Iterable,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{CommonTableExpression, Expr, LockBehavior, LockType, Query, UpdateStatement, WithClause},
};
use uuid::Uuid;

use crate::{
    Result,
    entity::notices::{ActiveModel, Column, Entity, Model},
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
    let rows = conn.query_all(&claiming(now, now + lease, token, limit)).await?;
    let mut claimed = rows
        .iter()
        .map(|row| Model::from_query_result(row, ""))
        .collect::<Result<Vec<_>, _>>()?;
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

/// The choice stands in a CTE: PostgreSQL could run a subquery again for every row and so lock more than `limit`.
fn claiming(now: DateTime<Utc>, until: DateTime<Utc>, token: Uuid, limit: u64) -> UpdateStatement {
    let due = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::SentAt.is_null())
        .filter(Column::DeadAt.is_null())
        .filter(Column::RunAt.lte(now))
        .filter(
            Condition::any()
                .add(Column::LeaseUntil.is_null())
                .add(Column::LeaseUntil.lte(now)),
        )
        .order_by_asc(Column::RunAt)
        .limit(limit)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .into_query();
    let due = CommonTableExpression::new()
        .table_name("due")
        .column(Column::Id)
        .query(due)
        .to_owned();
    let chosen = Query::select().column(Column::Id).from("due").take();
    Query::update()
        .with_cte(WithClause::new().cte(due).to_owned())
        .table(Entity)
        .value(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .value(Column::LeaseUntil, until)
        .value(Column::LeaseToken, token)
        .and_where(Expr::col(Column::Id).in_subquery(chosen))
        .returning(Query::returning().columns(Column::iter()))
        .take()
}

fn released() -> ActiveModel {
    ActiveModel {
        lease_until: Set(None),
        lease_token: Set(None),
        ..Default::default()
    }
}

async fn finish(conn: &impl ConnectionTrait, id: Uuid, token: Uuid, change: ActiveModel) -> Result<bool> {
    let finished = Entity::update_many()
        .set(change)
        .filter(Column::Id.eq(id))
        .filter(Column::LeaseToken.eq(token))
        .exec(conn)
        .await?;
    Ok(finished.rows_affected == 1)
}
