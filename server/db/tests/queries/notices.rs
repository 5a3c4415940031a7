//! Notices on their way out: who holds which, and what becomes of it.

use std::collections::BTreeSet;

use chrono::Duration;
use db::{both_databases, entity::notices as table, notices, testing::TestDb};
use futures::future::join_all;
use sea_orm::EntityTrait;

use crate::rows::{after, id, notice, now};

const LEASE: Duration = Duration::seconds(60);

async fn stored(db: &TestDb, id: uuid::Uuid) -> table::Model {
    table::Entity::find_by_id(id).one(db.reader()).await.unwrap().unwrap()
}

both_databases! {
    async fn claimers_at_once_never_get_the_same_notice(db: TestDb) {
        for _ in 0..40 {
            notices::enqueue(db.writer(), notice(now())).await.unwrap();
        }
        let claimers = (0..8).map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut mine = Vec::new();
                loop {
                    let claimed = notices::claim(db.writer(), now(), LEASE, id(), 3).await.unwrap();
                    assert!(claimed.len() <= 3);
                    if claimed.is_empty() {
                        return mine;
                    }
                    mine.extend(claimed);
                }
            })
        });
        let claimed: Vec<_> = join_all(claimers).await.into_iter().flat_map(Result::unwrap).collect();
        assert_eq!(claimed.len(), 40);
        assert_eq!(claimed.iter().map(|notice| notice.id).collect::<BTreeSet<_>>().len(), 40);
        assert!(claimed.iter().all(|notice| notice.attempts == 1 && notice.lease_until == Some(after(60))));
    }

    async fn the_longest_due_come_first_and_those_not_due_not_at_all(db: TestDb) {
        let rows = [notice(after(-10)), notice(after(-20)), notice(now()), notice(after(1))];
        for row in &rows {
            notices::enqueue(db.writer(), row.clone()).await.unwrap();
        }
        let claim = async || notices::claim(db.writer(), now(), LEASE, id(), 2).await.unwrap();
        let ids = |claimed: Vec<table::Model>| claimed.into_iter().map(|notice| notice.id).collect::<Vec<_>>();
        assert_eq!(ids(claim().await), [rows[1].id, rows[0].id]);
        assert_eq!(ids(claim().await), [rows[2].id]);
        assert!(claim().await.is_empty());
    }

    async fn a_lease_that_ran_out_lets_another_have_it_and_the_first_changes_nothing(db: TestDb) {
        let row = notice(now());
        notices::enqueue(db.writer(), row.clone()).await.unwrap();
        let (first, second) = (id(), id());
        assert_eq!(notices::claim(db.writer(), now(), LEASE, first, 10).await.unwrap().len(), 1);
        assert!(notices::claim(db.writer(), after(59), LEASE, second, 10).await.unwrap().is_empty());
        let claimed = notices::claim(db.writer(), after(60), LEASE, second, 10).await.unwrap();
        assert_eq!((claimed[0].attempts, claimed[0].lease_token), (2, Some(second)));

        assert!(!notices::sent(db.writer(), row.id, first, after(61)).await.unwrap());
        assert!(!notices::retry(db.writer(), row.id, first, after(90), "late").await.unwrap());
        assert!(!notices::dead(db.writer(), row.id, first, after(61), "late").await.unwrap());
        assert_eq!(stored(&db, row.id).await, claimed[0]);
        assert!(notices::sent(db.writer(), row.id, second, after(61)).await.unwrap());
    }

    async fn what_was_sent_is_blank_and_never_claimed_again(db: TestDb) {
        let row = notice(now());
        notices::enqueue(db.writer(), row.clone()).await.unwrap();
        let token = id();
        notices::claim(db.writer(), now(), LEASE, token, 1).await.unwrap();
        assert!(notices::sent(db.writer(), row.id, token, after(1)).await.unwrap());
        assert!(!notices::sent(db.writer(), row.id, token, after(2)).await.unwrap());
        let left = stored(&db, row.id).await;
        assert_eq!((left.sent_at, left.lease_token, left.lease_until), (Some(after(1)), None, None));
        assert_eq!([left.recipient, left.subject, left.body], ["", "", ""]);
        assert!(notices::claim(db.writer(), after(9999), LEASE, id(), 1).await.unwrap().is_empty());
    }

    async fn a_try_that_failed_comes_again_when_it_was_told_to(db: TestDb) {
        let row = notice(now());
        notices::enqueue(db.writer(), row.clone()).await.unwrap();
        let token = id();
        notices::claim(db.writer(), now(), LEASE, token, 1).await.unwrap();
        assert!(notices::retry(db.writer(), row.id, token, after(30), "refused").await.unwrap());
        assert!(notices::claim(db.writer(), after(29), LEASE, id(), 1).await.unwrap().is_empty());
        let again = notices::claim(db.writer(), after(30), LEASE, id(), 1).await.unwrap();
        assert_eq!((again[0].attempts, again[0].last_error.as_deref()), (2, Some("refused")));
        assert_eq!(again[0].body, row.body);
    }

    async fn what_was_given_up_keeps_its_recipient_and_loses_its_text(db: TestDb) {
        let row = notice(now());
        notices::enqueue(db.writer(), row.clone()).await.unwrap();
        let token = id();
        notices::claim(db.writer(), now(), LEASE, token, 1).await.unwrap();
        assert!(notices::dead(db.writer(), row.id, token, after(1), "no such mailbox").await.unwrap());
        let left = stored(&db, row.id).await;
        assert_eq!((left.recipient, left.body.as_str(), left.dead_at), (row.recipient, "", Some(after(1))));
        assert!(notices::claim(db.writer(), after(9999), LEASE, id(), 1).await.unwrap().is_empty());
    }

    async fn a_notice_of_a_transaction_that_fails_is_never_sent(db: TestDb) {
        let transaction = db.begin().await.unwrap();
        notices::enqueue(&transaction, notice(now())).await.unwrap();
        drop(transaction);
        assert!(notices::claim(db.writer(), now(), LEASE, id(), 1).await.unwrap().is_empty());
    }
}
