//! Work in the background: each piece once, tried again when it fails, given up at last, handed over when it hangs.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration as Waiting,
};

use async_trait::async_trait;
use chrono::Duration;
use db::testing::TestDb;
use futures::future::{join_all, pending};
use jobs::{Job, Runner};
use services::{
    Error, Result, Services,
    jobs::{Held, Kind, Step, claim, enqueue, given_up, release, restart},
};
use tokio_util::sync::CancellationToken;

use crate::world::World;

const KIND: Kind = Kind::KeptReadings;

impl World {
    /// Plans and does all the work that is due.
    pub async fn work(&self) {
        let stop = CancellationToken::new();
        let runner = Runner::new(self.services.clone(), Vec::new());
        for job in jobs::all() {
            job.plan(&self.services).await.unwrap();
            while runner.one(job.as_ref(), &stop).await.unwrap() {}
        }
    }

    async fn put_down(&self, key: &str) -> bool {
        enqueue(&self.services, self.db().writer(), KIND, key).await.unwrap()
    }

    async fn do_one(&self, job: &dyn Job) -> bool {
        let runner = Runner::new(self.services.clone(), Vec::new()).with_step_max(Waiting::from_millis(50));
        runner.one(job, &CancellationToken::new()).await.unwrap()
    }
}

/// Does nothing; counts how often it was asked, and answers as it is told.
#[derive(Default)]
struct Scripted {
    steps: AtomicU32,
    fails: bool,
    hangs: bool,
}

#[async_trait]
impl Job for Scripted {
    fn kind(&self) -> Kind {
        KIND
    }

    async fn plan(&self, _services: &Services) -> Result<()> {
        Ok(())
    }

    async fn step(&self, _services: &Services, _held: &mut Held) -> Result<Step> {
        let step = self.steps.fetch_add(1, Ordering::SeqCst);
        if self.hangs {
            pending::<()>().await;
        }
        if self.fails {
            return Err(Error::internal("told to fail"));
        }
        Ok(if step < 2 { Step::More } else { Step::Done })
    }
}

db::both_databases! {
    async fn a_piece_is_put_down_once_and_done_once(db: TestDb) {
        let world = World::new(&db);
        let new = join_all((0..8).map(|_| world.put_down("tver:2026-12-20"))).await;
        assert_eq!(new.iter().filter(|new| **new).count(), 1);
        let job = Scripted::default();
        let done = join_all((0..8).map(|_| world.do_one(&job))).await;
        assert_eq!(done.iter().filter(|done| **done).count(), 1);
        assert_eq!(job.steps.load(Ordering::SeqCst), 3);
        assert!(!world.put_down("tver:2026-12-20").await, "it is remembered");
        assert!(!world.do_one(&job).await);
    }

    async fn a_failure_is_tried_again_with_growing_pauses_and_given_up_at_last(db: TestDb) {
        let world = World::new(&db);
        world.put_down("a").await;
        let job = Scripted { fails: true, ..Scripted::default() };
        for seconds in [2, 4, 8, 16, 32, 64, 128, 256, 512] {
            assert!(world.do_one(&job).await);
            world.pass(Duration::seconds(seconds - 1));
            assert!(!world.do_one(&job).await, "not yet after {seconds} s");
            world.pass(Duration::seconds(1));
        }
        assert!(given_up(&world.services).await.unwrap().is_empty());
        assert!(world.do_one(&job).await);
        world.pass(Duration::days(1));
        assert!(!world.do_one(&job).await);
        let dead = given_up(&world.services).await.unwrap();
        assert_eq!((dead.len(), dead[0].key.as_str(), dead[0].error.as_str()), (1, "a", "internal: told to fail"));
        restart(&world.services, dead[0].id).await.unwrap();
        assert!(matches!(restart(&world.services, dead[0].id).await, Err(Error::NotFound)));
        assert!(world.do_one(&Scripted::default()).await);
        assert!(given_up(&world.services).await.unwrap().is_empty());
    }

    async fn a_step_that_hangs_is_broken_off_and_tried_again(db: TestDb) {
        let world = World::new(&db);
        world.put_down("a").await;
        assert!(world.do_one(&Scripted { hangs: true, ..Scripted::default() }).await);
        assert!(!world.do_one(&Scripted::default()).await, "not yet");
        world.pass(Duration::seconds(2));
        let job = Scripted::default();
        assert!(world.do_one(&job).await);
        assert_eq!(job.steps.load(Ordering::SeqCst), 3);
    }

    async fn who_is_told_to_stop_gives_the_piece_back(db: TestDb) {
        let world = World::new(&db);
        world.put_down("a").await;
        let stop = CancellationToken::new();
        stop.cancel();
        let (runner, job) = (Runner::new(world.services.clone(), Vec::new()), Scripted::default());
        runner.one(&job, &stop).await.unwrap();
        assert_eq!(job.steps.load(Ordering::SeqCst), 0);
        for _ in 0..12 {
            let held = claim(&world.services, KIND).await.unwrap().expect("at once");
            release(&world.services, &held).await.unwrap();
        }
        assert!(world.do_one(&job).await, "giving back counts as no try");
        assert_eq!(job.steps.load(Ordering::SeqCst), 3);
    }

    async fn a_clock_that_jumps_back_leaves_the_piece_with_who_holds_it(db: TestDb) {
        let world = World::new(&db);
        world.put_down("a").await;
        let held = claim(&world.services, KIND).await.unwrap();
        assert!(held.is_some());
        world.pass(-Duration::hours(1));
        assert!(claim(&world.services, KIND).await.unwrap().is_none());
        world.pass(Duration::hours(1) + Duration::minutes(2));
        assert!(claim(&world.services, KIND).await.unwrap().is_some(), "its lease has run out");
    }

    async fn a_runner_works_until_it_is_told_to_stop(db: TestDb) {
        let world = World::new(&db);
        world.put_down("a").await;
        let runner = Runner::new(world.services.clone(), vec![Box::new(Scripted::default())]);
        let stop = CancellationToken::new();
        let stopping = async {
            while !is_done(&db).await {
                tokio::time::sleep(Waiting::from_millis(10)).await;
            }
            stop.cancel();
        };
        tokio::join!(runner.run(&stop), stopping);
    }
}

async fn is_done(db: &TestDb) -> bool {
    crate::rows::all::<db::entity::jobs::Entity>(db)
        .await
        .iter()
        .all(|job| job.done_at.is_some())
}
