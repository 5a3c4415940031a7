//! Readings, as a registry gives them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{exchange::ReadingRow, readings::Energy};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::rows::{Kind, Rows};
use crate::Result;

/// A reading that stands where another was to be stored.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    /// Its id.
    pub id: Uuid,
    /// What it says.
    pub value: Energy,
}

/// Stores readings under the ids given, each with its meter's id. Returns those that were not stored, by the id they
/// would have had: the same source has a reading of that register and day that counts.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    conn: &impl ConnectionTrait,
    now: DateTime<Utc>,
    rows: &[(Uuid, Uuid, &ReadingRow)],
) -> Result<HashMap<Uuid, Standing>> {
    let columns = [
        ("id", Kind::Uuid),
        ("meter_id", Kind::Uuid),
        ("zone", Kind::Text),
        ("value", Kind::BigInteger),
        ("taken_on", Kind::Date),
        ("received_at", Kind::Moment),
        ("source", Kind::Text),
    ];
    let cells = rows.iter().map(|(id, meter_id, row)| {
        [
            (*id).into(),
            (*meter_id).into(),
            row.zone.key().into(),
            row.value.thousandths().into(),
            row.taken_on.into(),
            now.into(),
            row.source.key().into(),
        ]
    });
    let body = "INSERT INTO readings (id, meter_id, zone, value, taken_on, received_at, source) \
                SELECT id, meter_id, zone, value, taken_on, received_at, source FROM k WHERE TRUE ON CONFLICT DO NOTHING";
    let stored = Rows::new(columns, cells).execute(conn, body).await?;
    if usize::try_from(stored).is_ok_and(|stored| stored == rows.len()) {
        return Ok(HashMap::new());
    }
    standing(conn, rows).await
}

async fn standing(conn: &impl ConnectionTrait, rows: &[(Uuid, Uuid, &ReadingRow)]) -> Result<HashMap<Uuid, Standing>> {
    let columns = [
        ("id", Kind::Uuid),
        ("meter_id", Kind::Uuid),
        ("zone", Kind::Text),
        ("taken_on", Kind::Date),
        ("source", Kind::Text),
    ];
    let cells = rows.iter().map(|(id, meter_id, row)| {
        [
            (*id).into(),
            (*meter_id).into(),
            row.zone.key().into(),
            row.taken_on.into(),
            row.source.key().into(),
        ]
    });
    let body = "SELECT k.id AS refused, r.id AS id, r.value AS value FROM k JOIN readings r ON r.meter_id = k.meter_id \
                AND r.zone = k.zone AND r.taken_on = k.taken_on AND r.source = k.source \
                WHERE r.superseded_at IS NULL AND r.id <> k.id";
    let found = Rows::new(columns, cells).query(conn, body).await?;
    let read = |row: &sea_orm::QueryResult| {
        let value = Energy::from_thousandths(row.try_get("", "value")?);
        Ok((
            row.try_get("", "refused")?,
            Standing {
                id: row.try_get("", "id")?,
                value,
            },
        ))
    };
    found.iter().map(read).collect()
}
