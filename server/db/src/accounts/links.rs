//! Which customers see which accounts.

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, JoinType, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, RelationTrait,
};
use uuid::Uuid;

use crate::{
    Result,
    conflict::inserted,
    entity::{
        accounts,
        links::{Column, Entity, Model, Relation},
        users,
    },
};

/// A customer's accounts, in the order they were linked.
///
/// # Errors
/// When the database fails.
pub async fn linked(conn: &impl ConnectionTrait, user_id: Uuid) -> Result<Vec<(Model, accounts::Model)>> {
    let linked = Entity::find()
        .filter(Column::UserId.eq(user_id))
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

/// The addresses of the other customers who see an account.
///
/// # Errors
/// When the database fails.
pub async fn owners_emails(conn: &impl ConnectionTrait, account_id: Uuid, except_user: Uuid) -> Result<Vec<String>> {
    let emails = Entity::find()
        .select_only()
        .column(users::Column::Email)
        .join(JoinType::InnerJoin, Relation::User.def())
        .filter(Column::AccountId.eq(account_id))
        .filter(Column::UserId.ne(except_user))
        .order_by_asc(users::Column::Email)
        .into_tuple();
    Ok(emails.all(conn).await?)
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
