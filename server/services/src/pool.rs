//! Work that keeps a processor busy: done beside the requests, so much at once, and the rest is told to come again.

use std::{sync::Arc, time::Duration};

use tokio::sync::Semaphore;

use crate::{Error, Result};

/// A number of places to work at.
#[derive(Debug, Clone)]
pub struct Pool {
    places: Arc<Semaphore>,
    patience: Duration,
}

impl Pool {
    /// So many places, at least one. Who waits longer than `patience` for one is refused as busy.
    #[must_use]
    pub fn new(places: usize, patience: Duration) -> Self {
        Self {
            places: Arc::new(Semaphore::new(places.max(1))),
            patience,
        }
    }

    /// Runs `work` when a place is free.
    ///
    /// # Errors
    /// [`Error::Busy`] when none becomes free in time.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let place = tokio::time::timeout(self.patience, Arc::clone(&self.places).acquire_owned());
        let place = place.await.map_err(|_| Error::Busy)?.map_err(Error::internal)?;
        tokio::task::spawn_blocking(move || {
            let _held = place;
            work()
        })
        .await
        .map_err(Error::internal)
    }
}
