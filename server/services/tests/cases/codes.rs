//! Codes of text messages: what they prove, for how long, and how many are sent.

use chrono::{Duration, TimeZone, Utc};
use db::{
    entity::{notices, phone_codes},
    testing::TestDb,
};
use domain::{Field, FieldError};
use futures::future::join_all;
use services::{Error, Settings, identity::code_state, secrets::Token};

use crate::{
    people::{ANNA, PHONE},
    rows::{all, count},
    world::{World, failed, home, network, patient, start, wait, wrong},
};

/// What is wrong with the code that is typed.
async fn typed(world: &World, attempt: Option<&Token>, phone: &str, code: &str) -> FieldError {
    wrong(world.send(attempt, World::form(ANNA, phone, code)).await, Field::Code)
}

/// Six digits that are not the code.
fn other_than(code: &str) -> &'static str {
    if code == "123456" { "654321" } else { "123456" }
}

db::both_databases! {
    async fn a_wrong_code_tells_how_many_tries_are_left_and_the_sixth_is_in_vain(db: TestDb) {
        let world = World::new(&db);
        let attempt = world.attempt(PHONE).await;
        let code = world.code().await;
        for left in [4, 3, 2, 1, 0] {
            let error = typed(&world, Some(&attempt), PHONE, other_than(&code)).await;
            assert_eq!(error, FieldError::CodeWrong(left));
        }
        assert_eq!(typed(&world, Some(&attempt), PHONE, &code).await, FieldError::CodeDead);
    }

    async fn many_guesses_at_once_are_checked_five_times(db: TestDb) {
        let world = World::new(&db);
        let attempt = world.attempt(PHONE).await;
        let guess = other_than(&world.code().await);
        let guesses = join_all((0..12).map(|_| typed(&world, Some(&attempt), PHONE, guess))).await;
        assert_eq!(guesses.iter().filter(|error| **error == FieldError::CodeDead).count(), 7);
    }

    async fn the_fifth_try_may_be_the_right_one(db: TestDb) {
        let world = World::new(&db);
        let attempt = world.attempt(PHONE).await;
        let code = world.code().await;
        for _ in 0..4 {
            typed(&world, Some(&attempt), PHONE, other_than(&code)).await;
        }
        world.send(Some(&attempt), World::form(ANNA, PHONE, &code)).await.unwrap();
    }

    async fn a_code_lives_ten_minutes(db: TestDb) {
        let world = World::new(&db);
        let attempt = world.attempt(PHONE).await;
        let code = world.code().await;
        world.pass(Duration::minutes(10) - Duration::seconds(1));
        assert_eq!(typed(&world, Some(&attempt), PHONE, other_than(&code)).await, FieldError::CodeWrong(4));
        world.pass(Duration::seconds(1));
        assert_eq!(typed(&world, Some(&attempt), PHONE, &code).await, FieldError::CodeDead);
    }

    async fn a_code_works_once_even_when_two_forms_come_at_once(db: TestDb) {
        let world = World::new(&db);
        let attempt = world.attempt(PHONE).await;
        let code = world.code().await;
        let forms = (0..2).map(|_| world.send(Some(&attempt), World::form(ANNA, PHONE, &code)));
        let sent = join_all(forms).await;
        assert_eq!(sent.iter().filter(|result| result.is_ok()).count(), 1);
        assert_eq!(typed(&world, Some(&attempt), PHONE, &code).await, FieldError::CodeDead);
        assert_eq!(world.letters_to(ANNA).await.len(), 1);
    }

    async fn a_code_sent_again_takes_the_place_of_the_first(db: TestDb) {
        let world = World::new(&db);
        let attempt = world.attempt(PHONE).await;
        let first = world.code().await;
        world.pass(Duration::minutes(1));
        let again = world.ask_code(&home(), Some(&attempt), PHONE).await.unwrap();
        assert_eq!(again.digest(), attempt.digest(), "the same attempt goes on");
        let second = world.code().await;
        assert_ne!(first, second);
        assert_eq!(typed(&world, Some(&attempt), PHONE, &first).await, FieldError::CodeWrong(4));
        world.send(Some(&attempt), World::form(ANNA, PHONE, &second)).await.unwrap();
    }

    async fn a_code_proves_nothing_in_another_browser(db: TestDb) {
        let world = World::new(&db);
        let mine = world.attempt(PHONE).await;
        let code = world.code().await;
        let theirs = world.attempt("+79990000002").await;
        for attempt in [None, Some(&theirs)] {
            assert_eq!(typed(&world, attempt, PHONE, &code).await, FieldError::CodeDead);
        }
        world.send(Some(&mine), World::form(ANNA, PHONE, &code)).await.unwrap();
    }

    async fn a_code_proves_no_other_phone(db: TestDb) {
        let world = World::new(&db);
        let attempt = world.attempt(PHONE).await;
        let code = world.code().await;
        assert_eq!(typed(&world, Some(&attempt), "+79990000002", &code).await, FieldError::CodeDead);
    }

    async fn a_code_is_stored_hashed_and_its_message_is_blanked_when_it_has_left(db: TestDb) {
        let world = World::new(&db);
        world.attempt(PHONE).await;
        let waiting = &all::<notices::Entity>(&db).await[0];
        assert_eq!((waiting.channel.as_str(), waiting.recipient.as_str()), ("sms", PHONE));
        let code = world.code().await;
        let sent = &all::<notices::Entity>(&db).await[0];
        assert!(sent.sent_at.is_some());
        assert_eq!((sent.body.as_str(), sent.recipient.as_str()), ("", ""));
        let stored = &all::<phone_codes::Entity>(&db).await[0].code_hash;
        assert_eq!(stored.len(), 32);
        assert_ne!(stored.as_slice(), code.as_bytes());
    }

    async fn the_page_knows_where_the_code_went_and_when_another_may_be_asked_for(db: TestDb) {
        let world = World::new(&db);
        let attempt = world.attempt(PHONE).await;
        let state = code_state(&world.services, Some(&attempt)).await.unwrap();
        assert_eq!((state.sent_to.as_deref(), state.wait_seconds), (Some("+7(•••)•••-00-01"), 60));
        world.pass(Duration::seconds(45));
        assert_eq!(code_state(&world.services, Some(&attempt)).await.unwrap().wait_seconds, 15);
        world.pass(Duration::minutes(10));
        assert_eq!(code_state(&world.services, Some(&attempt)).await.unwrap(), Default::default());
        assert_eq!(code_state(&world.services, None).await.unwrap(), Default::default());
    }

    async fn a_phone_gets_one_code_a_minute_however_many_ask_at_once(db: TestDb) {
        let world = World::new(&db);
        let networks: Vec<_> = (0..10).map(network).collect();
        let asked = join_all(networks.iter().map(|from| world.ask_code(from, None, PHONE))).await;
        assert_eq!(asked.iter().filter(|result| result.is_ok()).count(), 1);
        world.pass(Duration::milliseconds(58_400));
        let more = wait(world.ask_code(&home(), None, PHONE).await);
        assert_eq!(more, Duration::seconds(2), "rounded up: a second would be too few");
        world.pass(more);
        world.ask_code(&home(), None, PHONE).await.unwrap();
        world.deliver().await;
        assert_eq!(world.outbox.texts().len(), 2);
    }

    async fn a_phone_gets_five_codes_a_day(db: TestDb) {
        let world = World::new(&db);
        for number in 0..5 {
            world.ask_code(&network(number), None, PHONE).await.unwrap();
            world.pass(Duration::minutes(1));
        }
        let until = wait(world.ask_code(&network(6), None, PHONE).await);
        world.ask_code(&network(6), None, "+79990000002").await.unwrap();
        world.pass(until);
        world.ask_code(&network(6), None, PHONE).await.unwrap();
    }

    async fn a_network_gets_twenty_codes_an_hour_and_its_refusal_costs_the_phone_nothing(db: TestDb) {
        let world = World::new(&db);
        for number in 10..30 {
            world.ask_code(&home(), None, &format!("+799900000{number}")).await.unwrap();
        }
        for _ in 0..6 {
            assert!(wait(world.ask_code(&home(), None, PHONE).await) <= Duration::hours(1));
        }
        for number in 0..5 {
            world.ask_code(&network(number), None, PHONE).await.unwrap();
            world.pass(Duration::minutes(1));
        }
    }

    async fn a_spent_budget_of_the_day_sends_nothing_until_the_next_day(db: TestDb) {
        let settings = Settings { sms_per_day: 2, ..Settings::default() };
        let world = World::with(&db, settings, patient());
        for phone in ["+79990000002", "+79990000003"] {
            world.attempt(phone).await;
        }
        wait(world.ask_code(&home(), None, PHONE).await);
        assert_eq!(count::<phone_codes::Entity>(&db).await, 2);
        world.move_to(Utc.with_ymd_and_hms(2026, 11, 23, 0, 0, 1).unwrap());
        world.attempt(PHONE).await;
        world.deliver().await;
        assert_eq!(world.outbox.texts().len(), 3);
    }

    async fn without_randomness_no_code_is_sent_and_no_quota_is_spent(db: TestDb) {
        let world = World::new(&db);
        world.entropy.fail_after(0);
        assert!(matches!(failed(world.ask_code(&home(), None, PHONE).await), Error::Internal(_)));
        assert_eq!(world.now(), start());
        world.attempt(PHONE).await;
    }
}
