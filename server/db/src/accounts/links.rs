//! Which customers see which accounts.

use chrono::{DateTime, Utc};
use domain::accounts::Role;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, JoinType, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationTrait,
};
use uuid::Uuid;

use crate::{
    Result,
    conflict::inserted,
    entity::{
        accounts,
        links::{ActiveModel, Column, Entity, Model, Relation},
        users,
    },
};

/// A customer's accounts, in the customer's order.
///
/// # Errors
/// When the database fails.
pub async fn linked(conn: &impl ConnectionTrait, user_id: Uuid) -> Result<Vec<(Model, accounts::Model)>> {
    let linked = Entity::find()
        .filter(Column::UserId.eq(user_id))
        .order_by_asc(Column::Place)
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .find_both_related(accounts::Entity);
    Ok(linked.all(conn).await?)
}

/// One of a customer's accounts; `None` when it is not theirs.
///
/// # Errors
/// When the database fails.
pub async fn linked_one(
    conn: &impl ConnectionTrait,
    user_id: Uuid,
    account_id: Uuid,
) -> Result<Option<(Model, accounts::Model)>> {
    let linked = Entity::find()
        .filter(Column::UserId.eq(user_id))
        .filter(Column::AccountId.eq(account_id))
        .find_both_related(accounts::Entity);
    Ok(linked.one(conn).await?)
}

/// The accounts that carry a customer's phone and are not linked yet, by number.
///
/// # Errors
/// When the database fails.
pub async fn offered(conn: &impl ConnectionTrait, user_id: Uuid, phone: &str) -> Result<Vec<accounts::Model>> {
    let theirs = Entity::find()
        .select_only()
        .column(Column::AccountId)
        .filter(Column::UserId.eq(user_id));
    let offered = accounts::Entity::find()
        .filter(accounts::Column::Phone.eq(phone))
        .filter(accounts::Column::Id.not_in_subquery(theirs.into_query()))
        .order_by_asc(accounts::Column::Number);
    Ok(offered.all(conn).await?)
}

/// Links an account; `false` when the customer has it already.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, link: Model) -> Result<bool> {
    let insert =
        Entity::insert(link.into_active_model()).on_conflict_do_nothing_on([Column::UserId, Column::AccountId]);
    Ok(inserted(&insert.exec_without_returning(conn).await?))
}

/// The other owners of an account: their address, and the key of how they proved it.
///
/// # Errors
/// When the database fails.
pub async fn others(conn: &impl ConnectionTrait, account_id: Uuid, except_user: Uuid) -> Result<Vec<(String, String)>> {
    let others = Entity::find()
        .select_only()
        .column(users::Column::Email)
        .column(Column::Proof)
        .join(JoinType::InnerJoin, Relation::User.def())
        .filter(Column::AccountId.eq(account_id))
        .filter(Column::UserId.ne(except_user))
        .filter(Column::Role.eq(Role::Owner.key()))
        .order_by_asc(users::Column::Email)
        .into_tuple();
    Ok(others.all(conn).await?)
}

/// Gives a link another name; `false` when the customer has no such link.
///
/// # Errors
/// When the database fails.
pub async fn rename(
    conn: &impl ConnectionTrait,
    user_id: Uuid,
    account_id: Uuid,
    label: Option<String>,
) -> Result<bool> {
    let change = ActiveModel {
        label: Set(label),
        ..Default::default()
    };
    let renamed = Entity::update_many()
        .set(change)
        .filter(Column::UserId.eq(user_id))
        .filter(Column::AccountId.eq(account_id))
        .exec(conn)
        .await?;
    Ok(renamed.rows_affected > 0)
}

/// Puts a link at a place of the customer's list.
///
/// # Errors
/// When the database fails.
pub async fn set_place(conn: &impl ConnectionTrait, id: Uuid, place: i32) -> Result<()> {
    let change = ActiveModel {
        place: Set(place),
        ..Default::default()
    };
    Entity::update_many()
        .set(change)
        .filter(Column::Id.eq(id))
        .exec(conn)
        .await?;
    Ok(())
}

/// The place behind all of a customer's links.
///
/// # Errors
/// When the database fails.
pub async fn next_place(conn: &impl ConnectionTrait, user_id: Uuid) -> Result<i32> {
    let last: Option<Option<i32>> = Entity::find()
        .select_only()
        .column_as(Column::Place.max(), "last")
        .filter(Column::UserId.eq(user_id))
        .into_tuple()
        .one(conn)
        .await?;
    Ok(last.flatten().map_or(0, |last| last.saturating_add(1)))
}

/// The link that a token may still undo, with its account.
///
/// # Errors
/// When the database fails.
pub async fn undoable(
    conn: &impl ConnectionTrait,
    undo_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<Option<(Model, accounts::Model)>> {
    let link = Entity::find()
        .filter(Column::UndoHash.eq(undo_hash))
        .filter(Column::UndoUntil.gt(now))
        .find_both_related(accounts::Entity);
    Ok(link.one(conn).await?)
}

/// Takes an account off a customer's list; `false` when it was not on it.
///
/// # Errors
/// When the database fails.
pub async fn remove(conn: &impl ConnectionTrait, user_id: Uuid, account_id: Uuid) -> Result<bool> {
    let removed = Entity::delete_many()
        .filter(Column::UserId.eq(user_id))
        .filter(Column::AccountId.eq(account_id))
        .exec(conn)
        .await?;
    Ok(removed.rows_affected > 0)
}
