//! What the registers showed. A reading that a later one replaced stays in the table and is not given out here.

use std::ops::Range;

use chrono::{DateTime, NaiveDate, Utc};
use domain::readings::Source;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DerivePartialModel, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::{
    Result,
    entity::{
        meters,
        readings::{ActiveModel, Column, Entity, Model},
    },
};

/// What is needed of a reading that counts. Every page of an account reads years of them, so the other columns stay where
/// they are: SQLite copies each value that it gives out.
#[derive(Debug, Clone, PartialEq, Eq, DerivePartialModel)]
#[sea_orm(entity = "Entity")]
pub struct Counting {
    /// The meter.
    pub meter_id: Uuid,
    /// The word of [`domain::readings::Zone::key`].
    pub zone: String,
    /// Thousandths of a kWh.
    pub value: i64,
    /// The day it holds for, at the branch.
    pub taken_on: NaiveDate,
    /// The word of [`Source::key`].
    pub source: String,
    /// The sending it came with; `None` for what registries brought.
    pub submission_id: Option<Uuid>,
}

/// The readings of some meters that hold for a day or later, newest first.
///
/// # Errors
/// When the database fails.
pub async fn since(conn: &impl ConnectionTrait, meter_ids: &[Uuid], since: NaiveDate) -> Result<Vec<Counting>> {
    if meter_ids.is_empty() {
        return Ok(Vec::new());
    }
    let readings = Entity::find()
        .filter(Column::MeterId.is_in(meter_ids.iter().copied()))
        .filter(Column::TakenOn.gte(since))
        .filter(Column::SupersededAt.is_null())
        .order_by_desc(Column::TakenOn)
        .order_by_desc(Column::ReceivedAt)
        .order_by_desc(Column::Id)
        .into_partial_model();
    Ok(readings.all(conn).await?)
}

/// The last day before another one for which a register was read.
///
/// # Errors
/// When the database fails.
pub async fn last_day(
    conn: &impl ConnectionTrait,
    meter_id: Uuid,
    zone: &str,
    before: NaiveDate,
) -> Result<Option<NaiveDate>> {
    let days = Entity::find()
        .select_only()
        .column(Column::TakenOn)
        .filter(Column::MeterId.eq(meter_id))
        .filter(Column::Zone.eq(zone))
        .filter(Column::TakenOn.lt(before))
        .filter(Column::SupersededAt.is_null())
        .order_by_desc(Column::TakenOn);
    Ok(days.into_tuple().one(conn).await?)
}

/// The reading of a register that counts and was the last one before a day.
///
/// # Errors
/// When the database fails.
pub async fn last_before(
    conn: &impl ConnectionTrait,
    meter_id: Uuid,
    zone: &str,
    before: NaiveDate,
) -> Result<Option<Model>> {
    let readings = Entity::find()
        .filter(Column::MeterId.eq(meter_id))
        .filter(Column::Zone.eq(zone))
        .filter(Column::TakenOn.lt(before))
        .filter(Column::SupersededAt.is_null())
        .order_by_desc(Column::TakenOn)
        .order_by_desc(Column::ReceivedAt)
        .order_by_desc(Column::Id);
    Ok(readings.one(conn).await?)
}

/// The readings that came with one sending.
///
/// # Errors
/// When the database fails.
pub async fn of_submission(conn: &impl ConnectionTrait, submission_id: Uuid) -> Result<Vec<Model>> {
    Ok(Entity::find()
        .filter(Column::SubmissionId.eq(submission_id))
        .all(conn)
        .await?)
}

/// The first day for which an account has a reading.
///
/// # Errors
/// When the database fails.
pub async fn first_day(conn: &impl ConnectionTrait, account_id: Uuid) -> Result<Option<NaiveDate>> {
    let days = Entity::find()
        .select_only()
        .column(Column::TakenOn)
        .inner_join(meters::Entity)
        .filter(meters::Column::AccountId.eq(account_id))
        .order_by_asc(Column::TakenOn);
    Ok(days.into_tuple().one(conn).await?)
}

/// An account's readings for some days, the last one excluded, with their meters, newest first and so many at most.
///
/// # Errors
/// When the database fails.
pub async fn history(
    conn: &impl ConnectionTrait,
    account_id: Uuid,
    days: Range<NaiveDate>,
    limit: u64,
) -> Result<Vec<(Model, meters::Model)>> {
    let readings = Entity::find()
        .filter(meters::Column::AccountId.eq(account_id))
        .filter(Column::TakenOn.gte(days.start))
        .filter(Column::TakenOn.lt(days.end))
        .order_by_desc(Column::TakenOn)
        .order_by_desc(Column::ReceivedAt)
        .order_by_desc(Column::Id)
        .limit(limit)
        .find_both_related(meters::Entity);
    Ok(readings.all(conn).await?)
}

/// The meter that a sending was for, if it has arrived before.
///
/// # Errors
/// When the database fails.
pub async fn meter_of_submission(conn: &impl ConnectionTrait, submission_id: Uuid) -> Result<Option<Uuid>> {
    let meters = Entity::find()
        .select_only()
        .column(Column::MeterId)
        .filter(Column::SubmissionId.eq(submission_id));
    Ok(meters.into_tuple().one(conn).await?)
}

/// Adds a reading. A source has one that counts per register and day: [`supersede`] the earlier one first.
///
/// # Errors
/// When the database fails, or the day has one of this source already.
pub async fn insert(conn: &impl ConnectionTrait, reading: Model) -> Result<()> {
    Entity::insert(reading.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Takes the place of what some sources sent for a meter, all its zones, between two days, both included; gives how many
/// readings gave way.
///
/// # Errors
/// When the database fails.
pub async fn supersede(
    conn: &impl ConnectionTrait,
    meter_id: Uuid,
    sources: impl Iterator<Item = Source>,
    from: NaiveDate,
    until: NaiveDate,
    now: DateTime<Utc>,
) -> Result<u64> {
    let superseded = Entity::update_many()
        .set(ActiveModel {
            superseded_at: Set(Some(now)),
            ..Default::default()
        })
        .filter(Column::MeterId.eq(meter_id))
        .filter(Column::TakenOn.between(from, until))
        .filter(Column::Source.is_in(sources.map(Source::key)))
        .filter(Column::SupersededAt.is_null())
        .exec(conn)
        .await?;
    Ok(superseded.rows_affected)
}
