//! A browser that its owner has logged in with before waits for its own failures, and for nobody else's.

use chrono::Duration;
use db::testing::TestDb;
use domain::Refusal;
use services::{Result, identity::Entered, secrets::Token};

use crate::{
    people::{ANNA, OTHER_PASSWORD, PASSWORD, PHONE},
    world::{World, home, network, refusal, wait},
};

const BORIS: &str = "boris@example.ru";

impl World {
    /// Anna's login in a browser with this mark.
    async fn known(&self, mark: &Token, password: &str) -> Result<Entered> {
        self.enter_with(Some(mark), &home(), ANNA, password, false).await
    }

    /// So many wrong passwords, each from elsewhere and as soon as it may be tried.
    async fn guessed(&self, times: usize) {
        for number in 0..times {
            let guess = self.login_from(&network(number), ANNA, OTHER_PASSWORD, false).await;
            assert_eq!(refusal(guess), Refusal::Credentials);
            if number + 1 < times {
                self.pass(Duration::seconds((1 << number).min(900)));
            }
        }
    }
}

db::both_databases! {
    async fn strangers_who_guess_do_not_keep_the_owners_browser_waiting(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let mark = world.login(ANNA, PASSWORD).await.unwrap().known;
        world.guessed(11).await;
        let quarter = Duration::seconds(900);
        assert_eq!(wait(world.login(ANNA, PASSWORD).await), quarter);
        assert!(world.known(&mark, PASSWORD).await.is_ok());
        assert_eq!(wait(world.login(ANNA, PASSWORD).await), quarter, "strangers gain nothing by it");
    }

    async fn a_known_browser_waits_for_its_own_failures_and_nobody_else_does(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let mark = world.login(ANNA, PASSWORD).await.unwrap().known;
        let other = world.login(ANNA, PASSWORD).await.unwrap().known;
        for seconds in [1, 2, 4, 8] {
            assert_eq!(refusal(world.known(&mark, OTHER_PASSWORD).await), Refusal::Credentials);
            assert_eq!(wait(world.known(&mark, PASSWORD).await), Duration::seconds(seconds));
            assert!(world.known(&other, PASSWORD).await.is_ok());
            assert!(world.login(ANNA, PASSWORD).await.is_ok());
            world.pass(Duration::seconds(seconds));
        }
        assert!(world.known(&mark, PASSWORD).await.is_ok());
        assert_eq!(refusal(world.known(&mark, OTHER_PASSWORD).await), Refusal::Credentials);
        assert_eq!(wait(world.known(&mark, PASSWORD).await), Duration::seconds(1), "a success forgets");
    }

    async fn a_mark_is_worth_nothing_to_others_and_after_a_new_password(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        world.customer(BORIS, PHONE).await;
        let boris = world.login(BORIS, PASSWORD).await.unwrap().known;
        let session = world.login(ANNA, PASSWORD).await.unwrap();
        world.guessed(2).await;
        let nobody = world.services.new_token().unwrap();
        for mark in [&boris, &nobody] {
            assert_eq!(wait(world.known(mark, PASSWORD).await), Duration::seconds(2));
        }
        assert!(world.known(&session.known, PASSWORD).await.is_ok());
        world.pass(Duration::seconds(1));
        let fresh = world.change(&session, PASSWORD, OTHER_PASSWORD).await.unwrap();
        assert_eq!(wait(world.known(&session.known, OTHER_PASSWORD).await), Duration::seconds(1));
        assert!(world.known(&fresh.known, OTHER_PASSWORD).await.is_ok(), "the browser that changed it is known");
    }
}
