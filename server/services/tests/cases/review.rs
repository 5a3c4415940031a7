//! After five failures in a lifetime a person looks; and one proof tried on many accounts raises an alarm.

use chrono::Duration;
use db::{
    entity::{limits, linking_reviews},
    testing::TestDb,
};
use domain::{Refusal, accounts::LinkForm};
use futures::future::join_all;
use services::{
    accounts::{branches, is_closed, link, link_offered, release, waiting},
    identity::Caller,
};

use crate::{
    heard::Heard,
    linking::{KHAKASSIA, NUMBER, refused},
    people::{ANNA, PHONE},
    rows::{all, count},
    world::{World, alike, refusal},
};

/// An account number of Хакасия.
fn number(last: usize) -> String {
    format!("19{last:010}")
}

impl World {
    /// Five wrong proofs on as many days.
    async fn fail_five_times(&self, caller: &Caller) {
        for last in 1..=5 {
            refused(self.link(caller, &number(last + 10), "Иванова").await);
            self.pass(Duration::days(2));
        }
    }

    async fn who_waits(&self) -> Vec<String> {
        let waiting = waiting(&self.services).await.unwrap();
        waiting.into_iter().map(|waiting| waiting.email).collect()
    }
}

db::both_databases! {
    async fn after_five_failures_linking_by_proof_is_closed_until_staff_look(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        world.account(KHAKASSIA, None).await;
        let anna = world.somebody(ANNA, PHONE).await;
        assert!(!is_closed(&world.services, &anna).await.unwrap());
        world.fail_five_times(&anna).await;
        assert!(is_closed(&world.services, &anna).await.unwrap());
        world.pass(Duration::days(3_650));
        assert_eq!(refusal(world.link(&anna, KHAKASSIA, "Семина").await), Refusal::LinkingClosed);
        let tries: i64 = all::<limits::Entity>(&db).await.iter().filter(|row| row.key.starts_with("link-account:")).map(|row| row.count).sum();
        assert_eq!(tries, 5, "the refused one cost the account nothing");
        let other = world.somebody("boris@example.ru", PHONE).await;
        world.link(&other, KHAKASSIA, "Семина").await.unwrap();

        assert_eq!(world.who_waits().await, [ANNA]);
        assert!(!release(&world.services, &"boris@example.ru".parse().unwrap()).await.unwrap());
        assert!(!release(&world.services, &"nobody@example.ru".parse().unwrap()).await.unwrap());
        assert!(release(&world.services, &ANNA.parse().unwrap()).await.unwrap());
        assert!(world.who_waits().await.is_empty());
        world.link(&anna, KHAKASSIA, "Семина").await.unwrap();
    }

    async fn whoever_was_released_may_fail_five_times_more(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let anna = world.somebody(ANNA, PHONE).await;
        for _ in 0..2 {
            world.fail_five_times(&anna).await;
            assert!(release(&world.services, &ANNA.parse().unwrap()).await.unwrap());
            world.pass(Duration::days(31));
        }
    }

    async fn a_closed_person_is_answered_alike_whatever_they_try(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        world.account(KHAKASSIA, None).await;
        let anna = world.somebody(ANNA, PHONE).await;
        world.fail_five_times(&anna).await;
        let right = world.link(&anna, KHAKASSIA, "Семина").await;
        alike(&right, &world.link(&anna, KHAKASSIA, "Иванова").await);
        alike(&right, &world.link(&anna, &number(99), "Семина").await);
    }

    async fn an_account_offered_by_phone_is_linked_although_proofs_are_closed(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let account = world.account(NUMBER, Some(PHONE)).await;
        let anna = world.somebody(ANNA, PHONE).await;
        world.fail_five_times(&anna).await;
        link_offered(&world.services, &anna, account.id).await.unwrap();
        assert_eq!(world.numbers(&anna).await, [NUMBER]);
    }

    async fn guesses_at_once_close_linking_once(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let anna = world.somebody(ANNA, PHONE).await;
        for day in 0..3 {
            let numbers: Vec<_> = (0..20).map(|last| number(day * 100 + last)).collect();
            join_all(numbers.iter().map(|number| world.link(&anna, number, "Иванова"))).await;
            world.pass(Duration::days(2));
        }
        assert_eq!(count::<linking_reviews::Entity>(&db).await, 1);
        assert_eq!(world.who_waits().await, [ANNA]);
    }

    async fn one_proof_on_more_than_twenty_accounts_an_hour_raises_an_alarm_without_personal_data(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let alarms = Heard::of("proof-spray");
        let _watch = alarms.listen();
        let rules = branches(&world.services).await.unwrap();
        let try_at = async |guest: usize, last: usize| {
            let guest = world.somebody(&format!("guest{guest}@example.ru"), PHONE).await;
            let form = LinkForm { number: number(last), proof: "Иванова".into(), label: String::new() };
            refused(link(&world.services, &guest, form.validate(&rules).unwrap()).await);
        };
        for last in 0..20 {
            try_at(last, last).await;
        }
        try_at(20, 19).await;
        assert_eq!(alarms.all(), Vec::<String>::new(), "the same account again is no other one");
        try_at(21, 20).await;
        let heard = alarms.all();
        assert_eq!(heard.len(), 1);
        for secret in ["ванов", "guest", "19000", "9990000001"] {
            assert!(!heard[0].contains(secret), "{heard:?}");
        }
    }
}
