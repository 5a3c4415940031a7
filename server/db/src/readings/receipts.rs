//! Receipts for sent readings, and how far the billing has come with them.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::readings::{Objection, Stage};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::{
    Error, Result,
    conflict::inserted,
    entity::{
        meters, readings,
        receipts::{Column, Entity, Model},
    },
};

/// Adds a receipt; `false` when another one has its number.
///
/// # Errors
/// When the database fails, or the sending has a receipt.
pub async fn insert(conn: &impl ConnectionTrait, receipt: Model) -> Result<bool> {
    let insert = Entity::insert(receipt.into_active_model()).on_conflict_do_nothing_on([Column::Number]);
    Ok(inserted(&insert.exec_without_returning(conn).await?))
}

/// The receipts of an account's meters.
///
/// # Errors
/// When the database fails.
pub async fn of_account(conn: &impl ConnectionTrait, account_id: Uuid) -> Result<Vec<Model>> {
    let receipts = Entity::find()
        .inner_join(meters::Entity)
        .filter(meters::Column::AccountId.eq(account_id));
    Ok(receipts.all(conn).await?)
}

/// The receipts of these sendings.
///
/// # Errors
/// When the database fails.
pub async fn of_sendings(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Model>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let receipts = Entity::find().filter(Column::Id.is_in(ids.iter().copied()));
    Ok(receipts.all(conn).await?)
}

/// The receipts of what the billing refused of some meters, each with a day that its readings hold for.
///
/// # Errors
/// When the database fails.
pub async fn refused(conn: &impl ConnectionTrait, meter_ids: &[Uuid]) -> Result<Vec<(Model, NaiveDate)>> {
    if meter_ids.is_empty() {
        return Ok(Vec::new());
    }
    let receipts = Entity::find()
        .filter(Column::MeterId.is_in(meter_ids.iter().copied()))
        .filter(Column::RefusedOn.is_not_null())
        .all(conn)
        .await?;
    if receipts.is_empty() {
        return Ok(Vec::new());
    }
    let days: Vec<(Option<Uuid>, NaiveDate)> = readings::Entity::find()
        .select_only()
        .column(readings::Column::SubmissionId)
        .column(readings::Column::TakenOn)
        .distinct()
        .filter(readings::Column::SubmissionId.is_in(receipts.iter().map(|receipt| receipt.id)))
        .into_tuple()
        .all(conn)
        .await?;
    let days: HashMap<_, _> = days.into_iter().collect();
    let dated = |receipt: Model| days.get(&Some(receipt.id)).map(|day| (receipt, *day));
    Ok(receipts.into_iter().filter_map(dated).collect())
}

/// A sending's receipt, and its meter.
///
/// # Errors
/// When the database fails.
pub async fn by_id(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<(Model, meters::Model)>> {
    Ok(Entity::find_by_id(id)
        .find_both_related(meters::Entity)
        .one(conn)
        .await?)
}

/// The receipt with this number, and its meter.
///
/// # Errors
/// When the database fails.
pub async fn by_number(conn: &impl ConnectionTrait, number: &str) -> Result<Option<(Model, meters::Model)>> {
    let receipts = Entity::find()
        .filter(Column::Number.eq(number))
        .find_both_related(meters::Entity);
    Ok(receipts.one(conn).await?)
}

/// How far a sending has come that was accepted on a day.
///
/// # Errors
/// [`Error::Inconsistent`] when the columns contradict each other.
pub fn stage(row: &Model, accepted_on: NaiveDate) -> Result<Stage> {
    let wrong = |column| Error::Inconsistent {
        table: "receipts",
        column,
        id: row.id.to_string(),
    };
    match (row.checked_on, row.refused_on, row.billed_on) {
        (None, None, None) => Ok(Stage::Accepted { on: accepted_on }),
        (Some(on), None, None) => Ok(Stage::Checked { accepted_on, on }),
        (None, Some(on), None) => Ok(Stage::Refused {
            accepted_on,
            on,
            objection: row
                .objection
                .as_deref()
                .and_then(Objection::from_key)
                .ok_or_else(|| wrong("objection"))?,
        }),
        (Some(checked_on), None, Some(on)) => Ok(Stage::Billed {
            accepted_on,
            checked_on,
            on,
            month: row.bill_month.ok_or_else(|| wrong("bill_month"))?,
        }),
        (Some(_), Some(_), _) | (None, Some(_), Some(_)) => Err(wrong("refused_on")),
        (None, None, Some(_)) => Err(wrong("checked_on")),
    }
}

/// A receipt's row that says how far its sending has come.
#[must_use]
pub fn row(id: Uuid, meter_id: Uuid, number: String, stage: Stage) -> Model {
    let mut row = Model {
        id,
        meter_id,
        number,
        checked_on: None,
        refused_on: None,
        objection: None,
        billed_on: None,
        bill_month: None,
    };
    match stage {
        Stage::Accepted { .. } => {}
        Stage::Checked { on, .. } => row.checked_on = Some(on),
        Stage::Refused { on, objection, .. } => {
            row.refused_on = Some(on);
            row.objection = Some(objection.key().to_owned());
        }
        Stage::Billed {
            checked_on, on, month, ..
        } => {
            row.checked_on = Some(checked_on);
            row.billed_on = Some(on);
            row.bill_month = Some(month);
        }
    }
    row
}
