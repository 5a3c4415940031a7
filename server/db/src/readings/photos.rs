//! Photos of a meter that came with its readings. A photo is forgotten by deleting its file's row, whose object the sweep
//! takes away then.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select,
};
use uuid::Uuid;

use crate::{
    Result,
    entity::{
        files, kept_readings, meters,
        reading_photos::{ActiveModel, Column, Entity, Model},
    },
};

/// A photo with its file and its meter.
pub type Whole = (Model, files::Model, meters::Model);

/// Says that a file is a photo of a sending.
///
/// # Errors
/// When the database fails.
pub async fn attach(conn: &impl ConnectionTrait, photo: Model) -> Result<()> {
    Entity::insert(photo.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// The photos of an account's meters, sending by sending, in their order.
///
/// # Errors
/// When the database fails.
pub async fn of_account(conn: &impl ConnectionTrait, account_id: Uuid) -> Result<Vec<Model>> {
    let photos = Entity::find()
        .inner_join(meters::Entity)
        .filter(meters::Column::AccountId.eq(account_id))
        .order_by_asc(Column::SubmissionId)
        .order_by_asc(Column::Place);
    Ok(photos.all(conn).await?)
}

/// The photos of these sendings, in their order.
///
/// # Errors
/// When the database fails.
pub async fn of_sendings(conn: &impl ConnectionTrait, submission_ids: &[Uuid]) -> Result<Vec<Model>> {
    if submission_ids.is_empty() {
        return Ok(Vec::new());
    }
    let photos = Entity::find()
        .filter(Column::SubmissionId.is_in(submission_ids.iter().copied()))
        .order_by_asc(Column::SubmissionId)
        .order_by_asc(Column::Place);
    Ok(photos.all(conn).await?)
}

/// A photo by the id of its file.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &impl ConnectionTrait, file_id: Uuid) -> Result<Option<Whole>> {
    let found = whole(conn, Entity::find().filter(Column::FileId.eq(file_id))).await?;
    Ok(found.into_iter().next())
}

/// The photos that a person sent, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_user(conn: &impl ConnectionTrait, user_id: Uuid) -> Result<Vec<Whole>> {
    let theirs = Entity::find()
        .filter(Column::UserId.eq(user_id))
        .order_by_asc(Column::SentAt)
        .order_by_asc(Column::Place);
    whole(conn, theirs).await
}

/// The last photos, of one account or of all, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(conn: &impl ConnectionTrait, account_id: Option<Uuid>, limit: u64) -> Result<Vec<Whole>> {
    let mut last = Entity::find()
        .order_by_desc(Column::SentAt)
        .order_by_asc(Column::SubmissionId)
        .order_by_asc(Column::Place)
        .limit(limit);
    if let Some(account_id) = account_id {
        last = last
            .inner_join(meters::Entity)
            .filter(meters::Column::AccountId.eq(account_id));
    }
    whole(conn, last).await
}

async fn whole(conn: &impl ConnectionTrait, photos: Select<Entity>) -> Result<Vec<Whole>> {
    let photos = photos.all(conn).await?;
    let files = files::Entity::find().filter(files::Column::Id.is_in(photos.iter().map(|photo| photo.file_id)));
    let files = files.all(conn).await?;
    let meters = meters::Entity::find().filter(meters::Column::Id.is_in(photos.iter().map(|photo| photo.meter_id)));
    let meters = meters.all(conn).await?;
    let one = |photo: Model| {
        let file = files.iter().find(|file| file.id == photo.file_id)?.clone();
        let meter = meters.iter().find(|meter| meter.id == photo.meter_id)?.clone();
        Some((photo, file, meter))
    };
    Ok(photos.into_iter().filter_map(one).collect())
}

/// Gives the photos of one sending to another, in the place of those that it had.
///
/// # Errors
/// When the database fails.
pub async fn hand_over(conn: &impl ConnectionTrait, from: Uuid, to: Uuid) -> Result<()> {
    let any = Entity::find().filter(Column::SubmissionId.eq(from)).one(conn).await?;
    if any.is_none() || from == to {
        return Ok(());
    }
    drop_of(conn, to).await?;
    let change = ActiveModel {
        submission_id: Set(to),
        ..Default::default()
    };
    Entity::update_many()
        .set(change)
        .filter(Column::SubmissionId.eq(from))
        .exec(conn)
        .await?;
    Ok(())
}

/// Forgets the photos of a sending.
///
/// # Errors
/// When the database fails.
pub async fn drop_of(conn: &impl ConnectionTrait, submission_id: Uuid) -> Result<u64> {
    drop_of_each(conn, &[submission_id]).await
}

/// Forgets the photos that a person sent, and those of what is kept for them.
///
/// # Errors
/// When the database fails.
pub async fn drop_of_user(conn: &impl ConnectionTrait, user_id: Uuid) -> Result<u64> {
    let kept = kept_readings::Entity::find()
        .select_only()
        .column(kept_readings::Column::Id)
        .filter(kept_readings::Column::UserId.eq(user_id));
    let theirs = Condition::any()
        .add(Column::UserId.eq(user_id))
        .add(Column::SubmissionId.in_subquery(kept.into_query()));
    drop_all(conn, Entity::find().filter(theirs)).await
}

/// Forgets the photos of these sendings.
///
/// # Errors
/// When the database fails.
pub async fn drop_of_each(conn: &impl ConnectionTrait, submission_ids: &[Uuid]) -> Result<u64> {
    let theirs = Column::SubmissionId.is_in(submission_ids.iter().copied());
    drop_all(conn, Entity::find().filter(theirs)).await
}

/// Forgets the photos that came before a moment, at most `most`; gives how many there were.
///
/// # Errors
/// When the database fails.
pub async fn drop_before(conn: &impl ConnectionTrait, before: DateTime<Utc>, most: u64) -> Result<u64> {
    drop_all(conn, Entity::find().filter(Column::SentAt.lt(before)).limit(most)).await
}

async fn drop_all(conn: &impl ConnectionTrait, photos: Select<Entity>) -> Result<u64> {
    let ids = photos.select_only().column(Column::FileId).into_query();
    let gone = files::Entity::delete_many()
        .filter(files::Column::Id.in_subquery(ids))
        .exec(conn)
        .await?;
    Ok(gone.rows_affected)
}
