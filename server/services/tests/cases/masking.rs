//! What a person sees of an account, depending on how they proved it.

use db::testing::TestDb;
use domain::Money;
use services::{
    Error,
    accounts::{link_offered, linked, page},
};
use uuid::Uuid;

use crate::{
    linking::{KHAKASSIA, NUMBER},
    people::{ANNA, PHONE},
    rows::{ADDRESS, OWNER, day},
    world::World,
};

const MASKED_OWNER: &str = "С••• А••• П•••";
const MASKED_ADDRESS: &str = "••••••, г. Тверь, ул. Садовая, д. •, кв. ••";

db::both_databases! {
    async fn after_a_surname_the_owner_and_the_digits_of_the_address_are_masked(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        world.account(KHAKASSIA, None).await;
        let anna = world.somebody(ANNA, PHONE).await;
        let id = world.link(&anna, KHAKASSIA, "Семина").await.unwrap();
        let page = page(&world.services, &anna, id).await.unwrap();
        assert_eq!((page.owner.as_deref(), page.account.address.as_str()), (Some(MASKED_OWNER), MASKED_ADDRESS));
        assert_eq!(linked(&world.services, &anna).await.unwrap()[0].address, MASKED_ADDRESS);
    }

    async fn after_an_address_the_owner_is_masked(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        world.account(NUMBER, None).await;
        let anna = world.somebody(ANNA, PHONE).await;
        let id = world.link(&anna, NUMBER, ADDRESS).await.unwrap();
        let page = page(&world.services, &anna, id).await.unwrap();
        assert_eq!((page.owner.as_deref(), page.account.address.as_str()), (Some(MASKED_OWNER), ADDRESS));
    }

    async fn after_a_sum_or_by_the_phone_nothing_is_masked(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let first = world.account(NUMBER, None).await;
        world.payment(&first, day(2026, 10, 1), 5_000).await;
        let second = world.account("690000002", Some(PHONE)).await;
        let anna = world.somebody(ANNA, PHONE).await;
        world.link(&anna, NUMBER, "50.00").await.unwrap();
        link_offered(&world.services, &anna, second.id).await.unwrap();
        for id in [first.id, second.id] {
            let page = page(&world.services, &anna, id).await.unwrap();
            assert_eq!((page.owner.as_deref(), page.account.address.as_str()), (Some(OWNER), ADDRESS));
            let balance = page.balance.unwrap();
            assert_eq!(balance.due, Money::from_kopecks(123_456));
            assert_eq!((balance.as_of, page.account.branch.as_str()), (day(2026, 11, 1), "Тверь"));
        }
        assert_eq!(world.numbers(&anna).await, [NUMBER, "690000002"], "in the order they were added");
    }

    async fn how_one_person_proved_an_account_shows_another_nothing_more(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let account = world.account(KHAKASSIA, Some(PHONE)).await;
        let owner = world.somebody(ANNA, PHONE).await;
        link_offered(&world.services, &owner, account.id).await.unwrap();
        let neighbour = world.somebody("neighbour@example.ru", "+79990000002").await;
        world.link(&neighbour, KHAKASSIA, "Семина").await.unwrap();
        assert_eq!(page(&world.services, &neighbour, account.id).await.unwrap().owner.as_deref(), Some(MASKED_OWNER));
        assert_eq!(page(&world.services, &owner, account.id).await.unwrap().owner.as_deref(), Some(OWNER));
    }

    async fn the_account_of_somebody_else_is_not_found(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let account = world.account(KHAKASSIA, None).await;
        let anna = world.somebody(ANNA, PHONE).await;
        for id in [account.id, Uuid::nil()] {
            assert!(matches!(page(&world.services, &anna, id).await, Err(Error::NotFound)));
            assert!(matches!(services::readings::history(&world.services, &anna, id, None).await, Err(Error::NotFound)));
        }
    }
}
