//! Readings that wait for their window.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, sea_query::OnConflict,
};
use uuid::Uuid;

use crate::{
    Result,
    entity::{
        accounts,
        kept_readings::{ActiveModel, Column, Entity, Model},
    },
};

/// Keeps readings of a meter in the place of those kept before.
///
/// # Errors
/// When the database fails.
pub async fn put(conn: &impl ConnectionTrait, kept: Model) -> Result<()> {
    let instead = OnConflict::column(Column::MeterId)
        .update_columns([
            Column::UserId,
            Column::AccountId,
            Column::Readings,
            Column::Confirmed,
            Column::TypedOn,
            Column::KeptAt,
            Column::RefusedAt,
        ])
        .to_owned();
    Entity::insert(kept.into_active_model())
        .on_conflict(instead)
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// What is kept for an account's meters.
///
/// # Errors
/// When the database fails.
pub async fn of_account(conn: &impl ConnectionTrait, account_id: Uuid) -> Result<Vec<Model>> {
    Ok(Entity::find()
        .filter(Column::AccountId.eq(account_id))
        .all(conn)
        .await?)
}

/// What is kept for a meter, held against other transactions until this one ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(conn: &impl ConnectionTrait, meter_id: Uuid) -> Result<Option<Model>> {
    let kept = Entity::find().filter(Column::MeterId.eq(meter_id)).lock_exclusive();
    Ok(kept.one(conn).await?)
}

/// The meters of a branch for which something is kept that was not refused yet, in their order, from behind one of them
/// on.
///
/// # Errors
/// When the database fails.
pub async fn waiting(conn: &impl ConnectionTrait, branch: &str, behind: Option<Uuid>, limit: u64) -> Result<Vec<Uuid>> {
    let of_branch = accounts::Entity::find()
        .select_only()
        .column(accounts::Column::Id)
        .filter(accounts::Column::Branch.eq(branch));
    let mut waiting = Entity::find()
        .select_only()
        .column(Column::MeterId)
        .filter(Column::AccountId.in_subquery(of_branch.into_query()))
        .filter(Column::RefusedAt.is_null())
        .order_by_asc(Column::MeterId)
        .limit(limit);
    if let Some(behind) = behind {
        waiting = waiting.filter(Column::MeterId.gt(behind));
    }
    Ok(waiting.into_tuple().all(conn).await?)
}

/// Marks what is kept for a meter as refused.
///
/// # Errors
/// When the database fails.
pub async fn refuse(conn: &impl ConnectionTrait, meter_id: Uuid, now: DateTime<Utc>) -> Result<()> {
    let change = ActiveModel {
        refused_at: Set(Some(now)),
        ..Default::default()
    };
    Entity::update_many()
        .set(change)
        .filter(Column::MeterId.eq(meter_id))
        .exec(conn)
        .await?;
    Ok(())
}

/// Throws away what is kept for a meter; `false` when there was nothing.
///
/// # Errors
/// When the database fails.
pub async fn discard(conn: &impl ConnectionTrait, meter_id: Uuid) -> Result<bool> {
    let gone = Entity::delete_many()
        .filter(Column::MeterId.eq(meter_id))
        .exec(conn)
        .await?;
    Ok(gone.rows_affected > 0)
}
