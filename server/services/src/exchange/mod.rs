//! Exchange with the billing system: a registry is taken in whole or not at all.
//!
//! A file is read twice, as a stream both times: `survey` learns its digest, encoding and header; then `lines` reads
//! and checks lines in a thread of its own while `store` writes the batches before them, all in one transaction.
//! A wrong line does not stop the reading, so that a report names them all; it only ends in a rollback.

mod error;
mod header;
mod ids;
mod lines;
mod registry;
mod report;
mod source;
mod store;
mod survey;
mod text;

use domain::exchange::{AccountRow, BranchRow, MeterRow, PaymentRow, ReadingRow, RegistryRow, StateRow, TariffRow};
use sea_orm::DatabaseTransaction;
use tokio::{sync::mpsc, task::spawn_blocking};

pub use self::{
    error::{FileRefusal, ImportError, LineError, LineErrors, LineReason},
    registry::{Registry, UnknownRegistry},
    report::ImportReport,
    source::RegistryFile,
};
use self::{
    ids::Ids,
    store::{Accounts, Branches, Desk, Meters, Payments, Readings, States, Store, Tariffs},
    survey::Surveyed,
};
use crate::ports::{Clock, Entropy};

/// Batches that wait while one is being stored.
const WAITING: usize = 2;

/// Takes a registry in. The same file again changes nothing and says so in the report.
///
/// On SQLite the one write connection is held until the file is stored.
///
/// # Errors
/// [`ImportError::Refused`] for a file that cannot be read as a registry, [`ImportError::Lines`] for one with wrong lines,
/// others when the file, the database or the source of randomness fails. In every case nothing of the file is stored.
pub async fn import(
    db: &db::Db,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
    registry: Registry,
    file: impl Into<RegistryFile>,
) -> Result<ImportReport, ImportError> {
    let file = file.into();
    match registry {
        Registry::Branches => take_in::<BranchRow, _>(db, clock, entropy, registry, file, Branches::default()).await,
        Registry::Accounts => take_in::<AccountRow, _>(db, clock, entropy, registry, file, Accounts::default()).await,
        Registry::Meters => take_in::<MeterRow, _>(db, clock, entropy, registry, file, Meters::default()).await,
        Registry::Readings => take_in::<ReadingRow, _>(db, clock, entropy, registry, file, Readings).await,
        Registry::Payments => take_in::<PaymentRow, _>(db, clock, entropy, registry, file, Payments).await,
        Registry::Tariffs => take_in::<TariffRow, _>(db, clock, entropy, registry, file, Tariffs::default()).await,
        Registry::States => take_in::<StateRow, _>(db, clock, entropy, registry, file, States).await,
    }
}

async fn take_in<R: RegistryRow + Send + 'static, S: Store<Row = R>>(
    db: &db::Db,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
    registry: Registry,
    file: RegistryFile,
    store: S,
) -> Result<ImportReport, ImportError> {
    let surveyed = spawn_blocking(move || survey::survey(file, R::COLUMNS)).await??;
    let digest = surveyed.digest;
    let mut desk = Desk::new(clock.now(), Ids::new(clock.now(), entropy)?);
    let import_id = desk.ids.next()?;
    let transaction = db.begin().await?;
    if !db::exchange::imports::begin(&transaction, import_id, registry.key(), &digest, desk.now).await? {
        transaction.rollback().await?;
        return Ok(ImportReport::already(registry));
    }
    store_all(&transaction, &mut desk, store, surveyed).await?;
    if let Some(errors) = desk.faults.take() {
        transaction.rollback().await?;
        return Err(ImportError::Lines(errors));
    }
    let report = desk.report(registry);
    db::exchange::imports::finish(&transaction, import_id, i64::try_from(report.rows).unwrap_or(i64::MAX)).await?;
    transaction.commit().await?;
    Ok(report)
}

async fn store_all<R: RegistryRow + Send + 'static, S: Store<Row = R>>(
    transaction: &DatabaseTransaction,
    desk: &mut Desk<'_>,
    mut store: S,
    surveyed: Surveyed,
) -> Result<(), ImportError> {
    let (send, mut batches) = mpsc::channel(WAITING);
    let reading = spawn_blocking(move || lines::read::<R>(surveyed, |batch| send.blocking_send(batch).is_ok()));
    while let Some(batch) = batches.recv().await {
        desk.faults.begin_batch(batch.faults);
        desk.rows += batch.rows;
        store.store(transaction, batch.lines, desk).await?;
        desk.faults.end_batch();
    }
    reading.await??;
    if desk.faults.is_empty() {
        store.finish(transaction, desk).await?;
    }
    Ok(())
}
