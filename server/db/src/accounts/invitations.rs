//! People invited to an account who have not answered.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use crate::{
    Result,
    entity::invitations::{Column, Entity, Model},
};

/// Adds an invitation.
///
/// # Errors
/// When the database fails, or the address is invited to the account already.
pub async fn insert(conn: &impl ConnectionTrait, invitation: Model) -> Result<()> {
    Entity::insert(invitation.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// The invitation of a token, while it waits for an answer.
///
/// # Errors
/// When the database fails.
pub async fn by_token(conn: &impl ConnectionTrait, token_hash: &[u8], now: DateTime<Utc>) -> Result<Option<Model>> {
    Ok(Entity::find()
        .filter(Column::TokenHash.eq(token_hash))
        .filter(Column::ExpiresAt.gt(now))
        .one(conn)
        .await?)
}

/// An account's invitations that wait for an answer, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn pending(conn: &impl ConnectionTrait, account_id: Uuid, now: DateTime<Utc>) -> Result<Vec<Model>> {
    Ok(Entity::find()
        .filter(waits(account_id, now))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(conn)
        .await?)
}

/// How many of them there are.
///
/// # Errors
/// When the database fails.
pub async fn count(conn: &impl ConnectionTrait, account_id: Uuid, now: DateTime<Utc>) -> Result<u64> {
    Ok(Entity::find().filter(waits(account_id, now)).count(conn).await?)
}

/// Makes room for another invitation of the same address, and forgets the account's expired ones.
///
/// # Errors
/// When the database fails.
pub async fn make_room(conn: &impl ConnectionTrait, account_id: Uuid, email: &str, now: DateTime<Utc>) -> Result<()> {
    let over = Condition::any()
        .add(Column::Email.eq(email))
        .add(Column::ExpiresAt.lte(now));
    Entity::delete_many()
        .filter(Column::AccountId.eq(account_id))
        .filter(over)
        .exec(conn)
        .await?;
    Ok(())
}

/// Ends an account's invitation; `false` when it was none, or somebody was faster.
///
/// # Errors
/// When the database fails.
pub async fn remove(conn: &impl ConnectionTrait, account_id: Uuid, id: Uuid) -> Result<bool> {
    let removed = Entity::delete_many()
        .filter(Column::Id.eq(id))
        .filter(Column::AccountId.eq(account_id))
        .exec(conn)
        .await?;
    Ok(removed.rows_affected > 0)
}

/// Ends the invitations that a person has sent for an account: whoever may not invite any more does not.
///
/// # Errors
/// When the database fails.
pub async fn remove_of(conn: &impl ConnectionTrait, account_id: Uuid, inviter_id: Uuid) -> Result<()> {
    Entity::delete_many()
        .filter(Column::AccountId.eq(account_id))
        .filter(Column::InviterId.eq(inviter_id))
        .exec(conn)
        .await?;
    Ok(())
}

fn waits(account_id: Uuid, now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(Column::AccountId.eq(account_id))
        .add(Column::ExpiresAt.gt(now))
}
