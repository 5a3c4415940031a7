//! The people who have linked one account.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::LockType,
};
use uuid::Uuid;

use crate::{
    Result,
    entity::{
        accounts,
        links::{ActiveModel, Column, Entity, Model},
        users,
    },
};

/// Holds an account's household against other changes until this transaction ends: whoever invites, accepts, removes or
/// leaves takes turns. On SQLite the transaction holds everything anyway.
///
/// # Errors
/// When the database fails.
pub async fn lock(conn: &impl ConnectionTrait, account_id: Uuid) -> Result<()> {
    accounts::Entity::find_by_id(account_id)
        .lock(LockType::NoKeyUpdate)
        .one(conn)
        .await?;
    Ok(())
}

/// Everybody who has linked an account, in the order they came.
///
/// # Errors
/// When the database fails.
pub async fn members(conn: &impl ConnectionTrait, account_id: Uuid) -> Result<Vec<(Model, users::Model)>> {
    let members = Entity::find()
        .filter(Column::AccountId.eq(account_id))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .find_both_related(users::Entity);
    Ok(members.all(conn).await?)
}

/// One of them, by the id of the link.
///
/// # Errors
/// When the database fails.
pub async fn member(
    conn: &impl ConnectionTrait,
    account_id: Uuid,
    link_id: Uuid,
) -> Result<Option<(Model, users::Model)>> {
    let member = Entity::find_by_id(link_id)
        .filter(Column::AccountId.eq(account_id))
        .find_both_related(users::Entity);
    Ok(member.one(conn).await?)
}

/// The links of those whom a person has invited to an account.
///
/// # Errors
/// When the database fails.
pub async fn invited_by(conn: &impl ConnectionTrait, account_id: Uuid, user_id: Uuid) -> Result<Vec<Model>> {
    Ok(Entity::find()
        .filter(Column::AccountId.eq(account_id))
        .filter(Column::InvitedBy.eq(user_id))
        .all(conn)
        .await?)
}

/// Gives a link another role.
///
/// # Errors
/// When the database fails.
pub async fn set_role(conn: &impl ConnectionTrait, link_id: Uuid, role: &str) -> Result<()> {
    let change = ActiveModel {
        role: Set(role.to_owned()),
        ..Default::default()
    };
    Entity::update_many()
        .set(change)
        .filter(Column::Id.eq(link_id))
        .exec(conn)
        .await?;
    Ok(())
}
