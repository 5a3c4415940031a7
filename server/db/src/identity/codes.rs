//! Codes sent to confirm a phone.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    Result,
    entity::phone_codes::{ActiveModel, Column, Entity, Model},
};

/// Adds a code and takes the earlier ones of the same attempt out of use. Two statements: call it in a transaction.
///
/// # Errors
/// When the database fails.
pub async fn replace(conn: &impl ConnectionTrait, code: Model) -> Result<()> {
    Entity::update_many()
        .set(ActiveModel {
            replaced_at: Set(Some(code.created_at)),
            ..Default::default()
        })
        .filter(Column::AttemptHash.eq(code.attempt_hash.as_slice()))
        .filter(Column::ReplacedAt.is_null())
        .exec(conn)
        .await?;
    Entity::insert(code.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// The newest code of an attempt that none has replaced, be it used, expired or out of checks.
///
/// # Errors
/// When the database fails.
pub async fn latest(conn: &impl ConnectionTrait, attempt_hash: &[u8]) -> Result<Option<Model>> {
    let code = Entity::find()
        .filter(Column::AttemptHash.eq(attempt_hash))
        .filter(Column::ReplacedAt.is_null())
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .one(conn);
    Ok(code.await?)
}

/// Counts one check before it is made: gives how many have been spent, this one included. `None` when `max` are spent
/// already, or the code is used, replaced or expired. However many ask at once, `max` of them get a number.
///
/// # Errors
/// When the database fails.
pub async fn spend_check(conn: &impl ConnectionTrait, id: Uuid, max: i32, now: DateTime<Utc>) -> Result<Option<i32>> {
    let spent = Entity::update_many()
        .col_expr(Column::Checks, Expr::col(Column::Checks).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::Checks.lt(max))
        .filter(Column::UsedAt.is_null())
        .filter(Column::ReplacedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .exec_with_returning(conn)
        .await?;
    Ok(spent.first().map(|code| code.checks))
}

/// Uses the code up after the right guess: `true` for one caller alone.
///
/// # Errors
/// When the database fails.
pub async fn mark_used(conn: &impl ConnectionTrait, id: Uuid, now: DateTime<Utc>) -> Result<bool> {
    let marked = Entity::update_many()
        .set(ActiveModel {
            used_at: Set(Some(now)),
            ..Default::default()
        })
        .filter(Column::Id.eq(id))
        .filter(Column::UsedAt.is_null())
        .filter(Column::ReplacedAt.is_null())
        .exec(conn)
        .await?;
    Ok(marked.rows_affected == 1)
}
