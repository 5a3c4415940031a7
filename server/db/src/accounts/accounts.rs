//! Personal accounts as billing knows them.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::{
    Result,
    entity::accounts::{Column, Entity, Model},
};

/// The account with this number.
///
/// # Errors
/// When the database fails.
pub async fn by_number(conn: &impl ConnectionTrait, number: &str) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::Number.eq(number)).one(conn).await?)
}

/// The accounts with these ids.
///
/// # Errors
/// When the database fails.
pub async fn by_ids(conn: &impl ConnectionTrait, ids: impl IntoIterator<Item = Uuid>) -> Result<Vec<Model>> {
    Ok(Entity::find().filter(Column::Id.is_in(ids)).all(conn).await?)
}

/// The account with this id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(conn).await?)
}
