//! Letters and text messages on their way out.

use std::{sync::Arc, time::Duration as Waiting};

use chrono::Duration;
use db::{
    entity::notices::{self, Model},
    testing::TestDb,
};
use services::{
    notices::{Dispatcher, Round},
    ports::DeliveryError,
};

use crate::{
    outbox::Outbox,
    people::{ANNA, PHONE},
    rows::all,
    world::World,
};

const SENT: Round = Round {
    sent: 1,
    delayed: 0,
    dead: 0,
};
const DELAYED: Round = Round {
    sent: 0,
    delayed: 1,
    dead: 0,
};
const DEAD: Round = Round {
    sent: 0,
    delayed: 0,
    dead: 1,
};

fn busy() -> DeliveryError {
    DeliveryError::Temporary("the server is busy".to_owned())
}

async fn only(db: &TestDb) -> Model {
    let mut rows = all::<notices::Entity>(db).await;
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

/// A second process that sends.
fn another(world: &World, outbox: &Arc<Outbox>) -> Dispatcher {
    Dispatcher::new(world.services.clone(), outbox.clone(), outbox.clone())
}

db::both_databases! {
    async fn a_message_that_fails_for_now_is_tried_again_after_growing_pauses(db: TestDb) {
        let world = World::new(&db);
        world.attempt(PHONE).await;
        for seconds in [2, 4, 8, 16] {
            world.outbox.fail(busy());
            assert_eq!(world.post.round().await.unwrap(), DELAYED);
            let waiting = only(&db).await;
            assert_eq!(waiting.run_at, world.now() + Duration::seconds(seconds));
            assert_eq!(waiting.last_error.as_deref(), Some("the server is busy"));
            world.pass(Duration::seconds(seconds) - Duration::milliseconds(1));
            assert_eq!(world.post.round().await.unwrap(), Round::default(), "not before its time");
            world.pass(Duration::milliseconds(1));
        }
        assert_eq!(world.post.round().await.unwrap(), SENT);
        assert_eq!(world.outbox.texts().len(), 1);
        assert_eq!(only(&db).await.attempts, 5);
    }

    async fn every_try_of_a_text_message_carries_the_same_key(db: TestDb) {
        let world = World::new(&db);
        world.attempt(PHONE).await;
        let id = only(&db).await.id.to_string();
        world.outbox.fail(busy());
        world.post.round().await.unwrap();
        world.pass(Duration::seconds(2));
        world.post.round().await.unwrap();
        assert_eq!(world.outbox.texts()[0].idempotency_key, id);
    }

    async fn a_message_refused_for_good_is_given_up_and_its_text_is_blanked(db: TestDb) {
        let world = World::new(&db);
        world.attempt(PHONE).await;
        world.outbox.fail(DeliveryError::Permanent("no such number".to_owned()));
        assert_eq!(world.post.round().await.unwrap(), DEAD);
        let dead = only(&db).await;
        assert!(dead.dead_at.is_some() && dead.sent_at.is_none() && dead.body.is_empty());
        world.pass(Duration::days(1));
        assert_eq!(world.post.round().await.unwrap(), Round::default());
        assert!(world.outbox.texts().is_empty());
    }

    async fn a_message_that_never_gets_through_is_given_up_after_ten_tries(db: TestDb) {
        let world = World::new(&db);
        world.attempt(PHONE).await;
        for _ in 0..9 {
            world.outbox.fail(busy());
            assert_eq!(world.post.round().await.unwrap(), DELAYED);
            world.pass(Duration::minutes(30));
        }
        world.outbox.fail(busy());
        assert_eq!(world.post.round().await.unwrap(), DEAD);
        assert_eq!(only(&db).await.attempts, 10);
    }

    async fn a_letter_is_blanked_when_it_has_left(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        world.forget(ANNA).await.unwrap();
        assert!(only(&db).await.body.contains("token="));
        assert_eq!(world.post.round().await.unwrap(), SENT);
        let sent = only(&db).await;
        assert_eq!((sent.body.as_str(), sent.recipient.as_str(), sent.subject.as_str()), ("", "", ""));
        let letter = &world.outbox.letters()[0];
        assert!(letter.text.contains("token=") && letter.html.as_ref().unwrap().contains("token="));
    }

    async fn two_that_send_at_once_never_send_the_same(db: TestDb) {
        let world = World::new(&db);
        for number in 10..60 {
            world.pass(Duration::hours(1));
            world.attempt(&format!("+799900000{number}")).await;
        }
        let second = another(&world, &world.outbox);
        let send = async |post: &Dispatcher| while post.round().await.unwrap() != Round::default() {};
        futures::future::join3(send(&world.post), send(&second), send(&world.post)).await;
        let mut keys: Vec<_> = world.outbox.texts().into_iter().map(|sms| sms.idempotency_key).collect();
        assert_eq!(keys.len(), 50);
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), 50);
    }

    async fn what_one_holds_another_takes_only_after_the_lease(db: TestDb) {
        let world = World::new(&db);
        world.attempt(PHONE).await;
        world.outbox.hold();
        let quick = Arc::new(Outbox::default());
        let second = another(&world, &quick);
        let meanwhile = async {
            world.outbox.has_begun().await;
            world.pass(Duration::seconds(119));
            assert_eq!(second.round().await.unwrap(), Round::default(), "held");
            world.outbox.let_go();
        };
        let (first, ()) = futures::future::join(world.post.round(), meanwhile).await;
        assert_eq!(first.unwrap(), SENT);
        assert!(quick.texts().is_empty());
    }

    async fn what_a_dead_process_held_is_sent_by_another_after_the_lease(db: TestDb) {
        let world = World::new(&db);
        world.attempt(PHONE).await;
        world.outbox.hold();
        // The first is gone in the middle of sending.
        let first = futures::future::select(Box::pin(world.post.round()), Box::pin(world.outbox.has_begun())).await;
        assert!(matches!(first, futures::future::Either::Right(_)));
        drop(first);
        let quick = Arc::new(Outbox::default());
        let second = another(&world, &quick);
        assert_eq!(second.round().await.unwrap(), Round::default());
        world.pass(Duration::minutes(2));
        assert_eq!(second.round().await.unwrap(), SENT);
        assert_eq!(only(&db).await.attempts, 2);
    }

    async fn one_that_comes_back_after_its_lease_spoils_nothing(db: TestDb) {
        let world = World::new(&db);
        world.attempt(PHONE).await;
        world.outbox.hold();
        world.outbox.fail(busy());
        let quick = Arc::new(Outbox::default());
        let second = another(&world, &quick);
        let meanwhile = async {
            world.outbox.has_begun().await;
            world.pass(Duration::minutes(2));
            assert_eq!(second.round().await.unwrap(), SENT);
            world.outbox.let_go();
        };
        let (first, ()) = futures::future::join(world.post.round(), meanwhile).await;
        first.unwrap();
        let row = only(&db).await;
        assert!(row.sent_at.is_some() && row.last_error.is_none());
        world.pass(Duration::days(1));
        assert_eq!(world.post.round().await.unwrap(), Round::default());
    }

    async fn a_notice_is_sent_soon_after_it_is_written_down_by_one_that_runs(db: TestDb) {
        let world = World::new(&db);
        let running = async { world.post.run().await };
        let asking = async {
            tokio::time::sleep(Waiting::from_millis(100)).await;
            world.attempt(PHONE).await;
            while world.outbox.texts().is_empty() {
                tokio::time::sleep(Waiting::from_millis(5)).await;
            }
        };
        let both = tokio::time::timeout(Waiting::from_secs(20), futures::future::select(Box::pin(running), Box::pin(asking)));
        both.await.expect("sent in time");
    }
}
