//! Readings that the billing does not count with.

use async_trait::async_trait;
use services::{
    Result, Services,
    jobs::{Held, Kind, Step},
    readings,
};

use crate::Job;

/// Tells whoever sent them.
#[derive(Debug, Clone, Copy)]
pub struct Refusals;

#[async_trait]
impl Job for Refusals {
    fn kind(&self) -> Kind {
        Kind::Refusals
    }

    /// The registry that brings a refusal puts its piece down.
    async fn plan(&self, _services: &Services) -> Result<()> {
        Ok(())
    }

    async fn step(&self, services: &Services, held: &mut Held) -> Result<Step> {
        readings::tell_refusal(services, held).await
    }
}
