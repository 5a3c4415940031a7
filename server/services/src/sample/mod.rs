//! A made-up supplier: five branches, people, meters, three years of readings and payments, in the registries' format.
//!
//! The same plan always gives the same files, byte for byte. Nothing here is about a real person or house.

mod branches;
mod chance;
mod dials;
mod files;
mod history;
mod household;
mod meters;
mod people;
mod sendings;
mod states;
mod tariffs;

use std::{io, path::Path};

use chrono::NaiveDate;
use tokio::task::{JoinError, spawn_blocking};

pub use self::files::Files;
use crate::{
    exchange::{self, ImportError, ImportReport, Registry},
    ports::{Clock, Entropy, EntropyError},
};

/// What to make up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// How many accounts, spread evenly over the branches.
    pub accounts: u32,
    /// Another seed gives other people with other habits.
    pub seed: u64,
    /// The day on which the files could have been written: the last reading is of the month before.
    pub today: NaiveDate,
}

/// Why a sample is not there.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// The files could not be written.
    #[error("the sample cannot be written: {0}")]
    Io(#[from] io::Error),
    /// A file of the sample was not taken in.
    #[error("the sample's {registry} were not taken in: {source}")]
    Import {
        /// Which.
        registry: Registry,
        /// Why.
        source: ImportError,
    },
    /// The branches could not be marked as samples.
    #[error("the database failed: {0}")]
    Database(#[from] db::Error),
    /// No ids could be made.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// The thread that writes the files came to a bad end.
    #[error("the writing was broken off: {0}")]
    Writing(#[from] JoinError),
}

/// Writes a sample's registries into a folder, which is made if it is missing. Holds one household at a time.
///
/// # Errors
/// When the files cannot be written.
pub fn generate(plan: Plan, dir: &Path) -> io::Result<Files> {
    let branches = branches::all()?;
    let mut writers = files::Writers::create(dir)?;
    for branch in &branches {
        writers.branch(branch)?;
    }
    for index in 0..plan.accounts {
        writers.household(&household::household(plan, &branches, index)?)?;
    }
    writers.finish()
}

/// Writes a sample's registries into a folder and takes them in. What was taken in before is left alone.
///
/// # Errors
/// When the files cannot be written or taken in, for example because other records stand where the sample's would.
pub async fn load(
    db: &db::Db,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
    plan: Plan,
    dir: &Path,
) -> Result<Vec<ImportReport>, SampleError> {
    let folder = dir.to_owned();
    let files = spawn_blocking(move || generate(plan, &folder)).await??;
    let mut reports = Vec::new();
    for registry in Registry::ALL {
        let imported = exchange::import(db, clock, entropy, registry, files.of(registry)).await;
        let report = imported.map_err(|source| SampleError::Import { registry, source })?;
        if registry == Registry::Branches && !report.already_imported {
            db::exchange::branches::mark_sample(db.writer(), &branches::CODES).await?;
        }
        if registry == Registry::Readings && !report.already_imported {
            sendings::make(db, clock, entropy, plan.today).await?;
        }
        reports.push(report);
    }
    Ok(reports)
}
