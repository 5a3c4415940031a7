//! Files that customers sent: their rows, and the keys that their own are wrapped with.

use std::collections::HashSet;

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    Result,
    entity::files::{Column, Entity, Model},
};

/// Adds a file whose content is in the store already.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, file: Model) -> Result<()> {
    Entity::insert(file.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Those of the ids that have a row.
///
/// # Errors
/// When the database fails.
pub async fn known(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashSet<Uuid>> {
    let known: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(known.into_iter().collect())
}

/// Files whose own key is wrapped with another key than this one, in order of their ids, from the one after `after` on.
///
/// # Errors
/// When the database fails.
pub async fn wrapped_otherwise(
    conn: &impl ConnectionTrait,
    key_id: &str,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Model>> {
    let mut query = Entity::find().filter(Column::KeyId.ne(key_id));
    if let Some(after) = after {
        query = query.filter(Column::Id.gt(after));
    }
    Ok(query.order_by_asc(Column::Id).limit(limit).all(conn).await?)
}

/// Replaces the wrapping of a file's key, unless somebody else has done so meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn rewrap(conn: &impl ConnectionTrait, file: &Model, key_id: &str, wrapped_key: Vec<u8>) -> Result<bool> {
    let result = Entity::update_many()
        .col_expr(Column::KeyId, Expr::value(key_id))
        .col_expr(Column::WrappedKey, Expr::value(wrapped_key))
        .filter(Column::Id.eq(file.id))
        .filter(Column::KeyId.eq(file.key_id.as_str()))
        .exec(conn)
        .await?;
    Ok(result.rows_affected == 1)
}
