//! What customers wrote to the supplier.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::{
    Result,
    entity::appeals::{ActiveModel, Column, Entity, Model},
};

/// An appeal that has no number yet.
#[derive(Clone, PartialEq, Eq)]
pub struct NewAppeal {
    /// UUID v7.
    pub id: Uuid,
    /// What it is about.
    pub topic: String,
    /// Who wrote it.
    pub name: String,
    /// Where the answer goes.
    pub email: String,
    /// What was written.
    pub text: String,
    /// The customer, when one is logged in.
    pub user_id: Option<Uuid>,
    /// When it came.
    pub created_at: DateTime<Utc>,
}

/// Adds an appeal; gives the number that the customer is told.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, appeal: NewAppeal) -> Result<i64> {
    let NewAppeal {
        id,
        topic,
        name,
        email,
        text,
        user_id,
        created_at,
    } = appeal;
    let row = ActiveModel {
        number: NotSet,
        id: Set(id),
        topic: Set(topic),
        name: Set(name),
        email: Set(email),
        text: Set(text),
        user_id: Set(user_id),
        created_at: Set(created_at),
    };
    Ok(Entity::insert(row).exec(conn).await?.last_insert_id)
}

/// The last appeals, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(conn: &impl ConnectionTrait, limit: u64) -> Result<Vec<Model>> {
    Ok(Entity::find()
        .order_by_desc(Column::Number)
        .limit(limit)
        .all(conn)
        .await?)
}
