//! Login: the right password, the wrong one, many of them.

use std::time::{Duration as Waiting, Instant};

use chrono::Duration;
use db::{
    entity::{limits as rows, sessions, throttles, users},
    identity as queries, limits,
    testing::TestDb,
};
use domain::Refusal;
use futures::future::join_all;
use sea_orm::EntityTrait;
use services::{
    Error, Settings,
    hasher::{Hasher, HasherSettings},
    identity::who,
    limits::Network,
    secrets::Token,
};
use tokio::runtime::Handle;

use crate::{
    heard::Heard,
    people::{ANNA, OTHER_PASSWORD, PASSWORD, PHONE},
    rows::all,
    world::{World, alike, home, network, patient, refusal, wait},
};

db::both_databases! {
    async fn a_right_password_opens_a_session_whose_token_is_stored_only_hashed(db: TestDb) {
        let world = World::new(&db);
        let anna = world.customer(ANNA, PHONE).await;
        let first = world.login(" Anna@example.RU ", PASSWORD).await.unwrap();
        let second = world.login(ANNA, PASSWORD).await.unwrap();
        assert_ne!(first.token.digest(), second.token.digest(), "a new one on every login");
        assert_eq!(who(&world.services, Some(&first.token)).await.unwrap().user_id, anna);
        for session in all::<sessions::Entity>(&db).await {
            assert_eq!(session.device, "Firefox on Linux");
            assert!([first.token.digest(), second.token.digest()].contains(&session.token_hash));
            let secret = Token::read(&first.token.expose()).unwrap().expose();
            assert_ne!(session.token_hash, secret.as_bytes());
        }
    }

    async fn an_unknown_address_and_a_wrong_password_are_answered_alike_and_waited_for_alike(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        for _ in 0..3 {
            let wrong = world.login(ANNA, OTHER_PASSWORD).await.map(|_| ());
            let unknown = world.login("nobody@example.ru", OTHER_PASSWORD).await.map(|_| ());
            alike(&wrong, &unknown);
            assert_eq!(refusal(wrong), Refusal::Credentials);
            let wrong = world.login(ANNA, PASSWORD).await.map(|_| ());
            let unknown = world.login("nobody@example.ru", PASSWORD).await.map(|_| ());
            alike(&wrong, &unknown);
            world.pass(wait(wrong));
        }
    }

    async fn the_log_tells_right_logins_from_wrong_ones_and_from_those_for_nobody_without_what_was_typed(db: TestDb) {
        let world = World::new(&db);
        let anna = world.customer(ANNA, PHONE).await;
        let log = Heard::of("audit=");
        let _watch = log.listen();
        world.login(ANNA, PASSWORD).await.unwrap();
        assert_eq!(log.take(), [format!("message=about the way into a cabinet audit=\"logged-in\" user={anna} ")]);
        for (email, lines) in [
            (ANNA, ["\"password-wrong\" user=", "\"told-to-wait\" counter=\"login:"]),
            ("nobody@example.ru", ["\"password-wrong\" counter=\"login:", "\"told-to-wait\" counter=\"login:"]),
        ] {
            for expected in lines {
                assert!(world.login(email, OTHER_PASSWORD).await.is_err());
                let heard = log.take();
                assert_eq!(heard.len(), 1, "{heard:?}");
                assert!(heard[0].contains(expected), "{heard:?}");
                assert!(!heard[0].contains("example") && !heard[0].contains(OTHER_PASSWORD), "{heard:?}");
            }
        }
    }

    async fn the_wait_doubles_and_never_becomes_a_lockout(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        for number in 0..14 {
            // Each from elsewhere: the wait is the person's.
            let from = network(number);
            assert_eq!(refusal(world.login_from(&from, ANNA, OTHER_PASSWORD, false).await), Refusal::Credentials);
            let expected = Duration::seconds((1 << number).min(900));
            assert_eq!(wait(world.login_from(&from, ANNA, PASSWORD, false).await), expected);
            world.pass(expected);
        }
        world.login(ANNA, PASSWORD).await.unwrap();
    }

    async fn guesses_made_at_once_do_not_each_get_an_answer(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let guesses = (0..20).map(|at| {
            let password = format!("неверный пароль {at}");
            let world = &world;
            async move { world.login(ANNA, &password).await }
        });
        let results = join_all(guesses).await;
        let answered = results.into_iter().filter(|result| matches!(result, Err(Error::Refused(Refusal::Credentials))));
        // As many as are verified at the same time, and the ones that began before those were counted.
        let answered = answered.count();
        assert!((1..=4).contains(&answered), "{answered}");
        assert!(world.login(ANNA, PASSWORD).await.is_err(), "all of them count");
    }

    async fn a_refused_try_does_not_prolong_the_wait(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        for _ in 0..3 {
            let _ = world.login(ANNA, OTHER_PASSWORD).await;
            world.pass(Duration::seconds(4));
        }
        let _ = world.login(ANNA, OTHER_PASSWORD).await;
        for left in [8, 7, 6] {
            assert_eq!(wait(world.login(ANNA, OTHER_PASSWORD).await), Duration::seconds(left));
            world.pass(Duration::seconds(1));
        }
        world.pass(Duration::seconds(5));
        world.login(ANNA, PASSWORD).await.unwrap();
    }

    async fn a_success_forgets_the_failures(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        for seconds in [1, 2, 4] {
            let _ = world.login(ANNA, OTHER_PASSWORD).await;
            world.pass(Duration::seconds(seconds));
        }
        world.login(ANNA, PASSWORD).await.unwrap();
        assert!(all::<throttles::Entity>(&db).await.is_empty());
        let _ = world.login(ANNA, OTHER_PASSWORD).await;
        assert_eq!(wait(world.login(ANNA, PASSWORD).await), Duration::seconds(1));
    }

    async fn a_network_that_fails_too_often_is_not_even_let_in_with_the_right_password(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let guesses = (0..100).map(|number| {
            let world = &world;
            async move { world.login(&format!("nobody{number}@example.ru"), OTHER_PASSWORD).await }
        });
        for guess in join_all(guesses).await {
            assert_eq!(refusal(guess), Refusal::Credentials);
        }
        let until = wait(world.login(ANNA, PASSWORD).await);
        assert!(until <= Duration::minutes(10));
        world.login_from(&network(1), ANNA, PASSWORD, false).await.unwrap();
        world.pass(until);
        world.login(ANNA, PASSWORD).await.unwrap();
    }

    async fn a_subscriber_with_many_networks_of_ipv6_gets_the_shares_of_sixteen(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let house = |number: i64| Network(format!("2001:db8:7:{number:x}::/64"));
        for number in 0..3 {
            let stranger = format!("guest{number}@example.ru");
            let wrong = world.login_from(&house(number), &stranger, OTHER_PASSWORD, false).await;
            assert_eq!(refusal(wrong), Refusal::Credentials);
        }
        let key = world.services.keys.label("login-network", "2001:db8:7::/48");
        let counted = all::<rows::Entity>(&db).await.into_iter().find(|row| row.key == key).unwrap();
        assert_eq!(counted.count, 3, "each network adds to it");
        for _ in 3..1_600 {
            limits::spend(db.writer(), &key, 1_600, Duration::minutes(10), world.now()).await.unwrap();
        }
        let fresh = world.login_from(&house(99), ANNA, PASSWORD, false).await;
        assert!(matches!(refusal(fresh), Refusal::TooMany(_)));
        world.login_from(&Network("2001:db8:8:1::/64".into()), ANNA, PASSWORD, false).await.unwrap();
    }

    async fn a_hash_with_weaker_parameters_is_made_anew_at_login(db: TestDb) {
        let weak = World::new(&db);
        weak.customer(ANNA, PHONE).await;
        let before = users::Entity::find().one(db.reader()).await.unwrap().unwrap();
        let world = World::with(&db, Settings::default(), HasherSettings { passes: 3, ..patient() });
        world.pass(Duration::days(1));
        for login in join_all((0..3).map(|_| world.login(ANNA, PASSWORD))).await {
            login.unwrap();
        }
        let after = users::Entity::find().one(db.reader()).await.unwrap().unwrap();
        assert!(before.password_hash.contains("t=2,") && after.password_hash.contains("t=3,"));
        assert_eq!(after.password_changed_at, before.password_changed_at, "the password is the same");
        world.login(ANNA, PASSWORD).await.unwrap();
        let kept = users::Entity::find().one(db.reader()).await.unwrap().unwrap();
        assert_eq!(kept.password_hash, after.password_hash, "once is enough");
    }

    async fn parameters_below_the_floor_are_raised_to_it(db: TestDb) {
        let world = World::new(&db);
        let careless = HasherSettings { memory_kib: 8, passes: 1, ..patient() };
        let hasher = Hasher::new(careless, world.entropy.clone()).unwrap();
        assert!(hasher.hash(PASSWORD).await.unwrap().contains("m=19456,t=2,p=1"));
    }

    async fn a_flood_of_logins_is_told_quickly_that_the_house_is_busy_and_costs_nobody_a_wait(db: TestDb) {
        let settings = HasherSettings { at_once: 1, ..HasherSettings::default() };
        let world = World::with(&db, Settings::default(), settings);
        world.customer(ANNA, PHONE).await;
        let hasher = world.services.hasher.clone();
        // The one place is taken for longer than anybody is asked to wait.
        let (taken, is_taken) = tokio::sync::oneshot::channel();
        let (leave, may_leave) = std::sync::mpsc::channel::<()>();
        let holder = tokio::spawn(async move {
            hasher.run(move || { let _ = taken.send(()); let _ = may_leave.recv(); }).await
        });
        is_taken.await.unwrap();
        let began = Instant::now();
        let flood = join_all((0..60).map(|_| world.login(ANNA, PASSWORD))).await;
        let took = began.elapsed();
        assert!(flood.iter().all(|login| matches!(login, Err(Error::Busy))));
        assert!(took < Waiting::from_secs(3), "{took:?} for all of them together");
        leave.send(()).unwrap();
        holder.await.unwrap().unwrap();
        world.login(ANNA, PASSWORD).await.unwrap();
    }

    async fn a_password_changed_while_the_old_one_was_verified_lets_nobody_in(db: TestDb) {
        let world = World::new(&db);
        let anna = world.customer(ANNA, PHONE).await;
        let hash = world.services.hasher.hash(OTHER_PASSWORD).await.unwrap();
        let (services, handle, changed_at) = (world.services.clone(), Handle::current(), world.now() + Duration::seconds(1));
        // The first randomness a login asks for is its token: the password has been found right by then.
        world.entropy.before_next(move || {
            tokio::task::block_in_place(|| handle.block_on(async {
                queries::users::set_password(services.db.writer(), anna, &hash, changed_at).await.unwrap();
                queries::sessions::end_all(services.db.writer(), anna).await.unwrap();
            }));
        });
        assert_eq!(refusal(world.login(ANNA, PASSWORD).await), Refusal::Credentials);
        assert!(all::<sessions::Entity>(&db).await.is_empty());
        world.login_from(&home(), ANNA, OTHER_PASSWORD, false).await.unwrap();
    }
}
