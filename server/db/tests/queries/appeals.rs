//! Appeals: each has a number.

use db::{
    appeals::{self, NewAppeal},
    both_databases,
    testing::TestDb,
};

use crate::rows::{id, now};

fn appeal() -> NewAppeal {
    NewAppeal {
        id: id(),
        topic: "readings".into(),
        name: "Анна".into(),
        email: "anna@example.ru".into(),
        phone: Some("+79100000000".into()),
        text: "Показания не приняты".into(),
        user_id: None,
        created_at: now(),
    }
}

both_databases! {
    async fn every_appeal_gets_the_next_number(db: TestDb) {
        let first = appeals::insert(db.writer(), appeal()).await.unwrap();
        let transaction = db.begin().await.unwrap();
        let second = appeals::insert(&transaction, appeal()).await.unwrap();
        transaction.commit().await.unwrap();
        assert_eq!((first, second), (1, 2));
        let numbers = async |limit| {
            let list = appeals::list(db.reader(), limit).await.unwrap();
            list.into_iter().map(|appeal| appeal.number).collect::<Vec<_>>()
        };
        assert_eq!(numbers(10).await, [2, 1]);
        assert_eq!(numbers(1).await, [2]);
    }

    async fn the_same_appeal_is_not_taken_twice(db: TestDb) {
        let twice = appeal();
        appeals::insert(db.writer(), twice.clone()).await.unwrap();
        let error = appeals::insert(db.writer(), twice).await.unwrap_err();
        assert!(!error.is_unavailable());
        assert_eq!(appeals::list(db.reader(), 10).await.unwrap().len(), 1);
    }
}
