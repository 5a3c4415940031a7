//! Linking an account: offered by phone, proven by what only its people know.

use chrono::{Duration, TimeZone, Utc};
use db::{
    entity::{limits, links},
    testing::TestDb,
};
use domain::{Field, FieldError, accounts::LinkForm};
use futures::future::join_all;
use services::{
    Error, Result,
    accounts::{branches, link, link_offered, linked, offered},
    identity::Caller,
};
use uuid::Uuid;

use crate::{
    people::{ANNA, PHONE},
    rows::{ADDRESS, all, count, day},
    world::{World, wrong},
};

pub const NUMBER: &str = "690000001";
pub const KHAKASSIA: &str = "190000000001";
const LETTER: &str = "Лицевой счёт привязан ещё к одному кабинету";

impl World {
    /// «Добавить»
    pub async fn link(&self, caller: &Caller, number: &str, proof: &str) -> Result<Uuid> {
        self.link_as(caller, number, proof, "").await
    }

    pub async fn link_as(&self, caller: &Caller, number: &str, proof: &str, label: &str) -> Result<Uuid> {
        let form = LinkForm {
            number: number.into(),
            proof: proof.into(),
            label: label.into(),
        };
        let rules = branches(&self.services).await?;
        link(&self.services, caller, form.validate(&rules)?).await
    }

    /// The numbers in a person's cabinet.
    pub async fn numbers(&self, caller: &Caller) -> Vec<String> {
        let accounts = linked(&self.services, caller).await.unwrap();
        accounts.into_iter().map(|account| account.number).collect()
    }
}

/// The answer of a proof that does not prove.
pub fn refused<T>(result: Result<T>) {
    assert_eq!(wrong(result, Field::Proof), FieldError::ProofRefused);
}

db::both_databases! {
    async fn accounts_with_the_persons_phone_are_offered_until_they_are_linked(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let first = world.account("690000002", Some(PHONE)).await;
        world.account("690000001", Some(PHONE)).await;
        world.account("690000003", Some("+79990000002")).await;
        world.account("690000004", None).await;
        let anna = world.somebody(ANNA, PHONE).await;
        let numbers = async || {
            let offers = offered(&world.services, &anna).await.unwrap();
            offers.into_iter().map(|offer| (offer.number, offer.branch, offer.address)).collect::<Vec<_>>()
        };
        let offer = |number: &str| (number.to_owned(), "Тверь".to_owned(), ADDRESS.to_owned());
        assert_eq!(numbers().await, [offer("690000001"), offer("690000002")]);
        link_offered(&world.services, &anna, first.id).await.unwrap();
        assert_eq!(numbers().await, [offer("690000001")]);
        assert_eq!(world.numbers(&anna).await, ["690000002"]);
        link_offered(&world.services, &anna, first.id).await.unwrap();
        assert_eq!(count::<links::Entity>(&db).await, 1, "pressed twice, linked once");
        assert_eq!(count::<limits::Entity>(&db).await, 0, "an offer costs no try");
    }

    async fn an_account_that_was_not_offered_is_not_found(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let theirs = world.account("690000001", Some("+79990000002")).await;
        let nobodys = world.account("690000002", None).await;
        let anna = world.somebody(ANNA, PHONE).await;
        for id in [theirs.id, nobodys.id, Uuid::nil()] {
            assert!(matches!(link_offered(&world.services, &anna, id).await, Err(Error::NotFound)));
        }
        assert!(world.numbers(&anna).await.is_empty());
    }

    async fn the_exact_sum_of_a_payment_proves_an_account_and_the_label_is_kept(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let account = world.account(NUMBER, None).await;
        world.payment(&account, day(2026, 10, 12), 102_050).await;
        let other = world.account("690000002", None).await;
        world.payment(&other, day(2026, 10, 12), 77_700).await;
        let anna = world.somebody(ANNA, PHONE).await;
        refused(world.link(&anna, NUMBER, "1020.51").await);
        refused(world.link(&anna, NUMBER, "777.00").await);
        let id = world.link_as(&anna, "69 000-0001", "1 020,50 ₽", " Дача ").await.unwrap();
        assert_eq!(id, account.id);
        let linked = linked(&world.services, &anna).await.unwrap();
        assert_eq!((linked[0].label.as_deref(), linked[0].title()), (Some("Дача"), "Дача".to_owned()));
        assert_eq!(all::<links::Entity>(&db).await[0].proof, "sum");
    }

    async fn the_address_as_on_the_bill_proves_an_account_however_it_is_typed(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        world.account(NUMBER, None).await;
        let anna = world.somebody(ANNA, PHONE).await;
        refused(world.link(&anna, NUMBER, "170100, г. Тверь, ул. Садовая, д. 5, кв. 13").await);
        refused(world.link(&anna, NUMBER, "Тверь, Садовая, 5-12").await);
        world.link(&anna, NUMBER, "  170100,  г. тверь, УЛ. САДОВАЯ, д. 5, кв. 12 ").await.unwrap();
        assert_eq!(all::<links::Entity>(&db).await[0].proof, "address");
        assert_eq!(linked(&world.services, &anna).await.unwrap()[0].label, None);
    }

    async fn the_owners_surname_proves_an_account_where_the_branch_takes_it(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        world.account(KHAKASSIA, None).await;
        world.account(NUMBER, None).await;
        let anna = world.somebody(ANNA, PHONE).await;
        refused(world.link(&anna, KHAKASSIA, "Анна").await);
        world.link(&anna, KHAKASSIA, "СЁМИНА").await.unwrap();
        assert_eq!(all::<links::Entity>(&db).await[0].proof, "surname");
        assert_eq!(wrong(world.link(&anna, NUMBER, "Семина").await, Field::Proof), FieldError::AddressShort);
        assert_eq!(wrong(world.link(&anna, KHAKASSIA, ADDRESS).await, Field::Proof), FieldError::ProofShape);
    }

    async fn a_payment_of_more_than_three_years_ago_proves_nothing(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let account = world.account(NUMBER, None).await;
        world.payment(&account, day(2023, 11, 21), 10_200).await;
        world.payment(&account, day(2023, 11, 22), 10_300).await;
        let anna = world.somebody(ANNA, PHONE).await;
        refused(world.link(&anna, NUMBER, "102.00").await);
        world.link(&anna, NUMBER, "103.00").await.unwrap();
    }

    async fn three_years_are_counted_by_the_branchs_calendar(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let account = world.account(KHAKASSIA, None).await;
        world.payment(&account, day(2023, 11, 22), 10_200).await;
        let anna = world.somebody(ANNA, PHONE).await;
        // In Абакан it is the 23rd already.
        world.move_to(Utc.with_ymd_and_hms(2026, 11, 22, 20, 0, 0).unwrap());
        refused(world.link(&anna, KHAKASSIA, "102.00").await);
    }

    async fn an_account_in_the_cabinet_already_is_named_so_and_costs_nothing(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        world.account(KHAKASSIA, None).await;
        let anna = world.somebody(ANNA, PHONE).await;
        world.link(&anna, KHAKASSIA, "Семина").await.unwrap();
        for proof in ["Семина", "Иванова", "Петрова", "Сидорова", "Кузнецова", "Попова"] {
            let error = wrong(world.link(&anna, KHAKASSIA, proof).await, Field::Number);
            assert_eq!(error, FieldError::NumberLinked);
        }
        assert!(all::<limits::Entity>(&db).await.iter().filter(|row| row.key.starts_with("link-")).all(|row| row.count == 0));
        assert_eq!(world.numbers(&anna).await, [KHAKASSIA]);
    }

    async fn the_same_request_twice_at_once_links_once(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        world.account(KHAKASSIA, None).await;
        let earlier = world.somebody("boris@example.ru", PHONE).await;
        world.link(&earlier, KHAKASSIA, "Семина").await.unwrap();
        let anna = world.somebody(ANNA, PHONE).await;
        let sent = join_all((0..4).map(|_| world.link(&anna, KHAKASSIA, "Семина"))).await;
        assert!(sent.iter().any(Result::is_ok));
        for result in sent.into_iter().filter(Result::is_err) {
            assert_eq!(wrong(result, Field::Number), FieldError::NumberLinked);
        }
        assert_eq!(world.numbers(&anna).await, [KHAKASSIA]);
        assert_eq!(world.subjects_to("boris@example.ru").await, [LETTER]);
    }

    async fn those_who_linked_the_account_before_are_told_by_letter(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let account = world.account(KHAKASSIA, Some(PHONE)).await;
        let first = world.somebody("first@example.ru", PHONE).await;
        let second = world.somebody("second@example.ru", PHONE).await;
        let third = world.somebody("third@example.ru", PHONE).await;
        world.link(&first, KHAKASSIA, "Семина").await.unwrap();
        link_offered(&world.services, &second, account.id).await.unwrap();
        world.link(&third, KHAKASSIA, "Семина").await.unwrap();
        assert_eq!(world.subjects_to("first@example.ru").await, [LETTER, LETTER]);
        assert_eq!(world.subjects_to("second@example.ru").await, [LETTER]);
        assert!(world.letters_to("third@example.ru").await.is_empty());
        let letter = &world.letters_to("second@example.ru").await[0];
        assert!(letter.text.contains("0001") && !letter.text.contains(KHAKASSIA));
    }

    async fn a_step_that_fails_links_nothing_and_spends_no_try(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        world.account(KHAKASSIA, None).await;
        let boris = world.somebody("boris@example.ru", PHONE).await;
        let anna = world.somebody(ANNA, PHONE).await;
        world.link(&boris, KHAKASSIA, "Семина").await.unwrap();
        for calls in 0..2 {
            world.entropy.fail_after(calls);
            assert!(matches!(world.link(&anna, KHAKASSIA, "Семина").await, Err(Error::Internal(_))));
            assert!(world.numbers(&anna).await.is_empty());
            assert!(world.letters_to("boris@example.ru").await.is_empty());
        }
        world.pass(Duration::seconds(1));
        world.link(&anna, KHAKASSIA, "Семина").await.unwrap();
    }
}
