//! Apps that give codes for the second step of a login.

use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use crate::{
    Result,
    conflict::inserted,
    entity::authenticators::{ActiveModel, Column, Entity, Model},
};

/// Adds a person's app; `false` when they have one.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, app: Model) -> Result<bool> {
    let insert = Entity::insert(app.into_active_model()).on_conflict_do_nothing_on([Column::UserId]);
    Ok(inserted(&insert.exec_without_returning(conn).await?))
}

/// A person's app.
///
/// # Errors
/// When the database fails.
pub async fn of_user(conn: &impl ConnectionTrait, user_id: Uuid) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(user_id).one(conn).await?)
}

/// Uses up the code of a half minute, and of all before it: `true` for one caller alone.
///
/// # Errors
/// When the database fails.
pub async fn use_step(conn: &impl ConnectionTrait, user_id: Uuid, step: i64) -> Result<bool> {
    let used = Entity::update_many()
        .set(ActiveModel {
            last_step: Set(step),
            ..Default::default()
        })
        .filter(Column::UserId.eq(user_id))
        .filter(Column::LastStep.lt(step))
        .exec(conn)
        .await?;
    Ok(used.rows_affected == 1)
}

/// Takes a person's app away; `false` when there was none.
///
/// # Errors
/// When the database fails.
pub async fn delete(conn: &impl ConnectionTrait, user_id: Uuid) -> Result<bool> {
    let deleted = Entity::delete_by_id(user_id).exec(conn).await?;
    Ok(deleted.rows_affected == 1)
}
