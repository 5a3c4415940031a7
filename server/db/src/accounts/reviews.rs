//! Customers who failed to link so often that staff must look.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait, SelectExt,
};
use uuid::Uuid;

use crate::{
    Result,
    entity::{
        linking_reviews::{Column, Entity, Model, Relation},
        users,
    },
};

/// Notes that staff must look; nothing changes when it is noted already.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, review: Model) -> Result<()> {
    Entity::insert(review.into_active_model())
        .on_conflict_do_nothing_on([Column::UserId])
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Whether a customer waits for staff.
///
/// # Errors
/// When the database fails.
pub async fn is_closed(conn: &impl ConnectionTrait, user_id: Uuid) -> Result<bool> {
    Ok(Entity::find_by_id(user_id).exists(conn).await?)
}

/// Everybody who waits: their address and since when, the longest first.
///
/// # Errors
/// When the database fails.
pub async fn waiting(conn: &impl ConnectionTrait) -> Result<Vec<(String, DateTime<Utc>)>> {
    let waiting = Entity::find()
        .select_only()
        .column(users::Column::Email)
        .column(Column::ClosedAt)
        .join(JoinType::InnerJoin, Relation::User.def())
        .order_by_asc(Column::ClosedAt)
        .order_by_asc(users::Column::Email)
        .into_tuple();
    Ok(waiting.all(conn).await?)
}

/// Staff have looked; `false` when the customer did not wait.
///
/// # Errors
/// When the database fails.
pub async fn remove(conn: &impl ConnectionTrait, user_id: Uuid) -> Result<bool> {
    let removed = Entity::delete_many()
        .filter(Column::UserId.eq(user_id))
        .exec(conn)
        .await?;
    Ok(removed.rows_affected > 0)
}
