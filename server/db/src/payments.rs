//! What billing says was paid.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, SelectExt};
use uuid::Uuid;

use crate::{
    Result,
    entity::payments::{Column, Entity},
};

/// Whether exactly this sum, in kopecks, was paid to the account on a day or later.
///
/// # Errors
/// When the database fails.
pub async fn was_paid(conn: &impl ConnectionTrait, account_id: Uuid, amount: i64, since: NaiveDate) -> Result<bool> {
    let paid = Entity::find()
        .filter(Column::AccountId.eq(account_id))
        .filter(Column::Amount.eq(amount))
        .filter(Column::PaidOn.gte(since));
    Ok(paid.exists(conn).await?)
}
