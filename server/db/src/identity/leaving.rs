//! The way out: cabinets that wait to be deleted, and what of a person is deleted with theirs.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::{
    Result,
    entity::{appeals, invitations, notices, phone_codes, readings, recoveries, registrations, sessions, users},
    readings::photos,
};

/// The people whose time is over, the longest first.
///
/// # Errors
/// When the database fails.
pub async fn due(conn: &impl ConnectionTrait, now: DateTime<Utc>, limit: u64) -> Result<Vec<Uuid>> {
    let due = users::Entity::find()
        .select_only()
        .column(users::Column::Id)
        .filter(users::Column::LeavesAt.lte(now))
        .order_by_asc(users::Column::LeavesAt)
        .limit(limit);
    Ok(due.into_tuple().all(conn).await?)
}

/// Sets when a person's cabinet is to be deleted, or that it stays.
///
/// # Errors
/// When the database fails.
pub async fn set(conn: &impl ConnectionTrait, user_id: Uuid, leaves_at: Option<DateTime<Utc>>) -> Result<()> {
    let change = users::ActiveModel {
        leaves_at: Set(leaves_at),
        ..Default::default()
    };
    users::Entity::update_many()
        .set(change)
        .filter(users::Column::Id.eq(user_id))
        .exec(conn)
        .await?;
    Ok(())
}

/// Deletes a person and what is theirs. What belongs to an account or to the supplier's correspondence stays without
/// their id; their links must be ended before. Many statements: call it in a transaction.
///
/// # Errors
/// When the database fails.
pub async fn delete(conn: &impl ConnectionTrait, user: &users::Model) -> Result<()> {
    photos::drop_of_user(conn, user.id).await?;
    let nobody = readings::ActiveModel {
        user_id: Set(None),
        ..Default::default()
    };
    readings::Entity::update_many()
        .set(nobody)
        .filter(readings::Column::UserId.eq(user.id))
        .exec(conn)
        .await?;
    let nobody = appeals::ActiveModel {
        user_id: Set(None),
        ..Default::default()
    };
    appeals::Entity::update_many()
        .set(nobody)
        .filter(appeals::Column::UserId.eq(user.id))
        .exec(conn)
        .await?;
    sessions::Entity::delete_many()
        .filter(sessions::Column::UserId.eq(user.id))
        .exec(conn)
        .await?;
    recoveries::Entity::delete_many()
        .filter(recoveries::Column::UserId.eq(user.id))
        .exec(conn)
        .await?;
    registrations::Entity::delete_many()
        .filter(registrations::Column::Email.eq(&user.email))
        .exec(conn)
        .await?;
    phone_codes::Entity::delete_many()
        .filter(phone_codes::Column::Phone.eq(&user.phone))
        .exec(conn)
        .await?;
    let theirs = Condition::any()
        .add(invitations::Column::InviterId.eq(user.id))
        .add(invitations::Column::Email.eq(&user.email));
    invitations::Entity::delete_many().filter(theirs).exec(conn).await?;
    notices::Entity::delete_many()
        .filter(notices::Column::Recipient.is_in([&user.email, &user.phone]))
        .exec(conn)
        .await?;
    // The rest refers to the person and goes with them.
    users::Entity::delete_by_id(user.id).exec(conn).await?;
    Ok(())
}
