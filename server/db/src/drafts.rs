//! Forms that could not be accepted, or whose sending was interrupted by a login.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::OnConflict};

use crate::{
    Result,
    entity::drafts::{Column, Entity, Model},
};

/// Keeps a form; the same owner's earlier one gives way, and so does everybody's that has expired.
///
/// # Errors
/// When the database fails.
pub async fn put(conn: &impl ConnectionTrait, draft: Model, now: DateTime<Utc>) -> Result<()> {
    Entity::delete_many()
        .filter(Column::ExpiresAt.lte(now))
        .exec(conn)
        .await?;
    let instead = OnConflict::column(Column::IdHash)
        .update_columns([Column::Path, Column::Fields, Column::ExpiresAt])
        .to_owned();
    Entity::insert(draft.into_active_model())
        .on_conflict(instead)
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// The form, unless it has expired.
///
/// # Errors
/// When the database fails.
pub async fn get(conn: &impl ConnectionTrait, id_hash: &[u8], now: DateTime<Utc>) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id_hash)
        .filter(Column::ExpiresAt.gt(now))
        .one(conn)
        .await?)
}

/// Forgets the form.
///
/// # Errors
/// When the database fails.
pub async fn delete(conn: &impl ConnectionTrait, id_hash: &[u8]) -> Result<()> {
    Entity::delete_by_id(id_hash).exec(conn).await?;
    Ok(())
}
