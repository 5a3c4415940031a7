//! Letters with a token: registrations and recoveries are taken once and in time.

use db::{
    both_databases,
    entity::{recoveries as recovery_table, users as user_table},
    identity::{recoveries, registrations},
    testing::TestDb,
};
use futures::future::join_all;

use crate::rows::{add, after, id, now, registration, user};

const TOKEN: &[u8] = &[9; 32];

both_databases! {
    async fn a_registration_is_taken_once_however_many_bring_the_token(db: TestDb) {
        let row = registration(TOKEN);
        registrations::insert(db.writer(), row.clone()).await.unwrap();
        let tries = (0..10).map(|_| registrations::take(db.writer(), TOKEN, after(10)));
        let taken: Vec<_> = join_all(tries).await.into_iter().filter_map(Result::unwrap).collect();
        assert_eq!(taken.len(), 1);
        assert_eq!((taken[0].id, taken[0].used_at), (row.id, Some(after(10))));
        assert_eq!(registrations::take(db.writer(), TOKEN, after(11)).await.unwrap(), None);
    }

    async fn an_unknown_or_expired_registration_gives_nothing(db: TestDb) {
        registrations::insert(db.writer(), registration(TOKEN)).await.unwrap();
        assert_eq!(registrations::take(db.writer(), &[8; 32], now()).await.unwrap(), None);
        assert_eq!(registrations::take(db.writer(), TOKEN, after(3600)).await.unwrap(), None);
        assert!(registrations::take(db.writer(), TOKEN, after(3599)).await.unwrap().is_some());
    }

    async fn a_registration_taken_in_a_transaction_that_fails_can_be_taken_again(db: TestDb) {
        registrations::insert(db.writer(), registration(TOKEN)).await.unwrap();
        let transaction = db.begin().await.unwrap();
        assert!(registrations::take(&transaction, TOKEN, now()).await.unwrap().is_some());
        transaction.rollback().await.unwrap();
        assert!(registrations::take(db.writer(), TOKEN, now()).await.unwrap().is_some());
    }

    async fn a_recovery_is_alive_until_it_is_taken_or_expires(db: TestDb) {
        let owner: user_table::Model = add(&db, user("anna@example.ru")).await;
        let row = recovery_table::Model {
            id: id(),
            user_id: owner.id,
            token_hash: TOKEN.into(),
            created_at: now(),
            expires_at: after(3600),
            used_at: None,
            ends_factors: false,
        };
        recoveries::insert(db.writer(), row).await.unwrap();
        assert!(recoveries::waiting(db.reader(), TOKEN, after(3599)).await.unwrap().is_some());
        assert!(recoveries::waiting(db.reader(), TOKEN, after(3600)).await.unwrap().is_none());
        assert!(recoveries::waiting(db.reader(), &[8; 32], now()).await.unwrap().is_none());
        assert_eq!(recoveries::take(db.writer(), TOKEN, after(3600)).await.unwrap(), None);
        let tries = (0..10).map(|_| recoveries::take(db.writer(), TOKEN, after(10)));
        let taken: Vec<_> = join_all(tries).await.into_iter().filter_map(Result::unwrap).collect();
        assert_eq!(taken.len(), 1);
        assert_eq!(taken[0].user_id, owner.id);
        assert!(recoveries::waiting(db.reader(), TOKEN, after(11)).await.unwrap().is_none());
    }
}
