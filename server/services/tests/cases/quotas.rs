//! Wrong proofs: how many anybody may try, whoever they are and however they try.

use std::sync::Arc;

use chrono::Duration;
use db::{
    entity::{limits, links, throttles},
    testing::TestDb,
};
use domain::{Field, FieldError};
use futures::future::join_all;
use services::identity::Caller;

use crate::{
    linking::{KHAKASSIA, refused},
    people::{ANNA, PHONE},
    rows::{all, count},
    world::{World, alike, wrong},
};

/// An account number of Хакасия.
fn number(last: usize) -> String {
    format!("19{last:010}")
}

async fn people(world: &World, count: usize) -> Vec<Caller> {
    let mut people = Vec::with_capacity(count);
    for number in 0..count {
        people.push(world.somebody(&format!("guest{number}@example.ru"), PHONE).await);
    }
    people
}

/// How many tries the counters of one kind hold.
async fn tries(db: &TestDb, kind: &str) -> i64 {
    let rows = all::<limits::Entity>(db).await;
    rows.iter()
        .filter(|row| row.key.starts_with(kind))
        .map(|row| row.count)
        .sum()
}

db::both_databases! {
    async fn three_wrong_proofs_shut_an_account_for_thirty_days_whoever_tried(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        world.account(KHAKASSIA, None).await;
        let guests = people(&world, 3).await;
        for guest in &guests {
            refused(world.link(guest, KHAKASSIA, "Иванова").await);
        }
        let anna = world.somebody(ANNA, PHONE).await;
        refused(world.link(&anna, KHAKASSIA, "Семина").await);
        world.pass(Duration::days(30) - Duration::seconds(1));
        refused(world.link(&anna, KHAKASSIA, "Семина").await);
        world.pass(Duration::seconds(1));
        world.link(&anna, KHAKASSIA, "Семина").await.unwrap();
    }

    async fn unknown_account_wrong_proof_and_spent_quota_are_answered_alike(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        world.account(KHAKASSIA, None).await;
        let guests = people(&world, 8).await;
        let wrong_proof = world.link(&guests[0], KHAKASSIA, "Иванова").await;
        let unknown = world.link(&guests[1], &number(99), "Семина").await;
        for guest in &guests[2..4] {
            refused(world.link(guest, KHAKASSIA, "Иванова").await);
        }
        let spent = world.link(&guests[4], KHAKASSIA, "Семина").await;
        alike(&wrong_proof, &unknown);
        alike(&wrong_proof, &spent);
        for last in 1..=3 {
            refused(world.link(&guests[5], &number(last + 50), "Семина").await);
        }
        let fourth = world.link(&guests[5], &number(54), "Семина").await;
        alike(&wrong_proof, &fourth);
        refused(wrong_proof);
    }

    async fn a_hundred_guesses_at_once_by_many_people_are_checked_three_times(db: TestDb) {
        let world = Arc::new(World::new(&db));
        world.branches().await;
        world.account(KHAKASSIA, None).await;
        let guests = people(&world, 100).await;
        let tasks = guests.into_iter().map(|guest| {
            let world = Arc::clone(&world);
            tokio::spawn(async move { world.link(&guest, KHAKASSIA, "Иванова").await })
        });
        for result in join_all(tasks).await {
            refused(result.unwrap());
        }
        assert_eq!(tries(&db, "link-account:").await, 3);
        assert_eq!(tries(&db, "link-life:").await, 3, "whoever was not checked has spent nothing");
        assert_eq!(tries(&db, "link-day:").await, 3);
    }

    async fn a_right_proof_hidden_among_a_hundred_guesses_is_one_of_the_three_checked_or_is_refused(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let account = world.account(KHAKASSIA, None).await;
        let guests = people(&world, 100).await;
        let guesses = guests.iter().enumerate().map(|(at, guest)| {
            world.link(guest, KHAKASSIA, if at % 10 == 7 { "Семина" } else { "Иванова" })
        });
        let answers = join_all(guesses).await;
        let right = answers.iter().filter(|answer| answer.is_ok()).count() as u64;
        for (at, answer) in answers.into_iter().enumerate() {
            match answer {
                Ok(id) => assert!(at % 10 == 7 && id == account.id, "only a right proof links"),
                refusal => refused(refusal),
            }
        }
        assert_eq!(count::<links::Entity>(&db).await, right);
        // A right proof gives its own try back and nobody else's: three wrong ones were checked and no more.
        assert_eq!(tries(&db, "link-account:").await, 3);
        assert_eq!(tries(&db, "link-life:").await, 3);
    }

    async fn a_person_fails_at_three_accounts_a_day(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let anna = world.somebody(ANNA, PHONE).await;
        world.account(&number(4), None).await;
        refused(world.link(&anna, &number(1), "Иванова").await);
        refused(world.link(&anna, &number(1), "Петрова").await);
        refused(world.link(&anna, &number(2), "Иванова").await);
        refused(world.link(&anna, &number(3), "Иванова").await);
        refused(world.link(&anna, &number(4), "Семина").await);
        assert_eq!(tries(&db, "link-account:").await, 4, "the refused one cost the account nothing");
        world.pass(Duration::days(1));
        world.link(&anna, &number(4), "Семина").await.unwrap();
    }

    async fn a_right_proof_costs_nothing(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let anna = world.somebody(ANNA, PHONE).await;
        for last in 1..=8 {
            world.account(&number(last), None).await;
            world.link(&anna, &number(last), "Семина").await.unwrap();
        }
        assert_eq!(tries(&db, "link-").await, 0);
    }

    async fn a_right_proof_never_resets_what_others_have_failed(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        world.account(KHAKASSIA, None).await;
        let guests = people(&world, 4).await;
        refused(world.link(&guests[0], KHAKASSIA, "Иванова").await);
        refused(world.link(&guests[1], KHAKASSIA, "Иванова").await);
        let anna = world.somebody(ANNA, PHONE).await;
        world.link(&anna, KHAKASSIA, "Семина").await.unwrap();
        assert_eq!(tries(&db, "link-account:").await, 2);
        refused(world.link(&guests[2], KHAKASSIA, "Иванова").await);
        refused(world.link(&guests[3], KHAKASSIA, "Семина").await);
        assert_eq!(world.numbers(&guests[3]).await, Vec::<String>::new());
    }

    async fn a_right_proof_after_a_wrong_one_gives_only_its_own_try_back(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        world.account(KHAKASSIA, None).await;
        let anna = world.somebody(ANNA, PHONE).await;
        refused(world.link(&anna, KHAKASSIA, "Иванова").await);
        world.link(&anna, KHAKASSIA, "Семина").await.unwrap();
        for kind in ["link-account:", "link-life:", "link-day:", "link-pair:"] {
            assert_eq!(tries(&db, kind).await, 1, "{kind}");
        }
    }

    async fn an_owner_who_is_linked_is_not_hindered_by_the_guesses_of_others(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let account = world.account(KHAKASSIA, None).await;
        let anna = world.somebody(ANNA, PHONE).await;
        world.link(&anna, KHAKASSIA, "Семина").await.unwrap();
        for guest in people(&world, 4).await {
            refused(world.link(&guest, KHAKASSIA, "Иванова").await);
        }
        let page = services::accounts::page(&world.services, &anna, account.id).await.unwrap();
        assert_eq!(page.account.number, KHAKASSIA);
        assert_eq!(wrong(world.link(&anna, KHAKASSIA, "Семина").await, Field::Number), FieldError::NumberLinked);
    }

    async fn guesses_at_unknown_accounts_are_counted_like_those_at_known_ones(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        for guest in people(&world, 5).await {
            refused(world.link(&guest, KHAKASSIA, "Иванова").await);
        }
        assert_eq!(tries(&db, "link-account:").await, 3);
        world.account(KHAKASSIA, None).await;
        let anna = world.somebody(ANNA, PHONE).await;
        refused(world.link(&anna, KHAKASSIA, "Семина").await);
    }

    async fn no_counter_names_an_account_a_proof_or_a_phone(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let anna = world.somebody(ANNA, PHONE).await;
        refused(world.link(&anna, KHAKASSIA, "Иванова").await);
        world.attempt(PHONE).await;
        assert!(world.login("stranger@example.ru", "неверный пароль 1").await.is_err());
        let quotas = all::<limits::Entity>(&db).await.into_iter().map(|row| row.key);
        let keys: Vec<_> = quotas.chain(all::<throttles::Entity>(&db).await.into_iter().map(|row| row.key)).collect();
        assert!(keys.iter().any(|key| key.starts_with("login:")) && keys.iter().any(|key| key.starts_with("link-")), "{keys:?}");
        for key in keys {
            for secret in [KHAKASSIA, "иванова", "9990000001", ANNA, "stranger", "198.51.100.7"] {
                assert!(!key.contains(secret), "{key}");
            }
        }
    }
}
