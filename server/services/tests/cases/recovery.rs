//! «Забыли пароль?»: the letter, its link, the new password.

use chrono::Duration;
use db::{
    entity::{notices, recoveries, sessions},
    testing::TestDb,
};
use domain::{Field, FieldError, Refusal, identity::Recovery};
use futures::future::join_all;
use services::identity::recovery_link;

use crate::{
    people::{ANNA, OTHER_PASSWORD, PASSWORD, PHONE},
    rows::{all, count},
    world::{World, alike, network, refusal, wait, wrong},
};

const LETTER: &str = "Восстановление пароля";
const CHANGED: &str = "Пароль изменён";

/// A user who asked for the letter; gives its token.
async fn forgetful(world: &World) -> String {
    world.customer(ANNA, PHONE).await;
    world.pass(Duration::days(1));
    world.forget(ANNA).await.unwrap();
    world.token_to(ANNA).await
}

db::both_databases! {
    async fn the_new_password_works_the_old_one_does_not_and_the_owner_is_told(db: TestDb) {
        let world = World::new(&db);
        let token = forgetful(&world).await;
        assert_eq!(recovery_link(&world.services, &token).await.unwrap(), Recovery::Password);
        world.new_password(&token, OTHER_PASSWORD).await.unwrap();
        assert_eq!(refusal(world.login(ANNA, PASSWORD).await), Refusal::Credentials);
        world.pass(Duration::seconds(1));
        world.login(ANNA, OTHER_PASSWORD).await.unwrap();
        assert_eq!(world.subjects_to(ANNA).await, [LETTER, CHANGED]);
    }

    async fn an_unknown_address_gets_the_same_answer_and_no_letter(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let known = world.forget(ANNA).await;
        let unknown = world.forget("nobody@example.ru").await;
        known.as_ref().unwrap();
        alike(&known, &unknown);
        assert_eq!(world.subjects_to(ANNA).await, [LETTER]);
        assert!(world.letters_to("nobody@example.ru").await.is_empty());
        assert_eq!(world.outbox.letters().len(), 1);
    }

    async fn the_answer_is_given_whatever_becomes_of_the_letter(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        // The letter's secret is the first thing made for somebody who is known; nobody waits for it.
        world.entropy.fail_after(0);
        world.forget(ANNA).await.unwrap();
        assert!(!world.entropy.is_due(), "the letter was to be written");
        assert_eq!(count::<notices::Entity>(&db).await + count::<recoveries::Entity>(&db).await, 0);
        world.forget(ANNA).await.unwrap();
        assert_eq!(world.subjects_to(ANNA).await, [LETTER]);
    }

    async fn a_link_works_once_even_when_it_is_used_twice_at_once(db: TestDb) {
        let world = World::new(&db);
        let token = forgetful(&world).await;
        let passwords = ["синий трамвай 42", "мост через реку 7", "гроза над Волгой 9"];
        let used = join_all(passwords.iter().map(|password| world.new_password(&token, password))).await;
        assert_eq!(used.iter().filter(|result| result.is_ok()).count(), 1);
        for result in used.into_iter().filter(Result::is_err) {
            assert_eq!(refusal(result), Refusal::LinkDead);
        }
        assert_eq!(recovery_link(&world.services, &token).await.unwrap(), Recovery::Dead);
        assert_eq!(world.subjects_to(ANNA).await, [LETTER, CHANGED]);
    }

    async fn a_link_lives_an_hour_and_is_stored_only_hashed(db: TestDb) {
        let world = World::new(&db);
        let token = forgetful(&world).await;
        let stored = &all::<recoveries::Entity>(&db).await[0].token_hash;
        assert_eq!(stored.len(), 32);
        world.pass(Duration::hours(1));
        assert_eq!(recovery_link(&world.services, &token).await.unwrap(), Recovery::Dead);
        assert_eq!(refusal(world.new_password(&token, OTHER_PASSWORD).await), Refusal::LinkDead);
        for token in ["", "слово", &world.services.new_token().unwrap().expose()] {
            assert_eq!(recovery_link(&world.services, token).await.unwrap(), Recovery::Dead);
            assert_eq!(refusal(world.new_password(token, OTHER_PASSWORD).await), Refusal::LinkDead);
        }
        world.login(ANNA, PASSWORD).await.unwrap();
    }

    async fn a_changed_password_makes_the_other_letters_void(db: TestDb) {
        let world = World::new(&db);
        let first = forgetful(&world).await;
        world.pass(Duration::minutes(1));
        world.forget(ANNA).await.unwrap();
        let second = world.token_to(ANNA).await;
        world.pass(Duration::minutes(1));
        world.new_password(&second, OTHER_PASSWORD).await.unwrap();
        assert_eq!(refusal(world.new_password(&first, "мост через реку 7").await), Refusal::LinkDead);
        world.login(ANNA, OTHER_PASSWORD).await.unwrap();
    }

    async fn a_password_that_is_the_owners_or_guessable_is_refused_and_the_link_stays(db: TestDb) {
        let world = World::new(&db);
        world.customer("kolokolnikova7@example.ru", PHONE).await;
        let session = world.login("kolokolnikova7@example.ru", PASSWORD).await.unwrap();
        world.forget("kolokolnikova7@example.ru").await.unwrap();
        let token = world.token_to("kolokolnikova7@example.ru").await;
        for own in ["kolokolnikova7@example.ru", "Kolokolnikova7-дом-42", "тел 79990000001 мой"] {
            assert_eq!(wrong(world.new_password(&token, own).await, Field::Password), FieldError::PasswordOwn);
        }
        let guessable = world.new_password(&token, "qwerty123").await;
        assert_eq!(wrong(guessable, Field::Password), FieldError::PasswordGuessable);
        assert_eq!(all::<sessions::Entity>(&db).await[0].token_hash, session.token.digest());
        world.new_password(&token, OTHER_PASSWORD).await.unwrap();
    }

    async fn whoever_failed_to_log_in_does_not_wait_after_a_recovery(db: TestDb) {
        let world = World::new(&db);
        let token = forgetful(&world).await;
        for seconds in [1, 2, 4, 8] {
            let _ = world.login(ANNA, OTHER_PASSWORD).await;
            world.pass(Duration::seconds(seconds));
        }
        let _ = world.login(ANNA, OTHER_PASSWORD).await;
        world.new_password(&token, OTHER_PASSWORD).await.unwrap();
        world.login(ANNA, OTHER_PASSWORD).await.unwrap();
    }

    async fn an_address_gets_three_letters_an_hour_and_the_answer_stays_the_same(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        for _ in 0..5 {
            world.forget(ANNA).await.unwrap();
        }
        assert_eq!(world.letters_to(ANNA).await.len(), 3);
        assert_eq!(count::<recoveries::Entity>(&db).await, 3);
        world.pass(Duration::hours(1));
        world.forget(ANNA).await.unwrap();
        assert_eq!(world.letters_to(ANNA).await.len(), 4);
    }

    async fn a_network_asks_thirty_times_an_hour(db: TestDb) {
        let world = World::new(&db);
        for number in 0..30 {
            world.forget(&format!("nobody{number}@example.ru")).await.unwrap();
        }
        let until = wait(world.forget(ANNA).await);
        let email = ANNA.parse().unwrap();
        services::identity::request_recovery(&world.services, &network(1), &email).await.unwrap();
        world.pass(until);
        world.forget(ANNA).await.unwrap();
    }
}
