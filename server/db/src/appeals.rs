//! What customers wrote to the supplier.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::{
    Result,
    entity::{
        appeal_files,
        appeals::{ActiveModel, Column, Entity, Model},
        files,
    },
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
    /// Where to call: `+7` and ten digits.
    pub phone: Option<String>,
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
        phone,
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
        phone: Set(phone),
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

/// One appeal.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &impl ConnectionTrait, number: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(number).one(conn).await?)
}

/// Says that a file came with an appeal.
///
/// # Errors
/// When the database fails.
pub async fn attach(conn: &impl ConnectionTrait, number: i64, place: i32, file_id: Uuid) -> Result<()> {
    let row = appeal_files::ActiveModel {
        appeal_number: Set(number),
        place: Set(place),
        file_id: Set(file_id),
    };
    appeal_files::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// The files that came with an appeal, in their order.
///
/// # Errors
/// When the database fails.
pub async fn files(conn: &impl ConnectionTrait, number: i64) -> Result<Vec<files::Model>> {
    let rows = appeal_files::Entity::find()
        .find_also_related(files::Entity)
        .filter(appeal_files::Column::AppealNumber.eq(number))
        .order_by_asc(appeal_files::Column::Place)
        .all(conn)
        .await?;
    Ok(rows.into_iter().filter_map(|(_, file)| file).collect())
}
