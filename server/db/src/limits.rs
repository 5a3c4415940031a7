//! How often something may be done: counters that many processes share, each spent in one statement.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, Iterable, QueryFilter, QueryTrait,
    sea_query::{Expr, OnConflict, Query},
};

use crate::{
    Result,
    entity::limits::{ActiveModel, Column, Entity, Model},
};

/// Whether one more was let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spent {
    /// It was.
    Granted {
        /// How many have been in this window, this one included.
        count: i64,
    },
    /// The limit is reached.
    Exhausted {
        /// When counting starts anew.
        resets_at: DateTime<Utc>,
    },
}

/// Lets one more through unless `limit` have been within the window, which begins anew with each that is let through.
/// However many ask at once, `limit` of them are granted; none when it is zero.
///
/// # Errors
/// When the database fails.
pub async fn spend(
    conn: &impl ConnectionTrait,
    key: &str,
    limit: i64,
    window: Duration,
    now: DateTime<Utc>,
) -> Result<Spent> {
    if let Some(counter) = try_spend(conn, key, limit, window, now).await? {
        return Ok(Spent::Granted { count: counter.count });
    }
    let counter = Entity::find_by_id(key).one(conn).await?;
    Ok(Spent::Exhausted {
        resets_at: counter.map_or(now, |counter| counter.resets_at),
    })
}

/// Whether this is the first within the window, which then begins: `true` for one of all who ask at once.
///
/// # Errors
/// When the database fails.
pub async fn first(conn: &impl ConnectionTrait, key: &str, window: Duration, now: DateTime<Utc>) -> Result<bool> {
    Ok(try_spend(conn, key, 1, window, now).await?.is_some())
}

/// When counting starts anew, if the limit is reached; `None` when one more would be let through. Spends nothing.
///
/// # Errors
/// When the database fails.
pub async fn exhausted(
    conn: &impl ConnectionTrait,
    key: &str,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>> {
    let counter = Entity::find_by_id(key)
        .filter(Column::Count.gte(limit))
        .filter(Column::ResetsAt.gt(now))
        .one(conn)
        .await?;
    Ok(counter.map(|counter| counter.resets_at))
}

/// Takes one back that was spent in vain.
///
/// # Errors
/// When the database fails.
pub async fn refund(conn: &impl ConnectionTrait, key: &str) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Count, Expr::col(Column::Count).sub(1))
        .filter(Column::Key.eq(key))
        .filter(Column::Count.gt(0))
        .exec(conn)
        .await?;
    Ok(())
}

/// Forgets one counter.
///
/// # Errors
/// When the database fails.
pub async fn forget(conn: &impl ConnectionTrait, key: &str) -> Result<()> {
    Entity::delete_by_id(key).exec(conn).await?;
    Ok(())
}

async fn try_spend(
    conn: &impl ConnectionTrait,
    key: &str,
    limit: i64,
    window: Duration,
    now: DateTime<Utc>,
) -> Result<Option<Model>> {
    if limit < 1 {
        return Ok(None);
    }
    let resets_at = now + window;
    let count = Expr::col((Entity, Column::Count));
    let over = Expr::col((Entity, Column::ResetsAt)).lte(now);
    let again = OnConflict::column(Column::Key)
        .value(Column::Count, Expr::case(over.clone(), 1).finally(count.clone().add(1)))
        .value(Column::ResetsAt, resets_at)
        .action_and_where(count.lt(limit).or(over))
        .to_owned();
    let first = ActiveModel {
        key: Set(key.to_owned()),
        count: Set(1),
        resets_at: Set(resets_at),
    };
    let mut statement = Entity::insert(first).on_conflict(again).into_query();
    statement.returning(Query::returning().columns(Column::iter()));
    let row = conn.query_one(&statement).await?;
    Ok(row.map(|row| Model::from_query_result(&row, "")).transpose()?)
}
