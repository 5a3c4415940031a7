//! Letters that let a customer set a new password.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use crate::{
    Result,
    entity::recoveries::{ActiveModel, Column, Entity, Model},
};

/// Adds a recovery.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, recovery: Model) -> Result<()> {
    Entity::insert(recovery.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Uses the letter up: of all who bring the same token at once, one gets the recovery. `None` when the token is unknown,
/// used or expired.
///
/// # Errors
/// When the database fails.
pub async fn take(conn: &impl ConnectionTrait, token_hash: &[u8], now: DateTime<Utc>) -> Result<Option<Model>> {
    let taken = Entity::update_many()
        .set(ActiveModel {
            used_at: Set(Some(now)),
            ..Default::default()
        })
        .filter(alive(token_hash, now))
        .exec_with_returning(conn)
        .await?;
    Ok(taken.into_iter().next())
}

/// What [`take`] would give.
///
/// # Errors
/// When the database fails.
pub async fn waiting(conn: &impl ConnectionTrait, token_hash: &[u8], now: DateTime<Utc>) -> Result<Option<Model>> {
    Ok(Entity::find().filter(alive(token_hash, now)).one(conn).await?)
}

fn alive(token_hash: &[u8], now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(Column::TokenHash.eq(token_hash))
        .add(Column::UsedAt.is_null())
        .add(Column::ExpiresAt.gt(now))
}

/// Makes void the letters of a person that take the second factors away.
///
/// # Errors
/// When the database fails.
pub async fn end_ways_back(conn: &impl ConnectionTrait, user_id: Uuid, now: DateTime<Utc>) -> Result<()> {
    let ways_back = Condition::all()
        .add(Column::UserId.eq(user_id))
        .add(Column::EndsFactors.eq(true));
    end(conn, ways_back, now).await
}

/// Makes a person's letters void: their address is another.
///
/// # Errors
/// When the database fails.
pub async fn end_all(conn: &impl ConnectionTrait, user_id: Uuid, now: DateTime<Utc>) -> Result<()> {
    end(conn, Condition::all().add(Column::UserId.eq(user_id)), now).await
}

async fn end(conn: &impl ConnectionTrait, which: Condition, now: DateTime<Utc>) -> Result<()> {
    Entity::update_many()
        .set(ActiveModel {
            used_at: Set(Some(now)),
            ..Default::default()
        })
        .filter(which)
        .filter(Column::UsedAt.is_null())
        .exec(conn)
        .await?;
    Ok(())
}
