//! The job of the reminders: done here from its beginning to its end, or put down as done so that a server leaves it alone.

use std::{
    fs,
    io::{Write, stdout},
    sync::Arc,
    time::Instant,
};

use adapters::{
    OsEntropy, ShiftedClock,
    files::{ClamdScanner, Folder, ScannerAddress, ScannerSettings},
};
use chrono::{DateTime, Utc};
use db::{Db, entity::notices};
use documents::Typst;
use jobs::{Job, Reminders, Runner};
use sea_orm::{EntityTrait, PaginatorTrait};
use services::{
    Parts, Services, Settings,
    accounts::Branches,
    billing::Tariffs,
    documents::Documents,
    files::{FileKeys, Files},
    jobs::{claim, done},
    pool::Pool,
    secrets::Keys,
};
use tokio::sync::Notify;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{Outcome, logins::hasher};

/// Plans the reminders of a moment and does them all, as a server does; prints `key=value`. Nothing is sent: the letters
/// wait in their table.
pub(crate) async fn run(db: Db, moment: DateTime<Utc>) -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let services = services(db, moment, folder.path())?;
    let (runner, stop) = (Runner::new(services.clone(), Vec::new()), CancellationToken::new());
    let before = memory()?;
    let began = Instant::now();
    Reminders.plan(&services).await?;
    while runner.one(&Reminders, &stop).await? {}
    let seconds = began.elapsed().as_secs_f64();
    let letters = notices::Entity::find().count(services.db.reader()).await?;
    writeln!(
        stdout(),
        "letters={letters}\nseconds={seconds:.3}\nmemory.before={before}\nmemory={}",
        memory()?
    )?;
    Ok(services.db.close().await?)
}

/// The reminders of a moment are planned and pass for done.
pub(crate) async fn put_off(db: &Db, moment: DateTime<Utc>) -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let services = services(db.clone(), moment, folder.path())?;
    Reminders.plan(&services).await?;
    while let Some(held) = claim(&services, Reminders.kind()).await? {
        done(&services, &held).await?;
    }
    Ok(())
}

/// What the use cases need; nobody hashes, and no file comes.
fn services(db: Db, moment: DateTime<Utc>, folder: &std::path::Path) -> Outcome<Services> {
    let scanner = ScannerSettings {
        address: ScannerAddress::Tcp("127.0.0.1:0".to_owned()),
        connect_timeout_ms: 1_000,
        timeout_ms: 1_000,
    };
    Ok(Services::new(Parts {
        db,
        clock: Arc::new(ShiftedClock::starting_at(moment)),
        keys: Keys::new([0; 32]),
        hasher: hasher(1)?,
        entropy: Arc::new(OsEntropy),
        files: Files {
            store: Arc::new(Folder::new(folder)?),
            scanner: Arc::new(ClamdScanner::new(scanner)),
            keys: FileKeys::new(vec![("bench".to_owned(), [0; 32])])?,
            pool: Pool::new(1, std::time::Duration::from_secs(1))?,
            opening: Pool::new(1, std::time::Duration::from_secs(1))?,
        },
        documents: Documents {
            typesetter: Arc::new(Typst::new()?),
            pool: Pool::new(1, std::time::Duration::from_secs(1))?,
        },
        settings: Settings::default(),
        branches: Branches::default(),
        tariffs: Tariffs::default(),
        notices_wait: Notify::new(),
        aside: TaskTracker::new(),
    }))
}

/// The most memory that this process has had, in KiB.
fn memory() -> Outcome<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|rest| rest.trim().strip_suffix("kB"));
    Ok(peak.ok_or("no VmHWM")?.trim().parse()?)
}
