//! Meters and their registers, as a registry gives them.

use std::collections::{BTreeSet, HashMap};

use domain::{exchange::MeterRow, readings::ZoneSet};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::rows::{Kind, Rows};
use crate::{Error, Result};

/// An account that registries of meters and readings refer to.
#[derive(Debug, Clone)]
pub struct KnownAccount {
    /// Its id.
    pub id: Uuid,
    /// Its meters, archived ones too.
    pub meters: Vec<KnownMeter>,
}

impl KnownAccount {
    /// The meter with this number.
    #[must_use]
    pub fn meter(&self, serial: &str) -> Option<&KnownMeter> {
        self.meters.iter().find(|meter| meter.serial == serial)
    }
}

/// What a line about a meter is checked against.
#[derive(Debug, Clone)]
pub struct KnownMeter {
    /// Its id.
    pub id: Uuid,
    /// The number on its plate.
    pub serial: String,
    /// Its zones.
    pub zones: ZoneSet,
    /// Digits before the comma.
    pub digits: u8,
}

/// Those of the accounts that are known, by number, with their meters.
///
/// # Errors
/// When the database fails or holds a meter no registry can describe.
pub async fn known(conn: &impl ConnectionTrait, numbers: &[&str]) -> Result<HashMap<String, KnownAccount>> {
    let numbers: BTreeSet<_> = numbers.iter().copied().collect();
    let numbers = Rows::new(
        [("number", Kind::Text)],
        numbers.into_iter().map(|number| [number.into()]),
    );
    let body = "SELECT a.number AS number, a.id AS account_id, m.id AS id, m.serial AS serial, m.zones AS zones, \
                m.digits AS digits FROM k JOIN accounts a ON a.number = k.number LEFT JOIN meters m ON m.account_id = a.id";
    let mut accounts = HashMap::new();
    for row in numbers.query(conn, body).await? {
        let id = row.try_get("", "account_id")?;
        let account = accounts
            .entry(row.try_get("", "number")?)
            .or_insert_with(|| KnownAccount { id, meters: Vec::new() });
        account.meters.extend(meter(&row)?);
    }
    Ok(accounts)
}

fn meter(row: &QueryResult) -> Result<Option<KnownMeter>> {
    let Some(id) = row.try_get::<Option<Uuid>>("", "id")? else {
        return Ok(None);
    };
    let wrong = |column| Error::Inconsistent {
        table: "meters",
        column,
        id: id.to_string(),
    };
    let zones: i32 = row.try_get("", "zones")?;
    let digits: i32 = row.try_get("", "digits")?;
    Ok(Some(KnownMeter {
        id,
        serial: row.try_get("", "serial")?,
        zones: ZoneSet::try_from(i64::from(zones)).map_err(|_| wrong("zones"))?,
        digits: u8::try_from(digits).map_err(|_| wrong("digits"))?,
    }))
}

/// Stores meters under the ids given, each with its account's id; one that is known keeps its id, zones and digits and
/// is given the other values. No serial of an account may stand twice in `rows`.
///
/// # Errors
/// When the database fails.
pub async fn upsert(conn: &impl ConnectionTrait, rows: &[(Uuid, Uuid, &MeterRow)]) -> Result<()> {
    let columns = [
        ("id", Kind::Uuid),
        ("account_id", Kind::Uuid),
        ("serial", Kind::Text),
        ("zones", Kind::Integer),
        ("digits", Kind::Integer),
        ("decimals", Kind::Integer),
        ("installed_on", Kind::Date),
        ("verification_due", Kind::OptionalDate),
        ("archived_on", Kind::OptionalDate),
        ("seal", Kind::OptionalText),
        ("automatic", Kind::Boolean),
    ];
    let cells = rows.iter().map(|(id, account_id, row)| {
        [
            (*id).into(),
            (*account_id).into(),
            row.serial.as_str().into(),
            i32::from(row.zones.count()).into(),
            i32::from(row.digits).into(),
            i32::from(row.decimals).into(),
            row.installed_on.into(),
            row.verification_due.into(),
            row.archived_on.into(),
            row.seal.clone().into(),
            row.automatic.into(),
        ]
    });
    let body = "INSERT INTO meters (id, account_id, serial, zones, digits, decimals, installed_on, verification_due, \
                archived_on, seal, automatic) SELECT id, account_id, serial, zones, digits, decimals, installed_on, \
                verification_due, archived_on, seal, automatic FROM k WHERE TRUE ON CONFLICT (account_id, serial) DO UPDATE SET \
                decimals = excluded.decimals, installed_on = excluded.installed_on, \
                verification_due = excluded.verification_due, archived_on = excluded.archived_on, \
                seal = excluded.seal, automatic = excluded.automatic";
    Rows::new(columns, cells).execute(conn, body).await?;
    Ok(())
}

/// Stores registers of new meters: an id, the meter's id, the key of the zone.
///
/// # Errors
/// When the database fails.
pub async fn insert_registers(conn: &impl ConnectionTrait, rows: &[(Uuid, Uuid, &'static str)]) -> Result<()> {
    let columns = [("id", Kind::Uuid), ("meter_id", Kind::Uuid), ("zone", Kind::Text)];
    let cells = rows
        .iter()
        .map(|(id, meter_id, zone)| [(*id).into(), (*meter_id).into(), (*zone).into()]);
    let body = "INSERT INTO registers (id, meter_id, zone) SELECT id, meter_id, zone FROM k";
    Rows::new(columns, cells).execute(conn, body).await?;
    Ok(())
}
