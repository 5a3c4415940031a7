//! Plans, claims, works, step by step.

use std::time::Duration;

use futures::future::join_all;
use services::{
    Error, Result, Services,
    jobs::{self, Held, LEASE, Step},
};
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;

use crate::Job;

/// How often to look for work.
const POLL: Duration = Duration::from_secs(1);
/// How often to plan.
const PLAN: Duration = Duration::from_secs(60);

/// Does all jobs, one piece of each kind at a time.
pub struct Runner {
    services: Services,
    jobs: Vec<Box<dyn Job>>,
    step_max: Duration,
}

impl Runner {
    /// Does these jobs.
    #[must_use]
    pub fn new(services: Services, jobs: Vec<Box<dyn Job>>) -> Self {
        // A step that outlasts half the lease is broken off: nobody else can have claimed the piece by then.
        let step_max = LEASE.to_std().unwrap_or_default() / 2;
        Self {
            services,
            jobs,
            step_max,
        }
    }

    /// The same with less patience for a step.
    #[must_use]
    pub fn with_step_max(mut self, step_max: Duration) -> Self {
        self.step_max = step_max;
        self
    }

    /// Works until it is told to stop; then the step under way is finished and the piece given back.
    pub async fn run(&self, stop: &CancellationToken) {
        join_all(self.jobs.iter().map(|job| self.work(job.as_ref(), stop))).await;
    }

    async fn work(&self, job: &dyn Job, stop: &CancellationToken) {
        let mut planned: Option<Instant> = None;
        while !stop.is_cancelled() {
            if planned.is_none_or(|at| at.elapsed() >= PLAN) {
                if let Err(error) = job.plan(&self.services).await {
                    tracing::warn!(kind = job.kind().key(), %error, "a job is not planned");
                }
                planned = Some(Instant::now());
            }
            match self.one(job, stop).await {
                Ok(true) => {}
                Ok(false) => pause(stop).await,
                Err(error) => {
                    tracing::warn!(kind = job.kind().key(), %error, "jobs wait for the database");
                    pause(stop).await;
                }
            }
        }
    }

    /// Claims a piece and works on it to its end; says whether there was one.
    ///
    /// # Errors
    /// When the database does not answer between two steps: the lease then runs out and the piece is claimed again.
    pub async fn one(&self, job: &dyn Job, stop: &CancellationToken) -> Result<bool> {
        let Some(mut held) = jobs::claim(&self.services, job.kind()).await? else {
            return Ok(false);
        };
        loop {
            if stop.is_cancelled() {
                jobs::release(&self.services, &held).await?;
                return Ok(true);
            }
            match self.step(job, &mut held).await {
                Ok(Step::More) => {}
                Ok(Step::Done) => {
                    jobs::done(&self.services, &held).await?;
                    return Ok(true);
                }
                Ok(Step::Lost) => return Ok(true),
                Err(error) => {
                    jobs::failed(&self.services, &held, &error.to_string()).await?;
                    return Ok(true);
                }
            }
        }
    }

    async fn step(&self, job: &dyn Job, held: &mut Held) -> Result<Step> {
        let step = timeout(self.step_max, job.step(&self.services, held)).await;
        step.unwrap_or_else(|_| Err(Error::internal("a step took too long")))
    }
}

async fn pause(stop: &CancellationToken) {
    tokio::select! {
        () = sleep(POLL) => {}
        () = stop.cancelled() => {}
    }
}
