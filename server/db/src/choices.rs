//! Which notices people want, where they said so.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::OnConflict};
use uuid::Uuid;

use crate::{
    Result,
    entity::notice_choices::{Column, Entity, Model},
};

/// What a person said.
///
/// # Errors
/// When the database fails.
pub async fn of_user(conn: &impl ConnectionTrait, user_id: Uuid) -> Result<Vec<Model>> {
    Ok(Entity::find().filter(Column::UserId.eq(user_id)).all(conn).await?)
}

/// What some persons said of one kind.
///
/// # Errors
/// When the database fails.
pub async fn of_users(conn: &impl ConnectionTrait, user_ids: &[Uuid], kind: &str) -> Result<Vec<Model>> {
    let said = Entity::find()
        .filter(Column::UserId.is_in(user_ids.iter().copied()))
        .filter(Column::Kind.eq(kind));
    Ok(said.all(conn).await?)
}

/// Keeps what a person says now in the place of what they said before.
///
/// # Errors
/// When the database fails.
pub async fn put(conn: &impl ConnectionTrait, choice: Model) -> Result<()> {
    let instead = OnConflict::columns([Column::UserId, Column::Kind, Column::Channel])
        .update_columns([Column::Wanted, Column::ConsentVersion, Column::ChosenAt])
        .to_owned();
    Entity::insert(choice.into_active_model())
        .on_conflict(instead)
        .exec_without_returning(conn)
        .await?;
    Ok(())
}
