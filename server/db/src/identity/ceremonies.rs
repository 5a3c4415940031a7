//! What a browser has begun and not finished: the second step of a login, the set-up of a factor.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use crate::{
    Result,
    entity::ceremonies::{Column, Entity, Model},
};

/// Adds one; everybody's that have expired give way.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, ceremony: Model, now: DateTime<Utc>) -> Result<()> {
    Entity::delete_many()
        .filter(Column::ExpiresAt.lte(now))
        .exec(conn)
        .await?;
    Entity::insert(ceremony.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// The one of a cookie, unless it has expired.
///
/// # Errors
/// When the database fails.
pub async fn find(
    conn: &impl ConnectionTrait,
    token_hash: &[u8],
    kind: &str,
    now: DateTime<Utc>,
) -> Result<Option<Model>> {
    Ok(Entity::find()
        .filter(Column::TokenHash.eq(token_hash))
        .filter(Column::Kind.eq(kind))
        .filter(Column::ExpiresAt.gt(now))
        .one(conn)
        .await?)
}

/// Counts a try; gives how many have been spent, this one included. Nothing when it has ended.
///
/// # Errors
/// When the database fails.
pub async fn spend_try(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<i32>> {
    let spent = Entity::update_many()
        .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
        .filter(Column::Id.eq(id))
        .exec_with_returning(conn)
        .await?;
    Ok(spent.first().map(|ceremony| ceremony.tries))
}

/// Ends it: `true` for one caller alone.
///
/// # Errors
/// When the database fails.
pub async fn end(conn: &impl ConnectionTrait, id: Uuid) -> Result<bool> {
    let ended = Entity::delete_by_id(id).exec(conn).await?;
    Ok(ended.rows_affected == 1)
}

/// Ends all that a person has begun.
///
/// # Errors
/// When the database fails.
pub async fn end_of_user(conn: &impl ConnectionTrait, user_id: Uuid) -> Result<()> {
    Entity::delete_many()
        .filter(Column::UserId.eq(user_id))
        .exec(conn)
        .await?;
    Ok(())
}
