//! Work that keeps a processor busy: done on threads of its own, which yield to all others, so much at once; the rest is
//! told to come again. A flood of it never starves pages.

use std::{fmt, sync::Arc, time::Duration};

use rayon_core::{ThreadPool, ThreadPoolBuilder};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::{Error, Result};

/// How far the threads stand back (`nice`): as far as they can.
const YIELDING: i32 = 19;

/// A number of places to work at.
#[derive(Clone)]
pub struct Pool {
    threads: Arc<ThreadPool>,
    places: Arc<Semaphore>,
    patience: Duration,
}

/// One of the places, held until the work is done.
pub struct Turn(#[expect(dead_code, reason = "held, never read")] OwnedSemaphorePermit);

impl Pool {
    /// So many places, at least one. Who waits longer than `patience` for one is refused as busy.
    ///
    /// # Errors
    /// When a thread does not start.
    pub fn new(places: usize, patience: Duration) -> Result<Self> {
        let places = places.max(1);
        let threads = ThreadPoolBuilder::new()
            .num_threads(places)
            .thread_name(|_| "pool".to_owned())
            .start_handler(|_| stand_back())
            .panic_handler(|_| tracing::error!("work on a pool has panicked"));
        Ok(Self {
            threads: Arc::new(threads.build().map_err(Error::internal)?),
            places: Arc::new(Semaphore::new(places)),
            patience,
        })
    }

    /// Waits for a place. Whoever takes it before asking the database costs next to nothing when there is none.
    ///
    /// # Errors
    /// [`Error::Busy`] when none becomes free in time.
    pub async fn turn(&self) -> Result<Turn> {
        let place = tokio::time::timeout(self.patience, Arc::clone(&self.places).acquire_owned());
        Ok(Turn(place.await.map_err(|_| Error::Busy)?.map_err(Error::internal)?))
    }

    /// Runs `work` when a place is free.
    ///
    /// # Errors
    /// [`Error::Busy`] when none becomes free in time.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let turn = self.turn().await?;
        self.run_in(turn, work).await
    }

    /// Runs `work` at a place that was waited for already.
    ///
    /// # Errors
    /// [`Error::Internal`] when it panics.
    pub async fn run_in<T: Send + 'static>(&self, turn: Turn, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let (done, answer) = oneshot::channel();
        self.threads.spawn(move || {
            let result = work();
            drop(turn);
            // Whoever asked may have gone.
            let _ = done.send(result);
        });
        answer.await.map_err(Error::internal)
    }
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool")
            .field("patience", &self.patience)
            .finish_non_exhaustive()
    }
}

/// On Linux the priority belongs to the thread.
fn stand_back() {
    if let Err(error) = rustix::process::nice(YIELDING) {
        tracing::warn!(%error, "the work of a pool has the priority of everything else");
    }
}
