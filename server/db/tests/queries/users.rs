//! Users: one an address.

use db::{both_databases, identity::users, testing::TestDb};
use futures::future::join_all;

use crate::rows::{after, id, user};

both_databases! {
    async fn an_address_belongs_to_whoever_registers_it_first(db: TestDb) {
        let tries = (0..10).map(|_| users::insert(db.writer(), user("anna@example.ru")));
        assert_eq!(join_all(tries).await.into_iter().filter(|added| *added.as_ref().unwrap()).count(), 1);
        assert!(users::insert(db.writer(), user("boris@example.ru")).await.unwrap());
    }

    async fn a_user_is_found_by_address_and_by_id(db: TestDb) {
        let anna = user("anna@example.ru");
        users::insert(db.writer(), anna.clone()).await.unwrap();
        assert_eq!(users::by_email(db.reader(), "anna@example.ru").await.unwrap(), Some(anna.clone()));
        assert_eq!(users::by_email(db.reader(), "Anna@example.ru").await.unwrap(), None);
        assert_eq!(users::by_id(db.reader(), anna.id).await.unwrap(), Some(anna));
        assert_eq!(users::by_id(db.reader(), id()).await.unwrap(), None);
    }

    async fn a_new_password_leaves_the_rest_alone(db: TestDb) {
        let (anna, boris) = (user("anna@example.ru"), user("boris@example.ru"));
        users::insert(db.writer(), anna.clone()).await.unwrap();
        users::insert(db.writer(), boris.clone()).await.unwrap();
        users::set_password(db.writer(), anna.id, "$new", after(9)).await.unwrap();
        let changed = users::by_id(db.reader(), anna.id).await.unwrap().unwrap();
        assert_eq!((changed.password_hash.as_str(), changed.password_changed_at), ("$new", after(9)));
        assert_eq!((changed.email, changed.created_at), (anna.email, anna.created_at));
        assert_eq!(users::by_id(db.reader(), boris.id).await.unwrap(), Some(boris));
    }

    async fn a_log_shows_no_personal_data(db: TestDb) {
        users::insert(db.writer(), user("anna@example.ru")).await.unwrap();
        let anna = users::by_email(db.reader(), "anna@example.ru").await.unwrap().unwrap();
        assert_eq!(format!("{anna:?}"), format!("users {{ id: {}, .. }}", anna.id));
    }
}
