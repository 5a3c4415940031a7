//! Sendings of a sample: readings that a registry brought, as if customers had sent them here.

use chrono::{DateTime, NaiveDate, Utc};
use domain::readings::ReceiptNumber;
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::rows::{Kind, Rows};
use crate::Result;

/// A sample's readings of customers since a day, as sendings: the meter and the day of each.
///
/// # Errors
/// When the database fails.
pub async fn sent_by_customers(conn: &impl ConnectionTrait, since: NaiveDate) -> Result<Vec<(Uuid, NaiveDate)>> {
    let columns = [("since", Kind::Date)];
    let body = "SELECT DISTINCT r.meter_id AS meter_id, r.taken_on AS taken_on FROM k JOIN readings r \
                ON r.taken_on >= k.since WHERE r.source = 'customer' AND r.submission_id IS NULL \
                ORDER BY r.taken_on, r.meter_id";
    let found = Rows::new(columns, [[since.into()]]).query(conn, body).await?;
    let read = |row: &QueryResult| Ok((row.try_get("", "meter_id")?, row.try_get("", "taken_on")?));
    found.iter().map(read).collect()
}

/// A sending to be made of a sample's readings.
#[derive(Debug, Clone)]
pub struct SampleSending {
    /// Its id.
    pub id: Uuid,
    /// The number of its receipt.
    pub number: ReceiptNumber,
    /// The meter.
    pub meter_id: Uuid,
    /// The day that the readings hold for.
    pub taken_on: NaiveDate,
    /// When it came in.
    pub received_at: DateTime<Utc>,
}

/// Makes sendings of a sample's readings, each with its receipt.
///
/// # Errors
/// When the database fails.
pub async fn make_sendings(conn: &impl ConnectionTrait, sendings: &[SampleSending]) -> Result<()> {
    let columns = [
        ("id", Kind::Uuid),
        ("meter_id", Kind::Uuid),
        ("number", Kind::Text),
        ("taken_on", Kind::Date),
        ("received_at", Kind::Moment),
    ];
    let rows = || {
        let cells = sendings.iter().map(|sending| {
            [
                sending.id.into(),
                sending.meter_id.into(),
                sending.number.digits().into(),
                sending.taken_on.into(),
                sending.received_at.into(),
            ]
        });
        Rows::new(columns, cells)
    };
    let body = "UPDATE readings SET submission_id = k.id, received_at = k.received_at FROM k \
                WHERE readings.meter_id = k.meter_id AND readings.taken_on = k.taken_on AND readings.source = 'customer'";
    rows().execute(conn, body).await?;
    let body = "INSERT INTO receipts (id, meter_id, number) SELECT id, meter_id, number FROM k";
    rows().execute(conn, body).await?;
    Ok(())
}
