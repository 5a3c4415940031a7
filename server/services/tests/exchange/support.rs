//! A small supplier, a clock that stands still, randomness that repeats itself.

use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, TimeZone, Utc};
use db::{Conn, Db};
use domain::exchange::{RowError, RowReason};
use sea_orm::Statement;
use services::{
    exchange::{FileRefusal, ImportError, ImportReport, LineReason, Registry, RegistryFile, import},
    ports::{Clock, Entropy, EntropyError},
};

pub const BRANCHES: &str = "code;name;company;offset_minutes;mask;proofs;window_from;window_to;phone;zone_hours\n\
    tver;Тверь;АО «АтомЭнергоСбыт»;180;69#######;sum+address;23;26;8 800 000-00-00;day=7-23 night=23-7\n\
    khakassia;Хакасия;«Росатом Энергосбыт»;420;19##########;sum+surname;20;25;8 800 000-00-00;\n";

pub const ACCOUNTS: &str = "number;branch;address;owner;phone;balance;balance_on;category\n\
    690000001;tver;170100, г. Тверь, ул. Образцовая, д. 1;Сёмина Анна Петровна;+79990000001;-10.50;2026-11-01;city\n\
    190000000001;khakassia;655000, г. Абакан, пер. Примерный, д. 2;Ёлкин Пётр Ильич;;120.00;2026-11-01;\n";

pub const METERS: &str = "serial;account;zones;digits;decimals;installed_on;verification_due;archived_on;seal;automatic\n\
    СЭ-1;690000001;2;5;0;2020-06-01;2036-06-01;;0012345;\n\
    СЭ-1;190000000001;1;6;0;2015-06-01;;2026-01-15;;yes\n";

pub const READINGS: &str = "account;serial;zone;taken_on;value;source\n\
    690000001;СЭ-1;day;2026-09-24;1200;customer\n\
    690000001;СЭ-1;night;2026-09-24;700;customer\n\
    690000001;СЭ-1;day;2026-10-24;1300;controller\n";

pub const PAYMENTS: &str = "account;paid_on;amount;reference\n\
    690000001;2026-10-12;102.00;P-1\n\
    690000001;2026-11-12;98.70;P-2\n";

pub const TARIFFS: &str = "branch;category;zone;months;from;until;up_to;rate\n\
    tver;city;single;;2026-01-01;2026-10-01;;5.95\n\
    tver;city;single;;2026-10-01;;;9.01\n\
    tver;city;single;;2026-10-01;;3900;6.62\n\
    khakassia;electric_heating;single;10-4;2026-01-01;;;2.28\n\
    khakassia;electric_heating;single;5-9;2026-01-01;;;2.2801\n";

/// The moment of every import.
pub fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 22, 9, 0, 0).single().expect("a moment")
}

/// Always the same moment.
pub struct Stopped;

impl Clock for Stopped {
    fn now(&self) -> DateTime<Utc> {
        now()
    }
}

/// Different bytes at every call of the test's process.
pub struct Numbered;

impl Entropy for Numbered {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        static CALLS: AtomicU64 = AtomicU64::new(1);
        let mut state = CALLS
            .fetch_add(1, Ordering::Relaxed)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for byte in bytes {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            *byte = state.to_le_bytes()[3];
        }
        Ok(())
    }
}

pub async fn take_in(db: &Db, registry: Registry, file: impl Into<RegistryFile>) -> Result<ImportReport, ImportError> {
    import(db, &Stopped, &Numbered, registry, file).await
}

pub async fn take_in_text(db: &Db, registry: Registry, text: &str) -> Result<ImportReport, ImportError> {
    take_in(db, registry, text.as_bytes().to_vec()).await
}

/// Takes the registries up to `last` in, that one too.
pub async fn supplier(db: &Db, last: Registry) {
    let texts = [BRANCHES, ACCOUNTS, METERS, READINGS, PAYMENTS, TARIFFS];
    for (registry, text) in Registry::ALL.into_iter().zip(texts) {
        take_in_text(db, registry, text).await.expect("a right registry");
        if registry == last {
            break;
        }
    }
}

/// The lines that a file was refused for.
pub fn wrong_lines(result: Result<ImportReport, ImportError>) -> Vec<(u64, &'static str, RowReason)> {
    let Err(ImportError::Lines(errors)) = result else {
        panic!("lines should be wrong: {result:?}")
    };
    assert_eq!(errors.total, u64::try_from(errors.first.len()).expect("a count"));
    let read = |reason| match reason {
        LineReason::Cell(RowError { column, reason }) => (column, reason),
        LineReason::Cells { .. } => panic!("cells are missing"),
    };
    errors
        .first
        .iter()
        .map(|error| (error.line, read(error.reason).0, read(error.reason).1))
        .collect()
}

/// Why a file was refused as a whole.
pub fn refusal(result: Result<ImportReport, ImportError>) -> FileRefusal {
    match result {
        Err(ImportError::Refused(refusal)) => refusal,
        other => panic!("the file should be refused: {other:?}"),
    }
}

/// How many rows a query counts.
pub async fn count(db: &Db, what: &str) -> i64 {
    let sql = format!("SELECT COUNT(*) AS n FROM {what}");
    let row = db
        .reader()
        .query_one_raw(Statement::from_string(db.reader().get_database_backend(), sql))
        .await;
    row.expect("a query")
        .expect("a row")
        .try_get("", "n")
        .expect("a number")
}

/// One text of one row.
pub async fn text(db: &Db, column: &str, from: &str) -> Option<String> {
    let sql = format!("SELECT {column} AS it FROM {from}");
    let row = db
        .reader()
        .query_one_raw(Statement::from_string(db.reader().get_database_backend(), sql))
        .await;
    row.expect("a query").expect("a row").try_get("", "it").expect("a text")
}
