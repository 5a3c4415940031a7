//! What the billing has done with sendings, as a registry gives it.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{calendar::business_date, readings::Stage};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::rows::{Kind, Rows};
use crate::{
    Result,
    entity::receipts::Model,
    readings::receipts::{row, stage},
};

/// A sending that lines of the registry may be about.
#[derive(Debug, Clone)]
pub struct KnownSending {
    /// Its receipt.
    pub receipt: Model,
    /// The day that its readings hold for.
    pub taken_on: NaiveDate,
    /// When it came in.
    pub received_at: DateTime<Utc>,
    /// The clock of its branch: minutes east of Greenwich.
    pub offset_minutes: i32,
    /// Whether its readings count.
    pub counts: bool,
    /// How far it has come.
    pub stage: Stage,
}

/// The sendings for some meters that hold for some days.
///
/// # Errors
/// When the database fails or holds a receipt that contradicts itself.
pub async fn known(conn: &impl ConnectionTrait, days: &BTreeSet<(Uuid, NaiveDate)>) -> Result<Vec<KnownSending>> {
    let columns = [("meter_id", Kind::Uuid), ("taken_on", Kind::Date)];
    let cells = days
        .iter()
        .map(|(meter_id, taken_on)| [(*meter_id).into(), (*taken_on).into()]);
    let body = "SELECT DISTINCT c.id AS id, c.meter_id AS meter_id, c.number AS number, c.checked_on AS checked_on, \
                c.refused_on AS refused_on, c.objection AS objection, c.billed_on AS billed_on, c.bill_month AS bill_month, \
                r.taken_on AS taken_on, r.received_at AS received_at, r.superseded_at IS NULL AS counts, \
                b.offset_minutes AS offset_minutes \
                FROM k JOIN readings r ON r.meter_id = k.meter_id AND r.taken_on = k.taken_on \
                JOIN receipts c ON c.id = r.submission_id JOIN meters m ON m.id = r.meter_id \
                JOIN accounts a ON a.id = m.account_id JOIN branches b ON b.code = a.branch";
    let found = Rows::new(columns, cells).query(conn, body).await?;
    found.iter().map(sending).collect()
}

fn sending(found: &QueryResult) -> Result<KnownSending> {
    let receipt = Model {
        id: found.try_get("", "id")?,
        meter_id: found.try_get("", "meter_id")?,
        number: found.try_get("", "number")?,
        checked_on: found.try_get("", "checked_on")?,
        refused_on: found.try_get("", "refused_on")?,
        objection: found.try_get("", "objection")?,
        billed_on: found.try_get("", "billed_on")?,
        bill_month: found.try_get("", "bill_month")?,
    };
    let received_at = found.try_get("", "received_at")?;
    let offset_minutes = found.try_get("", "offset_minutes")?;
    let accepted_on = business_date(received_at, offset_minutes);
    Ok(KnownSending {
        taken_on: found.try_get("", "taken_on")?,
        received_at,
        offset_minutes,
        counts: found.try_get("", "counts")?,
        stage: stage(&receipt, accepted_on)?,
        receipt,
    })
}

/// Notes how far sendings have come. The readings of those that were refused count no more from `now` on.
///
/// # Errors
/// When the database fails.
pub async fn advance(conn: &impl ConnectionTrait, now: DateTime<Utc>, sendings: &[KnownSending]) -> Result<()> {
    let columns = [
        ("id", Kind::Uuid),
        ("checked_on", Kind::OptionalDate),
        ("refused_on", Kind::OptionalDate),
        ("objection", Kind::OptionalText),
        ("billed_on", Kind::OptionalDate),
        ("bill_month", Kind::OptionalDate),
    ];
    let cells = sendings.iter().map(|sending| {
        let known = &sending.receipt;
        let row = row(known.id, known.meter_id, known.number.clone(), sending.stage);
        [
            row.id.into(),
            row.checked_on.into(),
            row.refused_on.into(),
            row.objection.into(),
            row.billed_on.into(),
            row.bill_month.into(),
        ]
    });
    let body = "UPDATE receipts SET checked_on = k.checked_on, refused_on = k.refused_on, objection = k.objection, \
                billed_on = k.billed_on, bill_month = k.bill_month FROM k WHERE receipts.id = k.id";
    Rows::new(columns, cells).execute(conn, body).await?;
    let refused = sendings.iter().filter(|sending| sending.stage.is_refused());
    let cells = refused.map(|sending| [sending.receipt.id.into(), now.into()]);
    let body = "UPDATE readings SET superseded_at = k.now FROM k WHERE readings.submission_id = k.id \
                AND readings.superseded_at IS NULL";
    Rows::new([("id", Kind::Uuid), ("now", Kind::Moment)], cells)
        .execute(conn, body)
        .await?;
    Ok(())
}
