//! A cabinet that somebody else has locked, and what it takes to lock one.

use chrono::Duration;
use db::{
    entity::{authenticators, ceremonies, recovery_codes, sessions},
    testing::TestDb,
};
use domain::{Field, FieldError, Refusal, identity::Recovery};
use services::{
    Error,
    identity::{
        Entered, SignedIn, confirm_email, end_sessions, leave, own_data, recovery_link, remove_factors, remove_key,
        start_app, turn_off_app,
    },
};

use crate::{
    factors::proven,
    people::{ANNA, OTHER_PASSWORD, PASSWORD, PHONE},
    rows::count,
    world::{World, home, refusal, wrong},
};

const NEW: &str = "anna2@example.ru";

impl World {
    /// What becomes of the things that a person with a factor may do after a fresh login alone.
    async fn grave(&self, session: &SignedIn) -> [Option<Error>; 8] {
        let services = &self.services;
        let caller = &self.asking(session).await;
        let attempt = &services.new_token().unwrap();
        [
            self.change(session, PASSWORD, OTHER_PASSWORD).await.err(),
            self.ask_email(session, NEW, PASSWORD).await.err(),
            self.new_phone(session, attempt, "+79990000002", "123456", PASSWORD)
                .await
                .err(),
            start_app(services, caller, PASSWORD).await.err(),
            self.begin_key(caller, "Телефон", PASSWORD).await.err(),
            remove_key(services, caller, self.id(), PASSWORD).await.err(),
            own_data(services, caller, PASSWORD).await.err(),
            leave(services, caller, PASSWORD).await.err(),
        ]
    }
}

db::both_databases! {
    async fn the_letter_of_the_first_factor_takes_it_away_even_after_another_password(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let thief = world.login(ANNA, PASSWORD).await.unwrap();
        world.app_of(&world.asking(&thief).await).await;
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
        world.customer(ANNA, PHONE).await;
        let session = world.login(ANNA, PASSWORD).await.unwrap();
        let caller = world.asking(&session).await;
        let phone = world.app_of(&caller).await;
        world.pass(Duration::minutes(14));
        world.ask_email(&session, NEW, PASSWORD).await.unwrap();
        world.pass(Duration::minutes(1));
        for (at, error) in world.grave(&session).await.into_iter().enumerate() {
            assert!(matches!(error, Some(Error::SignedOut)), "{at}: {error:?}");
        }
        let guessed = world.begin_key(&caller, "Телефон", OTHER_PASSWORD).await;
        assert_eq!(wrong(guessed.map(|_| ()), Field::CurrentPassword), FieldError::PasswordWrong);
        world.pass(Duration::seconds(1));
        // A code in the form is proof itself.
        let proven = proven(PASSWORD, &phone.code(&world, 0), "");
        turn_off_app(&world.services, &caller, &home(), proven).await.unwrap();
        world.ask_email(&session, NEW, PASSWORD).await.unwrap();
    }

    async fn of_the_ways_back_only_the_last_one_opens_and_none_once_one_was_used(db: TestDb) {
        let world = World::new(&db);
        let (caller, phone) = world.with_app().await;
        let first = world.token_to(ANNA).await;
        let code = proven(PASSWORD, &phone.code(&world, 0), "");
        turn_off_app(&world.services, &caller, &home(), code).await.unwrap();
        assert_eq!(recovery_link(&world.services, &first).await.unwrap(), Recovery::Dead, "there is nothing to take away");
        world.pass(Duration::minutes(1));
        world.app_of(&caller).await;
        let second = world.token_to(ANNA).await;
        world.new_password(&second, OTHER_PASSWORD).await.unwrap();
        for token in [&first, &second] {
            assert_eq!(recovery_link(&world.services, token).await.unwrap(), Recovery::Dead);
        }
        assert_eq!(world.subjects_to(ANNA).await.last().unwrap(), "Вход с подтверждением отключён");
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
        world.customer(ANNA, PHONE).await;
        let session = world.login(ANNA, PASSWORD).await.unwrap();
        world.app_of(&world.asking(&session).await).await;
        world.ask_email(&session, NEW, PASSWORD).await.unwrap();
        let asked = world.token_to(NEW).await;
        let anna = ANNA.parse().unwrap();
        let nobody = "nobody@example.ru".parse().unwrap();
        assert!(matches!(end_sessions(&world.services, &nobody).await, Err(Error::NotFound)));
        assert!(matches!(remove_factors(&world.services, &nobody).await, Err(Error::NotFound)));
        assert_eq!(end_sessions(&world.services, &anna).await.unwrap(), 1);
        assert_eq!(count::<sessions::Entity>(&db).await, 0);
        let Entered::SecondStep(_) = world.enter(&home(), ANNA, PASSWORD, false).await.unwrap() else {
            panic!("the factor stays");
        };
        let refused = confirm_email(&world.services, None, &asked).await;
        assert_eq!(refusal(refused), Refusal::LinkDead, "whoever was in may have asked for it");
        world.pass(Duration::seconds(1));
        remove_factors(&world.services, &anna).await.unwrap();
        assert_eq!(count::<ceremonies::Entity>(&db).await, 0, "the begun login has ended");
        world.login(ANNA, PASSWORD).await.unwrap();
        assert!(matches!(remove_factors(&world.services, &anna).await, Err(Error::NotFound)));
        assert_eq!(count::<recovery_codes::Entity>(&db).await, 0);
        let told = ["Вход с подтверждением включён", "Запрошена смена email", "Сеансы завершены", "Вход с подтверждением отключён"];
        assert_eq!(world.subjects_to(ANNA).await, told);
    }
}
