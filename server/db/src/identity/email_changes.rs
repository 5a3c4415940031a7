//! New addresses that wait to be confirmed, and old ones that may be taken back.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use crate::{
    Result,
    entity::email_changes::{ActiveModel, Column, Entity, Model},
};

/// Adds a change and makes the same person's waiting ones void. Two statements: call it in a transaction.
///
/// # Errors
/// When the database fails.
pub async fn replace(conn: &impl ConnectionTrait, change: Model) -> Result<()> {
    end_waiting(conn, change.user_id, change.created_at).await?;
    Entity::insert(change.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Makes a person's waiting changes void.
///
/// # Errors
/// When the database fails.
pub async fn end_waiting(conn: &impl ConnectionTrait, user_id: Uuid, now: DateTime<Utc>) -> Result<()> {
    Entity::update_many()
        .set(used(now))
        .filter(Column::UserId.eq(user_id))
        .filter(Column::UsedAt.is_null())
        .exec(conn)
        .await?;
    Ok(())
}

/// The waiting change of a letter's token.
///
/// # Errors
/// When the database fails.
pub async fn waiting(conn: &impl ConnectionTrait, token_hash: &[u8], now: DateTime<Utc>) -> Result<Option<Model>> {
    Ok(Entity::find()
        .filter(Column::TokenHash.eq(token_hash))
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .one(conn)
        .await?)
}

/// Uses the letter up and notes how the change may be taken back; `false` when somebody was faster.
///
/// # Errors
/// When the database fails.
pub async fn confirm(
    conn: &impl ConnectionTrait,
    id: Uuid,
    now: DateTime<Utc>,
    undo_hash: Vec<u8>,
    undo_until: DateTime<Utc>,
) -> Result<bool> {
    let change = ActiveModel {
        undo_hash: Set(Some(undo_hash)),
        undo_until: Set(Some(undo_until)),
        ..used(now)
    };
    let confirmed = Entity::update_many()
        .set(change)
        .filter(Column::Id.eq(id))
        .filter(Column::UsedAt.is_null())
        .exec(conn)
        .await?;
    Ok(confirmed.rows_affected == 1)
}

/// The change that a letter's token takes back.
///
/// # Errors
/// When the database fails.
pub async fn returnable(conn: &impl ConnectionTrait, undo_hash: &[u8], now: DateTime<Utc>) -> Result<Option<Model>> {
    Ok(Entity::find()
        .filter(Column::UndoHash.eq(undo_hash))
        .filter(Column::UndoUntil.gt(now))
        .one(conn)
        .await?)
}

/// Uses up the way back of one change, and of those that came after it: they were made by somebody else. `false` when it
/// was used up already.
///
/// # Errors
/// When the database fails.
pub async fn take_back(conn: &impl ConnectionTrait, change: &Model) -> Result<bool> {
    let ended = Entity::update_many()
        .set(ActiveModel {
            undo_hash: Set(None),
            undo_until: Set(None),
            ..Default::default()
        })
        .filter(Column::UserId.eq(change.user_id))
        .filter(Column::UndoHash.is_not_null())
        .filter(Column::CreatedAt.gte(change.created_at))
        .exec_with_returning(conn)
        .await?;
    Ok(ended.iter().any(|ended| ended.id == change.id))
}

fn used(now: DateTime<Utc>) -> ActiveModel {
    ActiveModel {
        used_at: Set(Some(now)),
        ..Default::default()
    }
}
