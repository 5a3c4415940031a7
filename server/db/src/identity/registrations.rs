//! Registrations whose letter has not been answered yet.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Select};

use crate::{
    Result,
    entity::registrations::{ActiveModel, Column, Entity, Model},
};

/// Adds a registration.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, registration: Model) -> Result<()> {
    Entity::insert(registration.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// The registration that a letter's token leads to. `None` when the token is unknown, used or expired.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &impl ConnectionTrait, token_hash: &[u8], now: DateTime<Utc>) -> Result<Option<Model>> {
    Ok(waiting(now).filter(Column::TokenHash.eq(token_hash)).one(conn).await?)
}

/// Uses the letter up: of all who bring the same token at once, one gets the registration. `None` when the token is
/// unknown, used or expired.
///
/// # Errors
/// When the database fails.
pub async fn take(conn: &impl ConnectionTrait, token_hash: &[u8], now: DateTime<Utc>) -> Result<Option<Model>> {
    let taken = Entity::update_many()
        .set(ActiveModel {
            used_at: Set(Some(now)),
            ..Default::default()
        })
        .filter(Column::TokenHash.eq(token_hash))
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .exec_with_returning(conn)
        .await?;
    Ok(taken.into_iter().next())
}

/// Deletes what expired before a moment; gives how many there were.
///
/// # Errors
/// When the database fails.
pub async fn forget_expired(conn: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<u64> {
    Ok(Entity::delete_many()
        .filter(Column::ExpiresAt.lt(before))
        .exec(conn)
        .await?
        .rows_affected)
}

fn waiting(now: DateTime<Utc>) -> Select<Entity> {
    Entity::find()
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
}
