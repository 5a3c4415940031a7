//! Registration: code, form, letter, cabinet.

use std::time::Duration as Patience;

use chrono::Duration;
use db::{
    entity::{notice_choices, phone_codes, registrations, users},
    testing::TestDb,
};
use domain::{Field, FieldError, Refusal, identity::CONSENT_VERSION, notices::NEWS_VERSION};
use futures::future::join_all;
use services::{Error, Settings, expired, hasher::HasherSettings};

use crate::{
    people::{ANNA, OTHER_PASSWORD, PASSWORD, PHONE},
    rows::{all, count},
    world::{World, alike, failed, network, patient, refusal, wait, wrong},
};

/// How the letters begin.
const CONFIRM: &str = "Подтвердите регистрацию в личном кабинете";
const KNOWN: &str = "У вас уже есть личный кабинет";

db::both_databases! {
    async fn a_code_a_form_and_a_letter_make_a_cabinet(db: TestDb) {
        let world = World::new(&db);
        let attempt = world.attempt(PHONE).await;
        let code = world.code().await;
        assert_eq!(world.outbox.texts()[0].to, PHONE);
        world.send(Some(&attempt), World::form("Anna@Example.ru", "8 999 000-00-01", &code)).await.unwrap();
        assert_eq!(count::<users::Entity>(&db).await, 0, "no cabinet before the letter is answered");
        assert_eq!(refusal(world.login(ANNA, PASSWORD).await), Refusal::Credentials);

        assert_eq!(world.subjects_to(ANNA).await, [CONFIRM]);
        world.confirm(&world.token_to(ANNA).await, PASSWORD).await.unwrap();
        world.pass(Duration::seconds(1));
        assert!(world.login(ANNA, PASSWORD).await.is_ok());
        let user = &all::<users::Entity>(&db).await[0];
        assert_eq!((user.email.as_str(), user.phone.as_str()), (ANNA, PHONE));
        assert_eq!(user.consent_version, CONSENT_VERSION);
        assert!(user.password_hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    }

    async fn the_letters_link_leads_to_the_public_address_and_its_token_is_stored_only_hashed(db: TestDb) {
        let settings = Settings { public_url: "https://lk.example.ru".to_owned(), ..Settings::default() };
        let world = World::with(&db, settings, patient());
        world.register(ANNA, PHONE).await;
        let token = world.token_to(ANNA).await;
        let letter = world.outbox.letters().remove(0);
        assert!(letter.text.contains(&format!("https://lk.example.ru/confirm?token={token}")));
        assert!(letter.html.unwrap().contains(&token));
        let kept = &all::<registrations::Entity>(&db).await[0].token_hash;
        assert_eq!(kept.len(), 32);
        assert_ne!(kept.as_slice(), token.as_bytes());
    }

    async fn a_link_confirms_once_even_when_it_is_opened_twice_at_once(db: TestDb) {
        let world = World::new(&db);
        world.register(ANNA, PHONE).await;
        let token = world.token_to(ANNA).await;
        let opened = join_all((0..4).map(|_| world.confirm(&token, PASSWORD))).await;
        assert_eq!(opened.iter().filter(|result| result.is_ok()).count(), 1);
        for result in opened.into_iter().filter(Result::is_err) {
            assert_eq!(refusal(result), Refusal::LinkDead);
        }
        assert_eq!(count::<users::Entity>(&db).await, 1);
    }

    async fn a_link_lives_twenty_four_hours(db: TestDb) {
        let world = World::new(&db);
        world.register(ANNA, PHONE).await;
        world.pass(Duration::hours(1));
        world.register("boris@example.ru", PHONE).await;
        let (late, in_time) = (world.token_to(ANNA).await, world.token_to("boris@example.ru").await);
        world.pass(Duration::hours(23));
        assert_eq!(refusal(world.confirm(&late, PASSWORD).await), Refusal::LinkDead);
        world.confirm(&in_time, PASSWORD).await.unwrap();
    }

    async fn each_consent_is_kept_with_its_text_and_its_time(db: TestDb) {
        let world = World::new(&db);
        for (email, phone, news) in [(ANNA, PHONE, "yes"), ("boris@example.ru", "+79990000002", "")] {
            let attempt = world.attempt(phone).await;
            let mut form = World::form(email, phone, &world.code().await);
            form.news = news.into();
            world.send(Some(&attempt), form).await.unwrap();
        }
        let asked = world.now();
        world.pass(Duration::hours(1));
        for email in [ANNA, "boris@example.ru"] {
            world.confirm(&world.token_to(email).await, PASSWORD).await.unwrap();
        }
        for user in all::<users::Entity>(&db).await {
            assert_eq!((user.consent_version.as_str(), user.consent_at), (CONSENT_VERSION, asked));
        }
        let [news] = &all::<notice_choices::Entity>(&db).await[..] else {
            panic!("one of them agreed to news");
        };
        assert_eq!((news.wanted, news.consent_version.as_deref(), news.chosen_at), (true, Some(NEWS_VERSION), asked));
    }

    async fn only_whoever_chose_the_password_confirms(db: TestDb) {
        let world = World::new(&db);
        // Anna's address, and a password that Anna does not know.
        world.register(ANNA, PHONE).await;
        let token = world.token_to(ANNA).await;
        assert_eq!(wrong(world.confirm(&token, OTHER_PASSWORD).await, Field::Password), FieldError::PasswordWrong);
        assert_eq!(wrong(world.confirm(&token, "").await, Field::Password), FieldError::Empty);
        world.pass(Duration::seconds(2));
        assert_eq!(count::<users::Entity>(&db).await, 0);
        assert_eq!(refusal(world.login(ANNA, PASSWORD).await), Refusal::Credentials);
        world.confirm(&token, PASSWORD).await.unwrap();
        assert_eq!(count::<users::Entity>(&db).await, 1);
    }

    async fn guessing_the_password_of_a_registration_is_slowed_down_more_and_more(db: TestDb) {
        let world = World::new(&db);
        world.register(ANNA, PHONE).await;
        world.register("boris@example.ru", "+79990000002").await;
        let (token, other) = (world.token_to(ANNA).await, world.token_to("boris@example.ru").await);
        for seconds in [1, 2, 4, 8] {
            wrong(world.confirm(&token, OTHER_PASSWORD).await, Field::Password);
            assert_eq!(wait(world.confirm(&token, PASSWORD).await), Duration::seconds(seconds));
            world.pass(Duration::seconds(seconds));
        }
        wrong(world.confirm(&token, OTHER_PASSWORD).await, Field::Password);
        world.confirm(&other, PASSWORD).await.unwrap();
    }

    async fn guesses_at_a_registration_made_at_once_get_one_answer(db: TestDb) {
        let world = World::new(&db);
        world.register(ANNA, PHONE).await;
        let token = world.token_to(ANNA).await;
        let guesses = join_all((0..4).map(|_| world.confirm(&token, OTHER_PASSWORD))).await;
        let (answered, kept_waiting): (Vec<_>, Vec<_>) =
            guesses.into_iter().partition(|guess| matches!(guess, Err(services::Error::Fields(_))));
        assert_eq!(answered.len(), 1);
        for guess in kept_waiting {
            wait(guess);
        }
    }

    async fn a_hash_with_weaker_parameters_is_made_anew_when_the_registration_is_confirmed(db: TestDb) {
        World::new(&db).register(ANNA, PHONE).await;
        let stronger = HasherSettings { passes: 3, ..patient() };
        let world = World::with(&db, Settings::default(), stronger);
        world.confirm(&world.token_to(ANNA).await, PASSWORD).await.unwrap();
        assert!(all::<users::Entity>(&db).await[0].password_hash.contains("t=3"));
    }

    async fn whoever_is_told_that_the_server_is_busy_has_spent_no_check_of_the_code(db: TestDb) {
        let crowded = HasherSettings { at_once: 1, patience: Patience::from_millis(40), ..HasherSettings::default() };
        let world = World::with(&db, Settings::default(), crowded);
        let mut waiting = Vec::new();
        for last in 0..10 {
            let phone = format!("+799900000{last:02}");
            let attempt = world.attempt(&phone).await;
            waiting.push((attempt, World::form(&format!("anna{last}@example.ru"), &phone, &world.code().await)));
        }
        let tries = waiting.iter().map(|(attempt, form)| world.send(Some(attempt), form.clone()));
        let answers = join_all(tries).await;
        let busy: Vec<_> = answers.iter().zip(&waiting).filter(|(answer, _)| matches!(answer, Err(Error::Busy))).collect();
        assert!(!busy.is_empty(), "ten hashes do not fit into forty milliseconds");
        let codes = all::<phone_codes::Entity>(&db).await;
        for (_, (attempt, _)) in busy {
            let code = codes.iter().find(|code| code.attempt_hash == attempt.digest()).unwrap();
            assert_eq!(code.checks, 0);
        }
    }

    async fn what_nobody_confirms_is_forgotten_after_a_day(db: TestDb) {
        let world = World::new(&db);
        world.register(ANNA, PHONE).await;
        world.pass(Duration::hours(24));
        world.register("boris@example.ru", PHONE).await;
        world.pass(Duration::hours(24) + Duration::seconds(1));
        expired::forget(&world.services).await.unwrap();
        let kept: Vec<_> = all::<registrations::Entity>(&db).await.into_iter().map(|row| row.email).collect();
        assert_eq!(kept, ["boris@example.ru"]);
    }

    async fn a_link_that_was_never_sent_is_dead(db: TestDb) {
        let world = World::new(&db);
        let unknown = world.services.new_token().unwrap().expose();
        for token in ["", "слово", &unknown] {
            assert_eq!(refusal(world.confirm(token, PASSWORD).await), Refusal::LinkDead);
        }
    }

    async fn of_two_registrations_of_one_address_the_first_confirmed_makes_the_cabinet(db: TestDb) {
        let world = World::new(&db);
        world.register(ANNA, PHONE).await;
        let first = world.token_to(ANNA).await;
        world.register(ANNA, "+79990000002").await;
        let second = world.token_to(ANNA).await;
        world.confirm(&second, PASSWORD).await.unwrap();
        assert_eq!(refusal(world.confirm(&first, PASSWORD).await), Refusal::LinkDead);
        let users = all::<users::Entity>(&db).await;
        assert_eq!(users.iter().map(|user| user.phone.as_str()).collect::<Vec<_>>(), ["+79990000002"]);
    }

    async fn a_known_address_gets_the_same_answer_another_letter_and_no_second_cabinet(db: TestDb) {
        let world = World::new(&db);
        let anna = world.customer(ANNA, "+79990000009").await;
        let mut answers = Vec::new();
        for (email, phone) in [(ANNA, PHONE), ("boris@example.ru", "+79990000002")] {
            let attempt = world.attempt(phone).await;
            let code = world.code().await;
            answers.push(world.send(Some(&attempt), World::form(email, phone, &code)).await);
        }
        answers[0].as_ref().unwrap();
        alike(&answers[0], &answers[1]);
        assert_eq!(world.subjects_to(ANNA).await, [KNOWN]);
        assert!(!world.letters_to(ANNA).await[0].text.contains("token="));
        assert_eq!(world.subjects_to("boris@example.ru").await, [CONFIRM]);
        let users = all::<users::Entity>(&db).await;
        assert_eq!(users.iter().map(|user| user.id).collect::<Vec<_>>(), [anna]);
        assert_eq!(users[0].phone, "+79990000009");
    }

    async fn a_guessable_password_is_refused_and_spends_no_check_of_the_code(db: TestDb) {
        let world = World::new(&db);
        let attempt = world.attempt(PHONE).await;
        let code = world.code().await;
        for guessable in ["qwerty123", "privet1", "пароль123", "ghbdtn1", "anna2026", "электричество7"] {
            let mut form = World::form(ANNA, PHONE, &code);
            (form.password, form.password_again) = (guessable.into(), guessable.into());
            for _ in 0..2 {
                let error = wrong(world.send(Some(&attempt), form.clone()).await, Field::Password);
                assert!(matches!(error, FieldError::PasswordGuessable | FieldError::PasswordOwn), "{guessable}");
            }
        }
        world.send(Some(&attempt), World::form(ANNA, PHONE, &code)).await.unwrap();
    }

    async fn a_step_that_fails_leaves_nothing_half_done(db: TestDb) {
        let world = World::new(&db);
        let attempt = world.attempt(PHONE).await;
        let code = world.code().await;
        let mut failures = 0;
        for calls in 0.. {
            world.entropy.fail_after(calls);
            let result = world.send(Some(&attempt), World::form(ANNA, PHONE, &code)).await;
            if world.entropy.is_due() {
                // Every step that asks for randomness has failed once; this time none did.
                result.unwrap();
                break;
            }
            assert!(matches!(failed(result), services::Error::Internal(_)));
            assert_eq!(count::<registrations::Entity>(&db).await, 0);
            assert!(world.letters_to(ANNA).await.is_empty());
            failures += 1;
        }
        assert!(failures >= 3, "salt, token and ids: {failures}");
        assert_eq!(count::<registrations::Entity>(&db).await, 1);
        assert_eq!(world.subjects_to(ANNA).await, [CONFIRM]);
    }

    async fn a_network_registers_thirty_an_hour_and_the_next_hour_again(db: TestDb) {
        let world = World::new(&db);
        let form = World::form(ANNA, PHONE, "000000");
        for _ in 0..30 {
            assert_eq!(wrong(world.send(None, form.clone()).await, Field::Code), FieldError::CodeDead);
        }
        let until = wait(world.send(None, form.clone()).await);
        let elsewhere = world.send_from(&network(1), None, form.clone()).await;
        assert_eq!(wrong(elsewhere, Field::Code), FieldError::CodeDead);
        world.pass(until);
        assert_eq!(wrong(world.send(None, form).await, Field::Code), FieldError::CodeDead);
    }

    async fn a_steady_trickle_from_one_network_is_never_refused(db: TestDb) {
        let world = World::new(&db);
        for _ in 0..40 {
            let result = world.send(None, World::form(ANNA, PHONE, "000000")).await;
            assert_eq!(wrong(result, Field::Code), FieldError::CodeDead);
            world.pass(Duration::minutes(20));
        }
    }
}
