//! Accounts and links: who sees what, what is offered, what was paid.

use db::{
    accounts::{accounts, links},
    both_databases,
    entity::{accounts::Model as Account, branches, payments as payment_table, users::Model as User},
    payments,
    testing::TestDb,
};
use futures::future::join_all;

use crate::rows::{account, add, after, branch, day, id, link, now, user};

const PHONE: &str = "+79000000000";

/// Two customers and two accounts with the same phone.
async fn two(db: &TestDb) -> ([User; 2], [Account; 2]) {
    let _: branches::Model = add(db, branch("tver")).await;
    let users = [
        add(db, user("anna@example.ru")).await,
        add(db, user("boris@example.ru")).await,
    ];
    let second = account("tver", "690000002", Some(PHONE));
    let accounts = [
        add(db, account("tver", "690000001", Some(PHONE))).await,
        add(db, second).await,
    ];
    (users, accounts)
}

both_databases! {
    async fn an_account_is_linked_once_however_many_ask(db: TestDb) {
        let ([anna, boris], [first, _]) = two(&db).await;
        let tries = (0..10).map(|_| links::insert(db.writer(), link(&anna, &first, now())));
        assert_eq!(join_all(tries).await.into_iter().filter(|added| *added.as_ref().unwrap()).count(), 1);
        assert!(links::insert(db.writer(), link(&boris, &first, now())).await.unwrap(), "another may link it too");
    }

    async fn linked_accounts_come_in_the_order_they_were_linked(db: TestDb) {
        let ([anna, boris], [first, second]) = two(&db).await;
        let rows = [link(&anna, &second, now()), link(&anna, &first, after(1)), link(&boris, &first, now())];
        for row in &rows {
            assert!(links::insert(db.writer(), row.clone()).await.unwrap());
        }
        let linked = links::linked(db.reader(), anna.id).await.unwrap();
        assert_eq!(linked, [(rows[0].clone(), second), (rows[1].clone(), first)]);
    }

    async fn an_account_of_another_customer_is_not_found(db: TestDb) {
        let ([anna, boris], [first, _]) = two(&db).await;
        let row = link(&anna, &first, now());
        links::insert(db.writer(), row.clone()).await.unwrap();
        assert_eq!(links::linked_one(db.reader(), anna.id, first.id).await.unwrap(), Some((row, first.clone())));
        assert_eq!(links::linked_one(db.reader(), boris.id, first.id).await.unwrap(), None);
        assert!(!links::remove(db.writer(), boris.id, first.id).await.unwrap());
        assert!(links::remove(db.writer(), anna.id, first.id).await.unwrap());
        assert_eq!(links::linked_one(db.reader(), anna.id, first.id).await.unwrap(), None);
    }

    async fn accounts_with_the_phone_are_offered_until_they_are_linked(db: TestDb) {
        let ([anna, boris], [first, second]) = two(&db).await;
        let _: Account = add(&db, account("tver", "690000003", None)).await;
        let offered = async |user: &User| links::offered(db.reader(), user.id, PHONE).await.unwrap();
        assert_eq!(offered(&anna).await, [first.clone(), second.clone()]);
        links::insert(db.writer(), link(&anna, &first, now())).await.unwrap();
        assert_eq!(offered(&anna).await, [second]);
        assert_eq!(offered(&boris).await.len(), 2);
        assert!(links::offered(db.reader(), anna.id, "+79999999999").await.unwrap().is_empty());
    }

    async fn the_other_owners_of_an_account_are_told(db: TestDb) {
        let ([anna, boris], [first, second]) = two(&db).await;
        links::insert(db.writer(), link(&anna, &first, now())).await.unwrap();
        links::insert(db.writer(), link(&boris, &first, now())).await.unwrap();
        links::insert(db.writer(), link(&boris, &second, now())).await.unwrap();
        assert_eq!(links::owners_emails(db.reader(), first.id, anna.id).await.unwrap(), ["boris@example.ru"]);
        assert!(links::owners_emails(db.reader(), second.id, boris.id).await.unwrap().is_empty());
    }

    async fn an_account_is_found_by_its_number_and_by_its_id(db: TestDb) {
        let (_, [first, _]) = two(&db).await;
        assert_eq!(accounts::by_number(db.reader(), "690000001").await.unwrap(), Some(first.clone()));
        assert_eq!(accounts::by_number(db.reader(), "69000000").await.unwrap(), None);
        assert_eq!(accounts::by_id(db.reader(), first.id).await.unwrap(), Some(first));
        assert_eq!(accounts::by_id(db.reader(), id()).await.unwrap(), None);
    }

    async fn a_payment_proves_its_exact_sum_from_its_day_on(db: TestDb) {
        let (_, [first, second]) = two(&db).await;
        let reference = "1".to_owned();
        let paid = payment_table::Model { id: id(), account_id: first.id, paid_on: day(3, 10), amount: 10_200, reference };
        let _: payment_table::Model = add(&db, paid).await;
        let was_paid = async |account: &Account, amount, since| {
            payments::was_paid(db.reader(), account.id, amount, since).await.unwrap()
        };
        assert!(was_paid(&first, 10_200, day(3, 10)).await);
        assert!(!was_paid(&first, 10_200, day(3, 11)).await);
        assert!(!was_paid(&first, 10_201, day(3, 10)).await);
        assert!(!was_paid(&second, 10_200, day(3, 10)).await);
    }
}
