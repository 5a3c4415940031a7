//! Background work, one job a file: any number of processes share it, each piece is done once, whatever crashes.

mod kept_readings;
mod refusals;
mod reminders;
mod runner;

use async_trait::async_trait;
use services::{
    Result, Services,
    jobs::{Held, Kind, Step},
};

pub use kept_readings::KeptReadings;
pub use refusals::Refusals;
pub use reminders::Reminders;
pub use runner::Runner;

/// Something that is done in the background.
#[async_trait]
pub trait Job: Send + Sync {
    /// Its kind.
    fn kind(&self) -> Kind;

    /// Puts down the pieces that are due by the clock, those of missed times too. Called each minute by every process: a
    /// piece that is there already stays one.
    ///
    /// # Errors
    /// When it cannot be done now; it is tried again a minute later.
    async fn plan(&self, services: &Services) -> Result<()>;

    /// Does a bounded part of a piece and notes how far it has come. Begun again after a crash, it does nothing twice.
    ///
    /// # Errors
    /// When it cannot be done now; it is tried again after a pause, and given up after ten failures in a row.
    async fn step(&self, services: &Services, held: &mut Held) -> Result<Step>;
}

/// Every job there is.
#[must_use]
pub fn all() -> Vec<Box<dyn Job>> {
    vec![Box::new(KeptReadings), Box::new(Refusals), Box::new(Reminders)]
}
