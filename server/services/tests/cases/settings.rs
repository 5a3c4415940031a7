//! The settings: names and order of accounts, where one is logged in, a new password.

use chrono::Duration;
use db::testing::TestDb;
use domain::{
    Field, FieldError,
    identity::{PasswordChangeForm, PasswordPolicy},
};
use futures::future::join_all;
use services::{
    Error, Result,
    accounts::{Move, linked, rearrange, rename, unlink},
    identity::{Caller, SignedIn, change_password, end_others, list, who},
    secrets::Token,
};
use uuid::Uuid;

use crate::{
    people::{ANNA, OTHER_PASSWORD, PASSWORD, PHONE},
    world::{World, home, refusal, wait, wrong},
};

const BORIS: &str = "boris@example.ru";

impl World {
    async fn caller(&self, session: &Token) -> Caller {
        let caller = who(&self.services, Some(session)).await.unwrap();
        self.settle().await;
        caller
    }

    pub async fn change(&self, session: &SignedIn, current: &str, new: &str) -> Result<SignedIn> {
        let form = PasswordChangeForm {
            current: current.into(),
            password: new.into(),
            password_again: new.into(),
        };
        let caller = who(&self.services, Some(&session.token)).await?;
        let change = form.validate(PasswordPolicy::default())?;
        change_password(&self.services, &caller, &session.token, change).await
    }
}

fn not_found<T>(result: Result<T>) {
    assert!(matches!(result.map(|_| ()), Err(Error::NotFound)));
}

db::both_databases! {
    async fn accounts_are_named_moved_and_taken_off_by_their_person_alone(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let anna = world.somebody(ANNA, PHONE).await;
        let boris = world.somebody(BORIS, PHONE).await;
        let mut ids = Vec::new();
        for number in ["690000001", "690000002", "690000003"] {
            ids.push(world.home(&anna, number).await.id);
            world.pass(Duration::seconds(1));
        }
        let services = &world.services;
        assert_eq!(world.numbers(&anna).await, ["690000001", "690000002", "690000003"]);
        rearrange(services, &anna, ids[2], Move::Up).await.unwrap();
        rearrange(services, &anna, ids[0], Move::Down).await.unwrap();
        assert_eq!(world.numbers(&anna).await, ["690000003", "690000001", "690000002"]);
        for (id, to) in [(ids[2], Move::Up), (ids[1], Move::Down)] {
            rearrange(services, &anna, id, to).await.unwrap();
        }
        assert_eq!(world.numbers(&anna).await, ["690000003", "690000001", "690000002"], "the ends are the ends");

        rename(services, &anna, ids[0], Some("Гараж".into())).await.unwrap();
        assert_eq!(linked(services, &anna).await.unwrap()[1].title(), "Гараж");
        rename(services, &anna, ids[0], None).await.unwrap();
        assert_eq!(linked(services, &anna).await.unwrap()[1].label, None);

        for id in [ids[0], Uuid::nil()] {
            not_found(rename(services, &boris, id, None).await);
            not_found(rearrange(services, &boris, id, Move::Up).await);
            not_found(unlink(services, &boris, id).await);
        }
        unlink(services, &anna, ids[0]).await.unwrap();
        not_found(unlink(services, &anna, ids[0]).await);
        assert_eq!(world.numbers(&anna).await, ["690000003", "690000002"]);
        world.home(&anna, "690000004").await;
        assert_eq!(world.numbers(&anna).await, ["690000003", "690000002", "690000004"], "a new one comes last");
    }

    async fn a_person_sees_where_they_are_logged_in_and_ends_the_rest(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        world.customer(BORIS, PHONE).await;
        let here = world.login(ANNA, PASSWORD).await.unwrap();
        world.pass(Duration::minutes(5));
        let there = world.login_from(&home(), ANNA, PASSWORD, true).await.unwrap();
        let boris = world.login(BORIS, PASSWORD).await.unwrap();
        let caller = world.caller(&here.token).await;
        let rows = list(&world.services, &caller, Some(&here.token)).await.unwrap();
        let seen: Vec<_> = rows.iter().map(|row| (row.here, row.device.as_str(), row.network.as_str())).collect();
        assert_eq!(seen, [(true, "Firefox, Linux", home().0.as_str()), (false, "Firefox, Linux", home().0.as_str())]);
        assert!(rows[0].began.ends_with("12:00") && rows[1].began.ends_with("12:05"), "{rows:?}");

        assert_eq!(end_others(&world.services, &caller, Some(&here.token)).await.unwrap(), 1);
        assert!(who(&world.services, Some(&there.token)).await.is_err());
        world.caller(&here.token).await;
        world.caller(&boris.token).await;
        assert_eq!(end_others(&world.services, &caller, Some(&here.token)).await.unwrap(), 0);
    }

    async fn a_session_that_is_over_is_not_listed(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        world.login(ANNA, PASSWORD).await.unwrap();
        world.pass(Duration::minutes(31));
        let here = world.login(ANNA, PASSWORD).await.unwrap();
        let caller = world.caller(&here.token).await;
        assert_eq!(list(&world.services, &caller, Some(&here.token)).await.unwrap().len(), 1);
    }

    async fn a_changed_password_ends_every_other_session_and_gives_this_one_a_new_cookie(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let here = world.login(ANNA, PASSWORD).await.unwrap();
        let there = world.login_from(&home(), ANNA, PASSWORD, true).await.unwrap();
        let fresh = world.change(&here, PASSWORD, OTHER_PASSWORD).await.unwrap();
        world.caller(&fresh.token).await;
        assert_eq!((fresh.remember, fresh.expires_at), (here.remember, here.expires_at));
        for old in [&here, &there] {
            assert!(matches!(who(&world.services, Some(&old.token)).await, Err(Error::SignedOut)));
        }
        assert_eq!(world.subjects_to(ANNA).await, ["Пароль изменён"]);
        world.login(ANNA, OTHER_PASSWORD).await.unwrap();
        assert!(world.login(ANNA, PASSWORD).await.is_err());
    }

    async fn a_wrong_current_password_changes_nothing_and_makes_the_next_try_wait(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let here = world.login(ANNA, PASSWORD).await.unwrap();
        let error = wrong(world.change(&here, "не тот пароль 1", OTHER_PASSWORD).await, Field::CurrentPassword);
        assert_eq!(error, FieldError::PasswordWrong);
        assert_eq!(wait(world.change(&here, PASSWORD, OTHER_PASSWORD).await), Duration::seconds(1));
        world.login(ANNA, PASSWORD).await.unwrap();
        world.pass(Duration::seconds(1));
        world.change(&here, PASSWORD, OTHER_PASSWORD).await.unwrap();
    }

    async fn a_new_password_keeps_the_rule_of_registration(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let here = world.login(ANNA, PASSWORD).await.unwrap();
        for (new, expected) in [
            ("anna@example.ru1", FieldError::PasswordOwn),
            ("qwerty123", FieldError::PasswordGuessable),
            ("привет1", FieldError::PasswordGuessable),
        ] {
            assert_eq!(wrong(world.change(&here, PASSWORD, new).await, Field::Password), expected, "{new}");
        }
        world.caller(&here.token).await;
        assert!(world.letters_to(ANNA).await.is_empty());
    }

    async fn two_changes_at_once_leave_one_password(db: TestDb) {
        let world = World::with(&db, services::Settings::default(), crate::world::patient());
        world.customer(ANNA, PHONE).await;
        let here = world.login(ANNA, PASSWORD).await.unwrap();
        let passwords = [OTHER_PASSWORD, "метель над Камой 8"];
        let changes = passwords.map(|new| world.change(&here, PASSWORD, new));
        let results = join_all(changes).await;
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
        let mut opened = 0;
        for (password, result) in passwords.iter().zip(&results) {
            let login = world.login(ANNA, password).await;
            assert_eq!(login.is_ok(), result.is_ok());
            opened += usize::from(login.is_ok());
            world.pass(Duration::minutes(1));
        }
        assert_eq!(opened, 1);
        assert_eq!(world.subjects_to(ANNA).await.len(), 1);
    }

    async fn guessing_the_current_password_is_slowed_down_more_and_more(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let here = world.login_from(&home(), ANNA, PASSWORD, true).await.unwrap();
        for seconds in [1, 2, 4, 8] {
            wrong(world.change(&here, "не тот пароль 1", OTHER_PASSWORD).await, Field::CurrentPassword);
            let error = refusal(world.change(&here, "не тот пароль 1", OTHER_PASSWORD).await);
            assert_eq!(error, domain::Refusal::TooMany(seconds));
            world.pass(Duration::seconds(i64::from(seconds)));
        }
    }
}
