//! Meters with their registers.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    Result,
    entity::{
        meters::{Column, Entity, Model},
        registers,
    },
};

/// An account's meters with their registers, archived ones too; by the day they were put in, then by serial number.
///
/// # Errors
/// When the database fails.
pub async fn of_account(conn: &impl ConnectionTrait, account_id: Uuid) -> Result<Vec<(Model, Vec<registers::Model>)>> {
    let meters = Entity::find()
        .filter(Column::AccountId.eq(account_id))
        .order_by_asc(Column::InstalledOn)
        .order_by_asc(Column::Serial)
        .find_with_related(registers::Entity)
        .order_by_asc(registers::Column::Id);
    Ok(meters.all(conn).await?)
}

/// The meter, held against other transactions until this one ends. On SQLite the transaction holds everything anyway.
///
/// # Errors
/// When the database fails.
pub async fn lock(conn: &impl ConnectionTrait, meter_id: Uuid) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(meter_id).lock_exclusive().one(conn).await?)
}
