//! Readings that were typed before their branch took any.

use async_trait::async_trait;
use services::{
    Result, Services,
    jobs::{Held, Kind, Step},
    readings,
};

use crate::Job;

/// Sends them on each day of the window.
#[derive(Debug, Clone, Copy)]
pub struct KeptReadings;

#[async_trait]
impl Job for KeptReadings {
    fn kind(&self) -> Kind {
        Kind::KeptReadings
    }

    async fn plan(&self, services: &Services) -> Result<()> {
        readings::plan(services).await
    }

    async fn step(&self, services: &Services, held: &mut Held) -> Result<Step> {
        readings::send_kept(services, held).await
    }
}
