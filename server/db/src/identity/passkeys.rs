//! Keys that a device or a password manager keeps.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder,
};
use uuid::Uuid;

use crate::{
    Result,
    conflict::inserted,
    entity::passkeys::{ActiveModel, Column, Entity, Model},
};

/// Adds a key; `false` when somebody has it already.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, key: Model) -> Result<bool> {
    let insert = Entity::insert(key.into_active_model()).on_conflict_do_nothing_on([Column::CredentialHash]);
    Ok(inserted(&insert.exec_without_returning(conn).await?))
}

/// A person's keys, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_user(conn: &impl ConnectionTrait, user_id: Uuid) -> Result<Vec<Model>> {
    Ok(Entity::find()
        .filter(Column::UserId.eq(user_id))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(conn)
        .await?)
}

/// How many a person has.
///
/// # Errors
/// When the database fails.
pub async fn count(conn: &impl ConnectionTrait, user_id: Uuid) -> Result<u64> {
    Ok(Entity::find().filter(Column::UserId.eq(user_id)).count(conn).await?)
}

/// The key with this id of the device's.
///
/// # Errors
/// When the database fails.
pub async fn by_credential(conn: &impl ConnectionTrait, credential_hash: &[u8]) -> Result<Option<Model>> {
    Ok(Entity::find()
        .filter(Column::CredentialHash.eq(credential_hash))
        .one(conn)
        .await?)
}

/// Notes that a key was used, with its new counter.
///
/// # Errors
/// When the database fails.
pub async fn used(conn: &impl ConnectionTrait, id: Uuid, credential: String, now: DateTime<Utc>) -> Result<()> {
    Entity::update_many()
        .set(ActiveModel {
            credential: Set(credential),
            used_at: Set(Some(now)),
            ..Default::default()
        })
        .filter(Column::Id.eq(id))
        .exec(conn)
        .await?;
    Ok(())
}

/// Takes one of a person's keys away; gives it, or nothing when they have no such key.
///
/// # Errors
/// When the database fails.
pub async fn delete(conn: &impl ConnectionTrait, user_id: Uuid, id: Uuid) -> Result<Option<Model>> {
    let mine = Entity::find_by_id(id).filter(Column::UserId.eq(user_id));
    let Some(key) = mine.one(conn).await? else {
        return Ok(None);
    };
    let deleted = Entity::delete_by_id(id).exec(conn).await?;
    Ok((deleted.rows_affected == 1).then_some(key))
}

/// Takes all keys of a person away.
///
/// # Errors
/// When the database fails.
pub async fn delete_all(conn: &impl ConnectionTrait, user_id: Uuid) -> Result<()> {
    Entity::delete_many()
        .filter(Column::UserId.eq(user_id))
        .exec(conn)
        .await?;
    Ok(())
}
