//! Accounts and links: who sees what, what is offered, what was paid.

use db::{
    accounts::{accounts, household, links},
    both_databases,
    entity::{
        accounts::Model as Account, branches, links as links_table, payments as payment_table, users::Model as User,
    },
    payments,
    testing::TestDb,
};
use futures::future::join_all;
use migration::Migrator;
use sea_orm_migration::MigratorTrait;

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
        let told = links::others(db.reader(), first.id, anna.id).await.unwrap();
        assert_eq!(told, [("boris@example.ru".to_owned(), "sum".to_owned())]);
        assert!(links::others(db.reader(), second.id, boris.id).await.unwrap().is_empty());
        let row = links::linked_one(db.reader(), boris.id, first.id).await.unwrap().unwrap().0;
        household::set_role(db.writer(), row.id, "payer").await.unwrap();
        assert!(links::others(db.reader(), first.id, anna.id).await.unwrap().is_empty(), "he is no owner any more");
    }

    async fn whoever_linked_before_there_were_roles_is_an_owner(db: TestDb) {
        let ([anna, _], [first, _]) = two(&db).await;
        let before = links_table::Model { role: "payer".into(), ..link(&anna, &first, now()) };
        links::insert(db.writer(), before).await.unwrap();
        let steps = Migrator::migrations();
        let later = steps.iter().rev().position(|step| step.name().ends_with("_household")).unwrap();
        Migrator::down(db.writer(), Some(u32::try_from(later + 1).unwrap())).await.unwrap();
        db.migrate().await.unwrap();
        let row = links::linked_one(db.reader(), anna.id, first.id).await.unwrap().unwrap().0;
        assert_eq!((row.role.as_str(), row.seen_as, row.invited_by), ("owner", None, None));
    }

    async fn a_list_of_accounts_keeps_the_order_its_owner_gave_it(db: TestDb) {
        let ([anna, boris], [first, second]) = two(&db).await;
        assert_eq!(links::next_place(db.reader(), anna.id).await.unwrap(), 0);
        let one = link(&anna, &first, now());
        let other = links_table::Model { place: 1, ..link(&anna, &second, after(60)) };
        for row in [&one, &other] {
            links::insert(db.writer(), row.clone()).await.unwrap();
        }
        let order = async || -> Vec<_> {
            let linked = links::linked(db.reader(), anna.id).await.unwrap();
            linked.into_iter().map(|(link, _)| link.account_id).collect()
        };
        assert_eq!(order().await, [first.id, second.id]);
        links::set_place(db.writer(), one.id, 2).await.unwrap();
        assert_eq!(order().await, [second.id, first.id]);
        assert_eq!(links::next_place(db.reader(), anna.id).await.unwrap(), 3);
        assert_eq!(links::next_place(db.reader(), boris.id).await.unwrap(), 0);
    }

    async fn a_name_of_ones_own_is_changed_and_taken_back_by_its_owner_alone(db: TestDb) {
        let ([anna, boris], [first, _]) = two(&db).await;
        links::insert(db.writer(), link(&anna, &first, now())).await.unwrap();
        let rename = async |user: &User, label: Option<&str>| {
            links::rename(db.writer(), user.id, first.id, label.map(str::to_owned)).await.unwrap()
        };
        let label = async || links::linked_one(db.reader(), anna.id, first.id).await.unwrap().unwrap().0.label;
        assert!(rename(&anna, Some("Гараж")).await);
        assert!(!rename(&boris, Some("Чужой")).await);
        assert_eq!(label().await.as_deref(), Some("Гараж"));
        assert!(rename(&anna, None).await);
        assert_eq!(label().await, None);
    }

    async fn a_link_can_be_undone_by_its_token_until_its_time_is_over(db: TestDb) {
        let ([anna, _], [first, _]) = two(&db).await;
        let row = links_table::Model { undo_hash: Some(vec![7; 32]), undo_until: Some(after(60)), ..link(&anna, &first, now()) };
        links::insert(db.writer(), row.clone()).await.unwrap();
        let found = async |hash: u8, at| links::undoable(db.reader(), &[hash; 32], at).await.unwrap();
        assert_eq!(found(7, now()).await, Some((row, first)));
        assert_eq!(found(8, now()).await, None);
        assert_eq!(found(7, after(60)).await, None);
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
