//! The second step of a login: right codes, wrong ones, used ones, many of them.

use chrono::Duration;
use db::{
    entity::{ceremonies, recovery_codes, sessions},
    testing::TestDb,
};
use domain::{Field, FieldError, Refusal, identity::SecondStepForm};
use futures::future::join_all;
use services::{
    Error, Result,
    identity::{Entered, SignedIn, finish_login, second_step, turn_off_app, who},
    secrets::Token,
};

use crate::{
    factors::{Phone, proven},
    people::{ANNA, OTHER_PASSWORD, PASSWORD},
    rows::{all, count},
    world::{World, home, network, refusal, wait, wrong},
};

impl World {
    /// The first step; gives the browser's token.
    async fn asked(&self, remember: bool) -> Token {
        match self.enter(&home(), ANNA, PASSWORD, remember).await.unwrap() {
            Entered::SecondStep(asked) => asked.token,
            Entered::SignedIn(_) => panic!("should be asked"),
        }
    }

    async fn finish(&self, token: &Token, app_code: &str, recovery_code: &str) -> Result<SignedIn> {
        let form = SecondStepForm {
            app_code: app_code.into(),
            recovery_code: recovery_code.into(),
            next: String::new(),
        };
        finish_login(
            &self.services,
            &home(),
            "Firefox on Linux",
            Some(token),
            &form.validate()?,
        )
        .await
    }

    async fn is_asked(&self, token: &Token) -> bool {
        second_step(&self.services, Some(token)).await.unwrap().is_some()
    }
}

/// A code that is none of the three accepted now.
fn wrong_code(world: &World, phone: &Phone) -> String {
    let right = [-30, 0, 30].map(|later| phone.code(world, later));
    let mut codes = (0..4).map(|digit| format!("00000{digit}"));
    codes.find(|code| !right.contains(code)).unwrap()
}

db::both_databases! {
    async fn a_right_code_opens_the_one_session_that_the_password_alone_did_not(db: TestDb) {
        let world = World::new(&db);
        let (_, phone) = world.with_app().await;
        let before = count::<sessions::Entity>(&db).await;
        let token = world.asked(true).await;
        assert!(who(&world.services, Some(&token)).await.is_err(), "the token is no session");
        assert_eq!(count::<sessions::Entity>(&db).await, before);
        let session = world.finish(&token, &phone.code(&world, 0), "").await.unwrap();
        assert!(session.remember && session.expires_at == world.now() + Duration::days(30));
        who(&world.services, Some(&session.token)).await.unwrap();
        assert_eq!(refusal(world.finish(&token, &phone.code(&world, 30), "").await), Refusal::SecondStepOver, "once");
        assert_eq!(count::<sessions::Entity>(&db).await, before + 1);
        let again = world.asked(false).await;
        assert!(!world.finish(&again, &phone.code(&world, 30), "").await.unwrap().remember);
    }

    async fn the_codes_before_and_after_are_accepted_and_those_beyond_are_not(db: TestDb) {
        let world = World::new(&db);
        let (_, phone) = world.with_app().await;
        for (later, accepted) in [(-60, false), (60, false), (-30, true), (0, true), (30, true)] {
            world.pass(Duration::minutes(2));
            let token = world.asked(false).await;
            let result = world.finish(&token, &phone.code(&world, later), "").await;
            assert_eq!(result.is_ok(), accepted, "{later}");
            if !accepted {
                assert_eq!(wrong(result, Field::AppCode), FieldError::AppCodeWrong);
            }
        }
    }

    async fn a_code_works_once_on_one_device(db: TestDb) {
        let world = World::new(&db);
        let (_, phone) = world.with_app().await;
        let (first, second) = (world.asked(false).await, world.asked(false).await);
        let code = phone.code(&world, 0);
        let (one, two) = tokio::join!(world.finish(&first, &code, ""), world.finish(&second, &code, ""));
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1);
        world.pass(Duration::seconds(1));
        let third = world.asked(false).await;
        assert_eq!(wrong(world.finish(&third, &code, "").await, Field::AppCode), FieldError::AppCodeWrong);
        world.pass(Duration::seconds(2));
        let before = phone.code(&world, -30);
        wrong(world.finish(&third, &before, "").await, Field::AppCode);
        world.pass(Duration::seconds(60));
        world.finish(&third, &phone.code(&world, 0), "").await.unwrap();
    }

    async fn the_code_that_turned_the_app_on_opens_no_session(db: TestDb) {
        let world = World::new(&db);
        let (_, phone) = world.with_app().await;
        let token = world.asked(false).await;
        wrong(world.finish(&token, &phone.code(&world, -30), "").await, Field::AppCode);
    }

    async fn a_recovery_code_works_once_even_when_it_is_typed_twice_at_once(db: TestDb) {
        let world = World::new(&db);
        let (anna, phone) = world.with_app().await;
        let (first, second) = (world.asked(false).await, world.asked(false).await);
        let code = &phone.codes[7];
        let (one, two) = tokio::join!(world.finish(&first, "", code), world.finish(&second, "", code));
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1);
        world.pass(Duration::seconds(1));
        let third = world.asked(false).await;
        assert_eq!(wrong(world.finish(&third, "", code).await, Field::RecoveryCode), FieldError::RecoveryCodeWrong);
        assert_eq!(world.factors(&anna, None).await.codes_left, 9);
        let used = all::<recovery_codes::Entity>(&db).await.into_iter().filter(|code| code.used_at.is_some());
        assert_eq!(used.count(), 1);
        let letters = world.subjects_to(ANNA).await;
        assert_eq!(letters.iter().filter(|subject| *subject == "Использован код восстановления").count(), 1);
    }

    async fn five_wrong_codes_end_the_login_and_tell_the_owner_once_a_day(db: TestDb) {
        let world = World::new(&db);
        let (_, phone) = world.with_app().await;
        for round in 0..2 {
            let token = world.asked(false).await;
            for number in 0..5 {
                let result = world.finish(&token, &wrong_code(&world, &phone), "").await;
                if number < 4 {
                    wrong(result, Field::AppCode);
                } else {
                    assert_eq!(refusal(result), Refusal::SecondStepOver);
                }
                let seconds = Duration::seconds(1 << (round * 5 + number));
                if number < 4 {
                    let next = world.finish(&token, &phone.code(&world, 0), "").await;
                    assert_eq!(wait(next), seconds, "the wait doubles across logins");
                }
                world.pass(seconds);
            }
            assert!(!world.is_asked(&token).await);
            let letters = world.subjects_to(ANNA).await;
            assert_eq!(letters.iter().filter(|subject| *subject == "Кто-то знает ваш пароль").count(), 1);
        }
    }

    async fn a_hundred_guesses_at_once_get_one_answer(db: TestDb) {
        let world = World::new(&db);
        let (_, phone) = world.with_app().await;
        let mut tokens = Vec::new();
        for _ in 0..4 {
            tokens.push(world.asked(false).await);
        }
        let guess = wrong_code(&world, &phone);
        let guesses = (0..100).map(|number| world.finish(&tokens[number % 4], &guess, ""));
        let results = join_all(guesses).await;
        let answered = results.iter().filter(|result| matches!(result, Err(Error::Fields(_)))).count();
        assert_eq!(answered, 1, "one is looked at, the others find the wait");
        let told = results.iter().filter(|result| matches!(result, Err(Error::Refused(Refusal::TooMany(_))))).count();
        assert_eq!(told, 99);
        let tries: i32 = all::<ceremonies::Entity>(&db).await.iter().map(|ceremony| ceremony.tries).sum();
        assert_eq!(tries, 1);
        world.pass(Duration::seconds(1));
        world.finish(&tokens[0], &phone.code(&world, 0), "").await.unwrap();
    }

    async fn a_network_that_fails_too_often_waits_whomever_it_tries(db: TestDb) {
        let world = World::new(&db);
        let (_, phone) = world.with_app().await;
        for _ in 0..100 {
            let quota = services::limits::Quota::new(100, Duration::minutes(10));
            quota.take_of_network(&world.services, db.writer(), "factor-network", &home()).await.unwrap();
        }
        let token = world.asked(false).await;
        let until = wait(world.finish(&token, &phone.code(&world, 0), "").await);
        assert!(until <= Duration::minutes(10));
        let form = SecondStepForm { app_code: phone.code(&world, 0), ..SecondStepForm::default() };
        let elsewhere = network(1);
        finish_login(&world.services, &elsewhere, "", Some(&token), &form.validate().unwrap()).await.unwrap();
    }

    async fn another_browser_a_late_one_and_one_without_a_login_begin_anew(db: TestDb) {
        let world = World::new(&db);
        let (_, phone) = world.with_app().await;
        let token = world.asked(false).await;
        let stranger = world.services.new_token().unwrap();
        assert_eq!(refusal(world.finish(&stranger, &phone.code(&world, 0), "").await), Refusal::SecondStepOver);
        let form = SecondStepForm { app_code: phone.code(&world, 0), ..SecondStepForm::default() };
        let without = finish_login(&world.services, &home(), "", None, &form.validate().unwrap()).await;
        assert_eq!(refusal(without), Refusal::SecondStepOver);
        assert!(second_step(&world.services, None).await.unwrap().is_none());
        world.pass(Duration::minutes(10));
        assert!(!world.is_asked(&token).await);
        assert_eq!(refusal(world.finish(&token, &phone.code(&world, 0), "").await), Refusal::SecondStepOver);
    }

    async fn a_password_set_meanwhile_ends_the_login_and_a_recovery_does_not_pass_the_second_step(db: TestDb) {
        let world = World::new(&db);
        let (_, phone) = world.with_app().await;
        let token = world.asked(false).await;
        world.pass(Duration::seconds(1));
        world.forget(ANNA).await.unwrap();
        let link = world.token_to(ANNA).await;
        world.new_password(&link, OTHER_PASSWORD).await.unwrap();
        assert_eq!(refusal(world.finish(&token, &phone.code(&world, 0), "").await), Refusal::SecondStepOver);
        assert_eq!(count::<ceremonies::Entity>(&db).await, 0);
        assert_eq!(count::<sessions::Entity>(&db).await, 0);
        let entered = world.enter(&home(), ANNA, OTHER_PASSWORD, false).await.unwrap();
        let Entered::SecondStep(asked) = entered else { panic!("the letter alone must not open the cabinet") };
        world.finish(&asked.token, &phone.code(&world, 0), "").await.unwrap();
    }

    async fn a_login_that_was_begun_ends_when_the_factor_is_turned_off(db: TestDb) {
        let world = World::new(&db);
        let (anna, phone) = world.with_app().await;
        let token = world.asked(false).await;
        turn_off_app(&world.services, &anna, &home(), proven(PASSWORD, &phone.code(&world, 0), "")).await.unwrap();
        assert_eq!(refusal(world.finish(&token, &phone.code(&world, 0), "").await), Refusal::SecondStepOver);
        world.login(ANNA, PASSWORD).await.unwrap();
    }

    async fn a_login_that_fails_half_way_leaves_the_code_usable(db: TestDb) {
        let world = World::new(&db);
        let (_, phone) = world.with_app().await;
        let token = world.asked(false).await;
        let before = count::<sessions::Entity>(&db).await;
        // The second randomness is the session's id, after the code has been found right.
        world.entropy.fail_after(1);
        assert!(matches!(world.finish(&token, &phone.code(&world, 0), "").await, Err(Error::Internal(_))));
        assert!(!world.entropy.is_due());
        assert_eq!(count::<sessions::Entity>(&db).await, before);
        world.finish(&token, &phone.code(&world, 0), "").await.unwrap();
    }
}
