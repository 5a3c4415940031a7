//! People who have registered.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, SqlErr,
    sea_query::LockType,
};
use uuid::Uuid;

use crate::{
    Error, Result,
    conflict::inserted,
    entity::users::{ActiveModel, Column, Entity, Model},
};

/// Adds a user; `false` when the e-mail is taken.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, user: Model) -> Result<bool> {
    let insert = Entity::insert(user.into_active_model()).on_conflict_do_nothing_on([Column::Email]);
    Ok(inserted(&insert.exec_without_returning(conn).await?))
}

/// The user with this e-mail, written as [`domain::identity::Email`] writes it.
///
/// # Errors
/// When the database fails.
pub async fn by_email(conn: &impl ConnectionTrait, email: &str) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::Email.eq(email)).one(conn).await?)
}

/// The user with this id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(conn).await?)
}

/// The user, held against other changes until this transaction ends: whoever opens a session and whoever changes the
/// password take turns. On SQLite the transaction holds everything anyway.
///
/// # Errors
/// When the database fails.
pub async fn lock(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).lock(LockType::NoKeyUpdate).one(conn).await?)
}

/// Sets a new password; ending the sessions is the caller's matter.
///
/// # Errors
/// When the database fails.
pub async fn set_password(conn: &impl ConnectionTrait, id: Uuid, hash: &str, now: DateTime<Utc>) -> Result<()> {
    let change = ActiveModel {
        password_hash: Set(hash.to_owned()),
        password_changed_at: Set(now),
        ..Default::default()
    };
    set(conn, id, change).await
}

/// Sets how a person wants to be addressed.
///
/// # Errors
/// When the database fails.
pub async fn set_name(conn: &impl ConnectionTrait, id: Uuid, name: Option<String>) -> Result<()> {
    set(
        conn,
        id,
        ActiveModel {
            name: Set(name),
            ..Default::default()
        },
    )
    .await
}

/// Sets a new confirmed phone.
///
/// # Errors
/// When the database fails.
pub async fn set_phone(conn: &impl ConnectionTrait, id: Uuid, phone: &str) -> Result<()> {
    set(
        conn,
        id,
        ActiveModel {
            phone: Set(phone.to_owned()),
            ..Default::default()
        },
    )
    .await
}

/// Sets a new address to log in with; `false` when somebody else has it. The transaction is of no more use then.
///
/// # Errors
/// When the database fails.
pub async fn set_email(conn: &impl ConnectionTrait, id: Uuid, email: &str) -> Result<bool> {
    if by_email(conn, email).await?.is_some_and(|user| user.id != id) {
        return Ok(false);
    }
    let change = ActiveModel {
        email: Set(email.to_owned()),
        ..Default::default()
    };
    match set(conn, id, change).await {
        Err(Error::Database(error)) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            Ok(false)
        }
        result => result.map(|()| true),
    }
}

async fn set(conn: &impl ConnectionTrait, id: Uuid, change: ActiveModel) -> Result<()> {
    Entity::update_many()
        .set(change)
        .filter(Column::Id.eq(id))
        .exec(conn)
        .await?;
    Ok(())
}
