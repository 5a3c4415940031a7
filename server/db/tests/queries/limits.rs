//! Counters: how many are let through, when counting starts anew.

use chrono::Duration;
use db::{
    both_databases,
    limits::{self, Spent},
    testing::TestDb,
};
use futures::future::join_all;

use crate::rows::{after, now};

const HOUR: Duration = Duration::hours(1);

both_databases! {
    async fn a_hundred_at_once_are_granted_exactly_the_limit(db: TestDb) {
        let tries = (0..100).map(|_| {
            let db = db.clone();
            tokio::spawn(async move { limits::spend(db.writer(), "sms:+7", 7, HOUR, now()).await.unwrap() })
        });
        let mut counts = Vec::new();
        for spent in join_all(tries).await {
            match spent.unwrap() {
                Spent::Granted { count } => counts.push(count),
                Spent::Exhausted { resets_at } => assert_eq!(resets_at, after(3600)),
            }
        }
        counts.sort_unstable();
        assert_eq!(counts, [1, 2, 3, 4, 5, 6, 7]);
    }

    async fn counting_starts_anew_when_the_window_after_the_last_grant_is_over(db: TestDb) {
        let spend = async |seconds| limits::spend(db.writer(), "key", 2, HOUR, after(seconds)).await.unwrap();
        assert_eq!(spend(0).await, Spent::Granted { count: 1 });
        assert_eq!(spend(100).await, Spent::Granted { count: 2 });
        assert_eq!(spend(3600).await, Spent::Exhausted { resets_at: after(3700) });
        assert_eq!(spend(3699).await, Spent::Exhausted { resets_at: after(3700) }, "a refusal moves nothing");
        assert_eq!(spend(3700).await, Spent::Granted { count: 1 });
        assert_eq!(spend(3701).await, Spent::Granted { count: 2 });
    }

    async fn keys_are_counted_apart(db: TestDb) {
        for key in ["a", "b"] {
            assert_eq!(limits::spend(db.writer(), key, 1, HOUR, now()).await.unwrap(), Spent::Granted { count: 1 });
        }
    }

    async fn a_refund_gives_one_back_and_never_more_than_were_spent(db: TestDb) {
        limits::refund(db.writer(), "key").await.unwrap();
        limits::spend(db.writer(), "key", 1, HOUR, now()).await.unwrap();
        limits::refund(db.writer(), "key").await.unwrap();
        limits::refund(db.writer(), "key").await.unwrap();
        let spent = limits::spend(db.writer(), "key", 1, HOUR, now()).await.unwrap();
        assert_eq!(spent, Spent::Granted { count: 1 });
    }

    async fn a_limit_of_none_lets_nobody_through(db: TestDb) {
        let spent = limits::spend(db.writer(), "key", 0, HOUR, now()).await.unwrap();
        assert_eq!(spent, Spent::Exhausted { resets_at: now() });
    }

    async fn one_of_many_is_the_first_within_the_window(db: TestDb) {
        let firsts = async |seconds| {
            let tries = (0..20).map(|_| limits::first(db.writer(), "letter", HOUR, after(seconds)));
            join_all(tries).await.into_iter().filter(|first| *first.as_ref().unwrap()).count()
        };
        assert_eq!(firsts(0).await, 1);
        assert_eq!(firsts(3599).await, 0);
        assert_eq!(firsts(3600).await, 1);
    }
}
