//! Waits after failures.

use db::{both_databases, testing::TestDb, throttles};
use futures::future::join_all;

use crate::rows::{after, now};

both_databases! {
    async fn every_failure_doubles_the_wait_up_to_fifteen_minutes(db: TestDb) {
        for expected in [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900] {
            assert_eq!(throttles::fail(db.writer(), "login", now()).await.unwrap(), after(expected));
        }
        assert_eq!(throttles::blocked_until(db.reader(), "login", after(899)).await.unwrap(), Some(after(900)));
        assert_eq!(throttles::blocked_until(db.reader(), "login", after(900)).await.unwrap(), None);
    }

    async fn a_day_without_failures_is_forgiven(db: TestDb) {
        throttles::fail(db.writer(), "login", now()).await.unwrap();
        throttles::fail(db.writer(), "login", now()).await.unwrap();
        let day = 24 * 3600;
        assert_eq!(throttles::fail(db.writer(), "login", after(day - 1)).await.unwrap(), after(day - 1 + 4));
        assert_eq!(throttles::fail(db.writer(), "login", after(2 * day)).await.unwrap(), after(2 * day + 1));
        assert_eq!(throttles::fail(db.writer(), "login", after(2 * day)).await.unwrap(), after(2 * day + 2));
    }

    async fn a_success_clears_the_failures(db: TestDb) {
        throttles::fail(db.writer(), "login", now()).await.unwrap();
        throttles::clear(db.writer(), "login").await.unwrap();
        throttles::clear(db.writer(), "nobody").await.unwrap();
        assert_eq!(throttles::blocked_until(db.reader(), "login", now()).await.unwrap(), None);
        assert_eq!(throttles::fail(db.writer(), "login", now()).await.unwrap(), after(1));
    }

    async fn of_failures_at_once_one_is_the_first(db: TestDb) {
        let firsts = async |seconds| {
            let tries = (0..20).map(|_| throttles::fail_first(db.writer(), "login", after(seconds)));
            join_all(tries).await.into_iter().filter(|first| *first.as_ref().unwrap()).count()
        };
        assert_eq!(firsts(0).await, 1);
        assert_eq!(throttles::blocked_until(db.reader(), "login", now()).await.unwrap(), Some(after(1)));
        assert_eq!(firsts(1).await, 1);
        assert_eq!(firsts(2).await, 0);
        assert_eq!(firsts(3).await, 1);
        assert_eq!(throttles::blocked_until(db.reader(), "login", after(3)).await.unwrap(), Some(after(7)));
    }

    async fn failures_at_once_are_all_counted(db: TestDb) {
        let mut waits = Vec::new();
        for until in join_all((0..6).map(|_| throttles::fail(db.writer(), "login", now()))).await {
            waits.push((until.unwrap() - now()).num_seconds());
        }
        waits.sort_unstable();
        assert_eq!(waits, [1, 2, 4, 8, 16, 32]);
    }
}
