//! The letter of a registration once more.

use chrono::Duration;
use db::{entity::registrations, testing::TestDb};
use domain::{Refusal, identity::LetterState};
use futures::future::join_all;
use services::{
    Result,
    identity::{letter_state, resend_letter},
    secrets::Token,
};

use crate::{
    people::{ANNA, PASSWORD, PHONE},
    rows::all,
    world::{World, alike, failed, refusal, wait},
};

const CONFIRM: &str = "Подтвердите регистрацию в личном кабинете";
const KNOWN: &str = "У вас уже есть личный кабинет";

impl World {
    async fn again(&self, browser: &Token) -> Result<()> {
        resend_letter(&self.services, Some(browser)).await
    }

    async fn letter(&self, browser: Option<&Token>) -> LetterState {
        letter_state(&self.services, browser).await.unwrap()
    }
}

db::both_databases! {
    async fn the_new_link_replaces_the_old_one_and_lives_no_longer(db: TestDb) {
        let world = World::new(&db);
        let browser = world.register(ANNA, PHONE).await;
        let old = world.token_to(ANNA).await;
        world.pass(Duration::hours(1));
        world.again(&browser).await.unwrap();
        assert_eq!(world.subjects_to(ANNA).await, [CONFIRM, CONFIRM]);
        let new = world.token_to(ANNA).await;
        assert_ne!(old, new);
        assert_eq!(refusal(world.confirm(&old, PASSWORD).await), Refusal::LinkDead);
        let until = "до 23\u{a0}ноября\u{a0}2026, 12:00 по московскому времени";
        for letter in world.letters_to(ANNA).await {
            assert!(letter.text.contains(until), "{}", letter.text);
        }
        world.confirm(&new, PASSWORD).await.unwrap();
        assert_eq!(refusal(world.again(&browser).await), Refusal::NothingToConfirm);
    }

    async fn the_browser_is_known_by_a_hash_alone(db: TestDb) {
        let world = World::new(&db);
        let browser = world.register(ANNA, PHONE).await;
        let row = &all::<registrations::Entity>(&db).await[0];
        assert_eq!(row.browser_hash.as_deref(), Some(browser.digest().as_slice()));
        let stranger = world.services.new_token().unwrap();
        world.pass(Duration::minutes(1));
        assert_eq!(refusal(world.again(&stranger).await), Refusal::NothingToConfirm);
        assert_eq!(refusal(resend_letter(&world.services, None).await), Refusal::NothingToConfirm);
        assert_eq!(world.letter(Some(&stranger)).await, LetterState::None);
        assert_eq!(world.letter(None).await, LetterState::None);
        assert_eq!(world.subjects_to(ANNA).await, [CONFIRM]);
    }

    async fn a_letter_leaves_once_a_minute_and_five_times_in_all(db: TestDb) {
        let world = World::new(&db);
        let browser = world.register(ANNA, PHONE).await;
        for _ in 0..5 {
            assert_eq!(world.letter(Some(&browser)).await, LetterState::Again { wait_seconds: 60 });
            assert_eq!(wait(world.again(&browser).await), Duration::seconds(60));
            world.pass(Duration::seconds(59));
            assert_eq!(wait(world.again(&browser).await), Duration::seconds(1));
            world.pass(Duration::seconds(1));
            assert_eq!(world.letter(Some(&browser)).await, LetterState::Again { wait_seconds: 0 });
            world.again(&browser).await.unwrap();
        }
        world.pass(Duration::minutes(10));
        assert_eq!(world.letter(Some(&browser)).await, LetterState::Spent);
        assert_eq!(refusal(world.again(&browser).await), Refusal::LettersSpent);
        assert_eq!(world.subjects_to(ANNA).await.len(), 6);
        world.confirm(&world.token_to(ANNA).await, PASSWORD).await.unwrap();
    }

    async fn of_many_who_ask_at_once_one_is_sent_a_letter(db: TestDb) {
        let world = World::new(&db);
        let browser = world.register(ANNA, PHONE).await;
        world.pass(Duration::minutes(1));
        let asked = join_all((0..8).map(|_| world.again(&browser))).await;
        assert_eq!(asked.iter().filter(|answer| answer.is_ok()).count(), 1);
        for answer in asked.into_iter().filter(Result::is_err) {
            assert_eq!(wait(answer), Duration::seconds(60));
        }
        assert_eq!(world.subjects_to(ANNA).await, [CONFIRM, CONFIRM]);
    }

    async fn nobody_learns_by_it_whether_an_address_has_a_cabinet(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, "+79990000009").await;
        let mut answers = Vec::new();
        for (email, phone) in [(ANNA, PHONE), ("boris@example.ru", "+79990000002")] {
            let browser = world.register(email, phone).await;
            let at_once = world.again(&browser).await;
            let before = world.letter(Some(&browser)).await;
            world.pass(Duration::minutes(1));
            answers.push([at_once, world.again(&browser).await]);
            assert_eq!(before, LetterState::Again { wait_seconds: 60 });
            assert_eq!(world.letter(Some(&browser)).await, before);
        }
        for (known, unknown) in answers[0].iter().zip(&answers[1]) {
            alike(known, unknown);
        }
        assert_eq!(world.subjects_to(ANNA).await, [KNOWN, KNOWN]);
        assert_eq!(world.subjects_to("boris@example.ru").await, [CONFIRM, CONFIRM]);
    }

    async fn after_a_day_there_is_nothing_to_send(db: TestDb) {
        let world = World::new(&db);
        let browser = world.register(ANNA, PHONE).await;
        world.pass(Duration::hours(24));
        assert_eq!(world.letter(Some(&browser)).await, LetterState::None);
        assert_eq!(refusal(world.again(&browser).await), Refusal::NothingToConfirm);
    }

    async fn a_step_that_fails_leaves_the_old_link_alive(db: TestDb) {
        let world = World::new(&db);
        let browser = world.register(ANNA, PHONE).await;
        let token = world.token_to(ANNA).await;
        world.pass(Duration::minutes(1));
        for calls in 0..2 {
            world.entropy.fail_after(calls);
            assert!(matches!(failed(world.again(&browser).await), services::Error::Internal(_)));
        }
        assert_eq!(world.subjects_to(ANNA).await, [CONFIRM]);
        world.confirm(&token, PASSWORD).await.unwrap();
    }
}
