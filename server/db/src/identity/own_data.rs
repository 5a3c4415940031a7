//! What the product keeps about one person, beside what the pages show: for the file that they may ask for.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::{
    Result,
    entity::{accounts, appeals, email_changes, invitations, linking_reviews, meters, notices, readings},
};

/// The readings that a person sent, with meter and account, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn readings(
    conn: &impl ConnectionTrait,
    user_id: Uuid,
) -> Result<Vec<(readings::Model, meters::Model, accounts::Model)>> {
    let sent = readings::Entity::find()
        .filter(readings::Column::UserId.eq(user_id))
        .order_by_asc(readings::Column::ReceivedAt)
        .order_by_asc(readings::Column::Id)
        .find_both_related(meters::Entity)
        .all(conn)
        .await?;
    let ids: BTreeSet<_> = sent.iter().map(|(_, meter)| meter.account_id).collect();
    let accounts = accounts::Entity::find()
        .filter(accounts::Column::Id.is_in(ids))
        .all(conn)
        .await?;
    let whole = sent.into_iter().filter_map(|(reading, meter)| {
        let account = accounts.iter().find(|account| account.id == meter.account_id)?;
        Some((reading, meter, account.clone()))
    });
    Ok(whole.collect())
}

/// What a person wrote while logged in, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn appeals(conn: &impl ConnectionTrait, user_id: Uuid) -> Result<Vec<appeals::Model>> {
    Ok(appeals::Entity::find()
        .filter(appeals::Column::UserId.eq(user_id))
        .order_by_asc(appeals::Column::Number)
        .all(conn)
        .await?)
}

/// A person's changes of address, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn email_changes(conn: &impl ConnectionTrait, user_id: Uuid) -> Result<Vec<email_changes::Model>> {
    Ok(email_changes::Entity::find()
        .filter(email_changes::Column::UserId.eq(user_id))
        .order_by_asc(email_changes::Column::CreatedAt)
        .all(conn)
        .await?)
}

/// The invitations that a person sent or got and that wait for an answer, with their accounts.
///
/// # Errors
/// When the database fails.
pub async fn invitations(conn: &impl ConnectionTrait, user_id: Uuid, email: &str) -> Result<Vec<invitations::Model>> {
    let theirs = Condition::any()
        .add(invitations::Column::InviterId.eq(user_id))
        .add(invitations::Column::Email.eq(email));
    Ok(invitations::Entity::find()
        .filter(theirs)
        .order_by_asc(invitations::Column::CreatedAt)
        .all(conn)
        .await?)
}

/// Since when a person waits for staff to open linking again.
///
/// # Errors
/// When the database fails.
pub async fn linking_review(conn: &impl ConnectionTrait, user_id: Uuid) -> Result<Option<linking_reviews::Model>> {
    Ok(linking_reviews::Entity::find_by_id(user_id).one(conn).await?)
}

/// The letters and messages to an address and a phone that have not left, the oldest first. Those that have left are
/// nobody's any more: their recipient is blanked.
///
/// # Errors
/// When the database fails.
pub async fn notices(conn: &impl ConnectionTrait, email: &str, phone: &str) -> Result<Vec<notices::Model>> {
    Ok(notices::Entity::find()
        .filter(notices::Column::Recipient.is_in([email, phone]))
        .order_by_asc(notices::Column::CreatedAt)
        .all(conn)
        .await?)
}
