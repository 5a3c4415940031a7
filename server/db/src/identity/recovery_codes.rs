//! Codes for the day when the phone is lost.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
};
use uuid::Uuid;

use crate::{
    Result,
    entity::recovery_codes::{ActiveModel, Column, Entity, Model},
};

/// Puts these codes in the place of all that a person had. Two statements: call it in a transaction.
///
/// # Errors
/// When the database fails.
pub async fn replace(conn: &impl ConnectionTrait, user_id: Uuid, codes: Vec<Model>) -> Result<()> {
    delete_all(conn, user_id).await?;
    let codes = codes.into_iter().map(IntoActiveModel::into_active_model);
    Entity::insert_many(codes).exec_without_returning(conn).await?;
    Ok(())
}

/// Uses a code up: `true` for one caller alone, `false` when it is unknown or used.
///
/// # Errors
/// When the database fails.
pub async fn take(conn: &impl ConnectionTrait, user_id: Uuid, code_hash: &[u8], now: DateTime<Utc>) -> Result<bool> {
    let taken = Entity::update_many()
        .set(ActiveModel {
            used_at: Set(Some(now)),
            ..Default::default()
        })
        .filter(Column::UserId.eq(user_id))
        .filter(Column::CodeHash.eq(code_hash))
        .filter(Column::UsedAt.is_null())
        .exec(conn)
        .await?;
    Ok(taken.rows_affected == 1)
}

/// How many a person has left.
///
/// # Errors
/// When the database fails.
pub async fn left(conn: &impl ConnectionTrait, user_id: Uuid) -> Result<u64> {
    Ok(Entity::find()
        .filter(Column::UserId.eq(user_id))
        .filter(Column::UsedAt.is_null())
        .count(conn)
        .await?)
}

/// Takes all of a person's codes away.
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
