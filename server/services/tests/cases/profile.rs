//! The profile: how a person wants to be addressed, and a new phone.

use chrono::Duration;
use db::{
    entity::{phone_codes, sessions, users},
    testing::TestDb,
};
use domain::{
    Field, FieldError,
    identity::{NameForm, PhoneChangeForm},
};
use futures::future::join_all;
use services::{
    Error, Result,
    accounts::offered,
    identity::{Caller, SignedIn, change_phone, profile, rename, who},
    secrets::Token,
};

use crate::{
    people::{ANNA, PASSWORD, PHONE},
    rows::{all, count},
    world::{World, home, wait, wrong},
};

const NEW_PHONE: &str = "+79990000002";

impl World {
    pub async fn asking(&self, session: &SignedIn) -> Caller {
        let caller = who(&self.services, Some(&session.token)).await.unwrap();
        self.settle().await;
        caller
    }

    pub async fn new_phone(
        &self,
        session: &SignedIn,
        attempt: &Token,
        phone: &str,
        code: &str,
        password: &str,
    ) -> Result<()> {
        let form = PhoneChangeForm {
            phone: phone.into(),
            code: code.into(),
            current: password.into(),
        };
        let caller = self.asking(session).await;
        change_phone(
            &self.services,
            &caller,
            &session.token,
            Some(attempt.clone()),
            form.validate()?,
        )
        .await
    }
}

fn texts_to(world: &World, phone: &str) -> Vec<String> {
    let texts = world.outbox.texts().into_iter();
    texts.filter(|sms| sms.to == phone).map(|sms| sms.text).collect()
}

db::both_databases! {
    async fn a_name_is_kept_and_forgotten(db: TestDb) {
        let world = World::new(&db);
        let anna = world.somebody(ANNA, PHONE).await;
        let boris = world.somebody("boris@example.ru", NEW_PHONE).await;
        let named = |name: &str| NameForm { name: name.into() }.validate().unwrap();
        rename(&world.services, &anna, named(" Анна Сергеевна ")).await.unwrap();
        assert_eq!(profile(&world.services, &anna).await.unwrap().name, "Анна Сергеевна");
        assert_eq!(profile(&world.services, &boris).await.unwrap().name, "");
        rename(&world.services, &anna, named(" ")).await.unwrap();
        assert_eq!(profile(&world.services, &anna).await.unwrap().name, "");
    }

    async fn a_new_phone_needs_its_code_is_told_to_the_old_one_and_ends_the_other_sessions(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        world.account("690000001", Some(PHONE)).await;
        world.account("690000002", Some(NEW_PHONE)).await;
        world.customer(ANNA, PHONE).await;
        let here = world.login(ANNA, PASSWORD).await.unwrap();
        let there = world.login_from(&home(), ANNA, PASSWORD, true).await.unwrap();
        let attempt = world.attempt(NEW_PHONE).await;
        let code = world.code().await;
        world.new_phone(&here, &attempt, NEW_PHONE, &code, PASSWORD).await.unwrap();
        assert_eq!(world.subjects_to(ANNA).await, ["Телефон изменён"]);
        let told = texts_to(&world, PHONE);
        assert!(told.len() == 1 && told[0].contains("Телефон личного кабинета изменён"), "{told:?}");
        assert!(matches!(who(&world.services, Some(&there.token)).await, Err(Error::SignedOut)));
        let caller = world.asking(&here).await;
        assert_eq!(caller.phone, NEW_PHONE);
        let offers: Vec<_> = offered(&world.services, &caller).await.unwrap();
        let numbers: Vec<_> = offers.iter().map(|offer| offer.number.as_str()).collect();
        assert_eq!(numbers, ["690000002"], "what is offered follows the phone");
    }

    async fn a_wrong_password_leaves_the_code_as_it_was_and_makes_the_next_try_wait(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let here = world.login(ANNA, PASSWORD).await.unwrap();
        let attempt = world.attempt(NEW_PHONE).await;
        let code = world.code().await;
        let refused = world.new_phone(&here, &attempt, NEW_PHONE, &code, "не тот пароль 1").await;
        assert_eq!(wrong(refused, Field::CurrentPassword), FieldError::PasswordWrong);
        assert_eq!(all::<phone_codes::Entity>(&db).await[0].checks, 0);
        let again = world.new_phone(&here, &attempt, NEW_PHONE, &code, PASSWORD).await;
        assert_eq!(wait(again), Duration::seconds(1));
        world.pass(Duration::seconds(1));
        world.new_phone(&here, &attempt, NEW_PHONE, &code, PASSWORD).await.unwrap();
    }

    async fn a_code_of_another_phone_or_browser_changes_nothing(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let here = world.login(ANNA, PASSWORD).await.unwrap();
        let attempt = world.attempt(NEW_PHONE).await;
        let code = world.code().await;
        let stranger = world.services.new_token().unwrap();
        let other = if code == "123456" { "654321" } else { "123456" };
        for (attempt, phone, code, error) in [
            (&attempt, "+79990000003", code.as_str(), FieldError::CodeDead),
            (&stranger, NEW_PHONE, code.as_str(), FieldError::CodeDead),
            (&attempt, NEW_PHONE, other, FieldError::CodeWrong(4)),
        ] {
            let refused = world.new_phone(&here, attempt, phone, code, PASSWORD).await;
            assert_eq!(wrong(refused, Field::Code), error);
        }
        let same = world.new_phone(&here, &attempt, PHONE, &code, PASSWORD).await;
        assert_eq!(wrong(same, Field::Phone), FieldError::Unchanged);
        assert_eq!(all::<users::Entity>(&db).await[0].phone, PHONE);
        assert!(world.letters_to(ANNA).await.is_empty());
        assert_eq!(count::<sessions::Entity>(&db).await, 1);
    }

    async fn one_code_changes_one_phone_however_often_it_is_sent(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let here = world.login(ANNA, PASSWORD).await.unwrap();
        let attempt = world.attempt(NEW_PHONE).await;
        let code = world.code().await;
        let tries = (0..3).map(|_| world.new_phone(&here, &attempt, NEW_PHONE, &code, PASSWORD));
        let results = join_all(tries).await;
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
        assert_eq!(world.subjects_to(ANNA).await, ["Телефон изменён"]);
    }
}
