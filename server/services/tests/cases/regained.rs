//! A cabinet that somebody else has locked, and what it takes to lock one.

use chrono::Duration;
use db::{
    entity::{authenticators, ceremonies, recovery_codes, sessions},
    testing::TestDb,
};
use domain::{
    Field, FieldError, Refusal,
    identity::{EmailChangeForm, KeyForm, NewKey, Recovery},
};
use services::{
    Error,
    identity::{
        Caller, Entered, end_sessions, own_data, recovery_link, remove_factors, request_email, start_key, turn_off_app,
        who,
    },
};

use crate::{
    factors::proven,
    people::{ANNA, OTHER_PASSWORD, PASSWORD, PHONE},
    rows::count,
    world::{World, home, refusal, wrong},
};

/// A passkey to be added.
fn new_key(password: &str) -> NewKey {
    let form = KeyForm {
        label: "Телефон".into(),
        current: password.into(),
    };
    form.validate().unwrap()
}

impl World {
    /// What becomes of the things that change how a person logs in, or take everything along.
    async fn grave(&self, caller: &Caller) -> [Option<Error>; 3] {
        let email = EmailChangeForm {
            email: format!("anna{}@example.ru", self.now().timestamp()),
            current: PASSWORD.into(),
        };
        [
            start_key(&self.services, caller, new_key(PASSWORD)).await.err(),
            request_email(&self.services, caller, email.validate().unwrap())
                .await
                .err(),
            own_data(&self.services, caller, PASSWORD).await.err(),
        ]
    }
}

db::both_databases! {
    async fn the_letter_of_the_first_factor_takes_it_away_whatever_the_thief_did_next(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let thief = world.login(ANNA, PASSWORD).await.unwrap();
        let phone = world.app_of(&who(&world.services, Some(&thief.token)).await.unwrap()).await;
        assert_eq!(phone.codes.len(), 10);
        let token = world.token_to(ANNA).await;
        world.pass(Duration::minutes(1));
        world.change(&thief, PASSWORD, "мост через реку 7").await.unwrap();
        world.pass(Duration::days(6));
        assert_eq!(recovery_link(&world.services, &token).await.unwrap(), Recovery::PasswordAndFactors);
        world.new_password(&token, OTHER_PASSWORD).await.unwrap();
        assert_eq!(count::<sessions::Entity>(&db).await, 0);
        assert_eq!(count::<authenticators::Entity>(&db).await + count::<recovery_codes::Entity>(&db).await, 0);
        world.login(ANNA, OTHER_PASSWORD).await.unwrap();
        assert_eq!(refusal(world.new_password(&token, PASSWORD).await), Refusal::LinkDead);
    }

    async fn the_way_back_from_the_first_factor_lasts_a_week(db: TestDb) {
        let world = World::new(&db);
        world.with_app().await;
        let token = world.token_to(ANNA).await;
        world.pass(Duration::days(7));
        assert_eq!(recovery_link(&world.services, &token).await.unwrap(), Recovery::Dead);
        assert_eq!(refusal(world.new_password(&token, OTHER_PASSWORD).await), Refusal::LinkDead);
        assert_eq!(count::<authenticators::Entity>(&db).await, 1);
    }

    async fn whoever_has_a_factor_logs_in_anew_before_something_grave(db: TestDb) {
        let world = World::new(&db);
        let (long_ago, phone) = world.with_app().await;
        world.pass(Duration::minutes(14));
        assert!(world.grave(&long_ago).await.iter().all(Option::is_none), "a login of a quarter of an hour is proof");
        world.pass(Duration::minutes(1));
        for error in world.grave(&long_ago).await {
            assert!(matches!(error, Some(Error::SignedOut)), "{error:?}");
        }
        let wrong_password = start_key(&world.services, &long_ago, new_key(OTHER_PASSWORD)).await;
        assert_eq!(wrong(wrong_password.map(|_| ()), Field::CurrentPassword), FieldError::PasswordWrong);
        world.pass(Duration::seconds(1));
        // A code in the form is proof itself.
        let proven = proven(PASSWORD, &phone.code(&world, 0), "");
        turn_off_app(&world.services, &long_ago, &home(), proven).await.unwrap();
        assert!(world.grave(&long_ago).await.iter().all(Option::is_none), "nobody else has to");
    }

    async fn an_ordinary_recovery_leaves_the_factors_and_the_way_back_as_they_are(db: TestDb) {
        let world = World::new(&db);
        world.with_app().await;
        let way_back = world.token_to(ANNA).await;
        world.forget(ANNA).await.unwrap();
        let token = world.token_to(ANNA).await;
        world.pass(Duration::minutes(1));
        world.new_password(&token, OTHER_PASSWORD).await.unwrap();
        assert_eq!(count::<authenticators::Entity>(&db).await, 1);
        assert_eq!(recovery_link(&world.services, &way_back).await.unwrap(), Recovery::PasswordAndFactors);
    }

    async fn an_operator_takes_away_what_is_lost_and_ends_sessions(db: TestDb) {
        let world = World::new(&db);
        let (_, phone) = world.with_app().await;
        let anna = ANNA.parse().unwrap();
        let nobody = "nobody@example.ru".parse().unwrap();
        assert!(matches!(end_sessions(&world.services, &nobody).await, Err(Error::NotFound)));
        assert!(matches!(remove_factors(&world.services, &nobody).await, Err(Error::NotFound)));
        assert_eq!(end_sessions(&world.services, &anna).await.unwrap(), 1);
        assert_eq!(count::<sessions::Entity>(&db).await, 0);
        let Entered::SecondStep(_) = world.enter(&home(), ANNA, PASSWORD, false).await.unwrap() else {
            panic!("the factor stays");
        };
        world.subjects_to(ANNA).await;
        remove_factors(&world.services, &anna).await.unwrap();
        assert_eq!(count::<ceremonies::Entity>(&db).await, 0, "the begun login has ended");
        world.login(ANNA, PASSWORD).await.unwrap();
        assert!(matches!(remove_factors(&world.services, &anna).await, Err(Error::NotFound)));
        assert_eq!(count::<recovery_codes::Entity>(&db).await, 0);
        assert_eq!(phone.codes.len(), 10);
        let subjects = world.subjects_to(ANNA).await;
        assert_eq!(subjects, ["Вход с подтверждением включён", "Сеансы завершены", "Вход с подтверждением отключён"]);
    }
}
