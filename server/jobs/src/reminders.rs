//! Reminders of readings that were not sent.

use async_trait::async_trait;
use services::{
    Result, Services,
    jobs::{Held, Kind, Step},
    readings,
};

use crate::Job;

/// Reminds once for each window, before it closes.
#[derive(Debug, Clone, Copy)]
pub struct Reminders;

#[async_trait]
impl Job for Reminders {
    fn kind(&self) -> Kind {
        Kind::Reminders
    }

    async fn plan(&self, services: &Services) -> Result<()> {
        readings::plan_reminders(services).await
    }

    async fn step(&self, services: &Services, held: &mut Held) -> Result<Step> {
        readings::send_reminders(services, held).await
    }
}
