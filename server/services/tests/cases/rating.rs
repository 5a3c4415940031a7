//! How good a new password is, while it is typed.

use chrono::Duration;
use db::testing::TestDb;
use domain::{
    FieldError,
    identity::{PasswordPolicy, Rating, RatingForm},
};
use services::{
    Result, Settings,
    hasher::HasherSettings,
    identity::{Caller, rate_password},
    limits::Network,
};

use crate::{
    people::{ANNA, PASSWORD, PHONE},
    world::{World, home, network, wait},
};

const GUESSABLE: Rating = Rating::Weak(FieldError::PasswordGuessable);
const OWN: Rating = Rating::Weak(FieldError::PasswordOwn);

impl World {
    async fn rate(&self, from: &Network, caller: Option<&Caller>, password: &str) -> Result<Option<Rating>> {
        let form = RatingForm {
            password: password.into(),
            ..RatingForm::default()
        };
        rate_password(&self.services, from, caller, form.validate(PasswordPolicy::default())?).await
    }
}

db::both_databases! {
    async fn a_password_is_rated_by_the_rule_that_the_form_will_keep(db: TestDb) {
        let world = World::new(&db);
        for (password, expected) in [
            ("qwerty123", GUESSABLE),
            ("ghbdtn1", GUESSABLE),
            ("x7kq2mV", Rating::Fair),
            (PASSWORD, Rating::Strong),
        ] {
            assert_eq!(world.rate(&home(), None, password).await.unwrap(), Some(expected), "{password}");
        }
    }

    async fn what_belongs_to_whoever_asks_is_no_password(db: TestDb) {
        let world = World::new(&db);
        let anna = world.somebody(ANNA, PHONE).await;
        for password in ["anna-9-anna", "j9990000001"] {
            assert_eq!(world.rate(&home(), Some(&anna), password).await.unwrap(), Some(OWN), "{password}");
            assert_ne!(world.rate(&home(), None, password).await.unwrap(), Some(OWN), "{password}");
        }
    }

    async fn a_network_asks_three_hundred_times_in_ten_minutes(db: TestDb) {
        let world = World::new(&db);
        for _ in 0..300 {
            world.rate(&home(), None, "x7kq2mV").await.unwrap();
        }
        let until = wait(world.rate(&home(), None, "x7kq2mV").await);
        world.rate(&network(1), None, "x7kq2mV").await.unwrap();
        assert!(until <= Duration::minutes(10));
        world.pass(until);
        world.rate(&home(), None, "x7kq2mV").await.unwrap();
    }

    async fn whoever_logs_in_comes_before_a_rating(db: TestDb) {
        let hasher = HasherSettings { at_once: 1, patience: std::time::Duration::ZERO, ..HasherSettings::default() };
        let world = World::with(&db, Settings::default(), hasher);
        let turn = world.services.hasher.turn().await.unwrap();
        assert_eq!(world.rate(&home(), None, PASSWORD).await.unwrap(), None);
        drop(turn);
        assert_eq!(world.rate(&home(), None, PASSWORD).await.unwrap(), Some(Rating::Strong));
    }
}
