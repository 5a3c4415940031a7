//! Puts the parts together as the settings say.

use std::{sync::Arc, time::Duration};

use adapters::{
    OsEntropy, ShiftedClock, SystemClock,
    files::{ClamdScanner, Folder, ScannerAddress, ScannerSettings},
};
use db::Db;
use documents::Typst;
use domain::identity::PasswordPolicy;
use services::{
    Parts, Services, Settings,
    accounts::Branches,
    billing::Tariffs,
    documents::{self as paper, Documents},
    files::Files,
    hasher::{Hasher, HasherSettings},
    pool::Pool,
    ports::{Clock, Entropy, VirusScanner},
};
use tokio::sync::Notify;
use tokio_util::task::TaskTracker;
use twins::Twins;

use crate::{config::Config, keys};

/// Whatever went wrong while starting.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// A form with files, or a file to be given out, that waits longer for its turn is refused as busy: a picture takes a second
/// or two.
const FILES_PATIENCE: Duration = Duration::from_secs(8);

/// So many files are decrypted at once to be given out; each is in memory twice.
const OPENED_AT_ONCE: usize = 2;

/// Connects to the database.
///
/// # Errors
/// When it does not answer.
pub async fn database(config: &Config) -> Result<Db, Failure> {
    let settings = db::Settings {
        url: config.database.url.clone(),
        max_connections: config.database.max_connections,
        acquire_timeout: Duration::from_secs(3),
    };
    Ok(Db::connect(&settings).await?)
}

/// The clock: real, or moved in a demonstration.
#[must_use]
pub fn clock(config: &Config) -> Arc<dyn Clock> {
    match config.dev.as_ref().and_then(|dev| dev.clock) {
        Some(start) => Arc::new(ShiftedClock::starting_at(start)),
        None => Arc::new(SystemClock),
    }
}

/// Everything the use cases need.
///
/// # Errors
/// When a key is missing or unreadable.
pub fn services(config: &Config, db: Db, scanner: Arc<dyn VirusScanner>) -> Result<Services, Failure> {
    let entropy: Arc<dyn Entropy> = Arc::new(OsEntropy);
    let hashing = HasherSettings {
        at_once: config.security.hashes_at_once,
        patience: Duration::from_millis(config.security.hash_patience_ms),
        ..HasherSettings::default()
    };
    let settings = Settings {
        public_url: config.public_url(),
        password: PasswordPolicy::at_least(config.security.password_min),
        sms_per_day: config.security.sms_per_day,
        codes_per_network: config.security.codes_per_network,
        registrations_per_network: config.security.registrations_per_network,
        files_per_network: config.files.per_network,
        ..Settings::default()
    };
    let files = Files {
        store: Arc::new(Folder::new(&config.files.dir)?),
        scanner,
        keys: keys::of_files(config, entropy.as_ref())?,
        pool: Pool::new(config.files.checked_at_once, FILES_PATIENCE)?,
        opening: Pool::new(OPENED_AT_ONCE, FILES_PATIENCE)?,
    };
    Ok(Services::new(Parts {
        db,
        clock: clock(config),
        keys: keys::of_secrets(config, entropy.as_ref())?,
        hasher: Hasher::new(hashing, Arc::clone(&entropy))?,
        entropy,
        files,
        documents: Documents {
            typesetter: Arc::new(Typst::new()?),
            pool: Pool::new(config.documents.made_at_once, paper::PATIENCE)?,
        },
        settings,
        branches: Branches::default(),
        tariffs: Tariffs::default(),
        notices_wait: Notify::new(),
        aside: TaskTracker::new(),
    }))
}

/// The virus scanner as configured; in a demonstration without one, the twin; for commands of a demonstration, nobody.
#[must_use]
pub fn scanner(config: &Config, twins: Option<&Twins>) -> Arc<dyn VirusScanner> {
    let address = match twins {
        Some(twins) => twins.clamd_addr().to_string(),
        None => "127.0.0.1:0".to_owned(),
    };
    let twin = || ScannerSettings {
        address: ScannerAddress::Tcp(address),
        connect_timeout_ms: 2_000,
        timeout_ms: 15_000,
    };
    Arc::new(ClamdScanner::new(config.scanner.clone().unwrap_or_else(twin)))
}

/// The context of the use cases for a command of the operator.
///
/// # Errors
/// When the database does not answer or a key is missing.
pub async fn for_command(config: &Config) -> Result<Services, Failure> {
    services(config, database(config).await?, scanner(config, None))
}

/// What was asked for, or the text for the operator when there is none.
pub fn found<T>(result: services::Result<T>, missing: &'static str) -> Result<T, Failure> {
    match result {
        Err(services::Error::NotFound) => Err(missing.into()),
        other => Ok(other?),
    }
}
