//! Who is logged in, and where.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::{
    Result,
    entity::{
        sessions::{ActiveModel, Column, Entity, Model},
        users,
    },
};

/// Adds a session.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, session: Model) -> Result<()> {
    Entity::insert(session.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// The session of a cookie and its user. Whether it has expired is the caller's to say.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &impl ConnectionTrait, token_hash: &[u8]) -> Result<Option<(Model, users::Model)>> {
    let found = Entity::find()
        .filter(Column::TokenHash.eq(token_hash))
        .find_both_related(users::Entity);
    Ok(found.one(conn).await?)
}

/// Notes that the user was here.
///
/// # Errors
/// When the database fails.
pub async fn touch(conn: &impl ConnectionTrait, id: Uuid, now: DateTime<Utc>) -> Result<()> {
    Entity::update_many()
        .set(ActiveModel {
            last_seen_at: Set(now),
            ..Default::default()
        })
        .filter(Column::Id.eq(id))
        .exec(conn)
        .await?;
    Ok(())
}

/// Ends the session of a cookie; `false` when there was none.
///
/// # Errors
/// When the database fails.
pub async fn end(conn: &impl ConnectionTrait, token_hash: &[u8]) -> Result<bool> {
    Ok(Entity::delete_many()
        .filter(Column::TokenHash.eq(token_hash))
        .exec(conn)
        .await?
        .rows_affected
        > 0)
}

/// Ends every session of a user but the one of a cookie; gives how many there were.
///
/// # Errors
/// When the database fails.
pub async fn end_others(conn: &impl ConnectionTrait, user_id: Uuid, token_hash: &[u8]) -> Result<u64> {
    Ok(Entity::delete_many()
        .filter(Column::UserId.eq(user_id))
        .filter(Column::TokenHash.ne(token_hash))
        .exec(conn)
        .await?
        .rows_affected)
}

/// Ends every session of a user but this one.
///
/// # Errors
/// When the database fails.
pub async fn end_all_but(conn: &impl ConnectionTrait, user_id: Uuid, id: Uuid) -> Result<()> {
    Entity::delete_many()
        .filter(Column::UserId.eq(user_id))
        .filter(Column::Id.ne(id))
        .exec(conn)
        .await?;
    Ok(())
}

/// Gives a session another cookie.
///
/// # Errors
/// When the database fails.
pub async fn renew(conn: &impl ConnectionTrait, id: Uuid, new_hash: Vec<u8>) -> Result<()> {
    Entity::update_many()
        .set(ActiveModel {
            token_hash: Set(new_hash),
            ..Default::default()
        })
        .filter(Column::Id.eq(id))
        .exec(conn)
        .await?;
    Ok(())
}

/// Ends every session of a user; gives how many there were.
///
/// # Errors
/// When the database fails.
pub async fn end_all(conn: &impl ConnectionTrait, user_id: Uuid) -> Result<u64> {
    Ok(Entity::delete_many()
        .filter(Column::UserId.eq(user_id))
        .exec(conn)
        .await?
        .rows_affected)
}

/// The sessions of a user, the one last used first; expired ones too.
///
/// # Errors
/// When the database fails.
pub async fn of_user(conn: &impl ConnectionTrait, user_id: Uuid) -> Result<Vec<Model>> {
    Ok(Entity::find()
        .filter(Column::UserId.eq(user_id))
        .order_by_desc(Column::LastSeenAt)
        .all(conn)
        .await?)
}
