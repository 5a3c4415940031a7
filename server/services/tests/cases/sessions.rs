//! Sessions: how long they last and what ends them.

use chrono::{DateTime, Duration, Utc};
use db::{entity::sessions, testing::TestDb};
use sea_orm::EntityTrait;
use services::{
    Error,
    identity::{SignedIn, logout, who},
    secrets::Token,
};

use crate::{
    people::{ANNA, OTHER_PASSWORD, PASSWORD, PHONE},
    rows::count,
    world::{World, home, start},
};

async fn is_open(world: &World, session: &SignedIn) -> bool {
    let answer = who(&world.services, Some(&session.token)).await;
    world.settle().await;
    match answer {
        Ok(_) => true,
        Err(Error::SignedOut) => false,
        Err(error) => panic!("{error:?}"),
    }
}

async fn last_seen(db: &TestDb) -> DateTime<Utc> {
    sessions::Entity::find()
        .one(db.reader())
        .await
        .unwrap()
        .unwrap()
        .last_seen_at
}

db::both_databases! {
    async fn a_session_tells_who_is_asking_and_hides_most_of_the_phone(db: TestDb) {
        let world = World::new(&db);
        let anna = world.customer(ANNA, PHONE).await;
        let session = world.login(ANNA, PASSWORD).await.unwrap();
        let caller = who(&world.services, Some(&session.token)).await.unwrap();
        assert_eq!((caller.user_id, caller.email.as_str(), caller.phone.as_str()), (anna, ANNA, PHONE));
        assert_eq!(caller.me().phone, "+7(•••)•••-00-01");
    }

    async fn nobody_is_asking_without_a_token_or_with_an_unknown_one(db: TestDb) {
        let world = World::new(&db);
        let unknown: Token = world.services.new_token().unwrap();
        for token in [None, Some(&unknown)] {
            assert!(matches!(who(&world.services, token).await, Err(Error::SignedOut)));
        }
    }

    async fn a_session_ends_after_half_an_hour_without_a_request(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let session = world.login(ANNA, PASSWORD).await.unwrap();
        for _ in 0..3 {
            world.pass(Duration::minutes(29));
            assert!(is_open(&world, &session).await);
        }
        world.pass(Duration::minutes(30));
        assert!(!is_open(&world, &session).await);
        world.move_to(start() + Duration::hours(1));
        assert!(is_open(&world, &session).await, "looking at a session that is over did not change it");
    }

    async fn a_session_ends_after_twelve_hours_however_busy(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let session = world.login(ANNA, PASSWORD).await.unwrap();
        assert_eq!(session.expires_at, start() + Duration::hours(12));
        while world.now() < session.expires_at {
            assert!(is_open(&world, &session).await);
            world.pass(Duration::minutes(20));
        }
        assert!(!is_open(&world, &session).await);
    }

    async fn a_remembered_device_stays_for_thirty_days_if_it_is_used_every_fortnight(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let session = world.login_from(&home(), ANNA, PASSWORD, true).await.unwrap();
        assert!(session.remember);
        for _ in 0..2 {
            world.pass(Duration::days(14) - Duration::seconds(1));
            assert!(is_open(&world, &session).await);
        }
        world.move_to(start() + Duration::days(30) - Duration::seconds(1));
        assert!(is_open(&world, &session).await);
        world.pass(Duration::seconds(1));
        assert!(!is_open(&world, &session).await);
    }

    async fn a_remembered_device_ends_after_a_fortnight_without_a_request(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let session = world.login_from(&home(), ANNA, PASSWORD, true).await.unwrap();
        world.pass(Duration::days(14) - Duration::seconds(1));
        assert!(is_open(&world, &session).await);
        world.pass(Duration::days(14));
        assert!(!is_open(&world, &session).await);
    }

    async fn logging_out_ends_this_session_on_the_server_and_no_other(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let here = world.login(ANNA, PASSWORD).await.unwrap();
        let there = world.login(ANNA, PASSWORD).await.unwrap();
        logout(&world.services, Some(&here.token)).await.unwrap();
        assert!(!is_open(&world, &here).await);
        assert!(is_open(&world, &there).await);
        assert_eq!(count::<sessions::Entity>(&db).await, 1);
        logout(&world.services, Some(&here.token)).await.unwrap();
        logout(&world.services, None).await.unwrap();
    }

    async fn a_new_password_ends_every_session_of_its_owner_and_of_nobody_else(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        world.customer("boris@example.ru", PHONE).await;
        let mut annas = vec![world.login(ANNA, PASSWORD).await.unwrap()];
        annas.push(world.login_from(&home(), ANNA, PASSWORD, true).await.unwrap());
        let boris = world.login("boris@example.ru", PASSWORD).await.unwrap();
        world.forget(ANNA).await.unwrap();
        let token = world.token_to(ANNA).await;
        world.pass(Duration::minutes(1));
        world.new_password(&token, OTHER_PASSWORD).await.unwrap();
        for session in &annas {
            assert!(!is_open(&world, session).await);
        }
        assert!(is_open(&world, &boris).await);
    }

    async fn being_here_is_noted_at_most_once_a_minute(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let session = world.login(ANNA, PASSWORD).await.unwrap();
        world.pass(Duration::seconds(59));
        assert!(is_open(&world, &session).await);
        assert_eq!(last_seen(&db).await, start());
        world.pass(Duration::seconds(1));
        assert!(is_open(&world, &session).await);
        assert_eq!(last_seen(&db).await, start() + Duration::minutes(1));
    }
}
