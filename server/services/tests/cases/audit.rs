//! What the log keeps about the ways into a cabinet: each change once, by id alone, and no change that was refused.

use chrono::Duration;
use db::testing::TestDb;
use services::identity::{
    Entered, come_back, confirm_email, end_others, end_sessions, leave, new_codes, own_data, remove_factors,
    remove_key, return_email, start_app, start_key_login, turn_off_app,
};
use uuid::Uuid;

use crate::{
    factors::proven,
    heard::Heard,
    people::{ANNA, OTHER_PASSWORD, PASSWORD, PHONE},
    world::{World, home},
};

const NEW: &str = "anna.new@example.ru";
const NEW_PHONE: &str = "+79990000002";

/// All that was said since, which was about one person and in the same words.
fn said(log: &Heard, user: Uuid) -> Vec<String> {
    let end = format!("\" user={user} ");
    log.take()
        .into_iter()
        .map(|line| {
            let told = line.strip_prefix("message=about the way into a cabinet audit=\"");
            let told = told.and_then(|told| told.strip_suffix(&end));
            told.unwrap_or_else(|| panic!("should name {user} alone: {line}"))
                .to_owned()
        })
        .collect()
}

/// Whether one thing was said since, about a counter of this purpose.
fn is_counted(log: &Heard, audit: &str, purpose: &str) -> bool {
    let told = log.take();
    let expected = format!("message=about the way into a cabinet audit=\"{audit}\" counter=\"{purpose}:");
    told.len() == 1 && told[0].starts_with(&expected)
}

db::both_databases! {
    async fn sessions_ended_data_taken_leaving_and_coming_back_are_told(db: TestDb) {
        let world = World::new(&db);
        let anna = world.customer(ANNA, PHONE).await;
        let session = world.login(ANNA, PASSWORD).await.unwrap();
        let (services, caller) = (&world.services, &world.asking(&session).await);
        let log = Heard::of("audit=");
        let _watch = log.listen();

        end_others(services, caller, Some(&session.token)).await.unwrap();
        assert_eq!(said(&log, anna), ["other-sessions-ended"]);
        assert!(end_others(services, caller, None).await.is_err());
        assert!(said(&log, anna).is_empty());

        assert!(own_data(services, caller, OTHER_PASSWORD).await.is_err());
        assert_eq!(said(&log, anna), ["current-password-wrong"]);
        world.pass(Duration::seconds(1));
        own_data(services, caller, PASSWORD).await.unwrap();
        assert_eq!(said(&log, anna), ["own-data-taken"]);

        assert!(leave(services, caller, OTHER_PASSWORD).await.is_err());
        assert_eq!(said(&log, anna), ["current-password-wrong"]);
        world.pass(Duration::seconds(1));
        leave(services, caller, PASSWORD).await.unwrap();
        assert_eq!(said(&log, anna), ["leaves"]);

        let back = world.login(ANNA, PASSWORD).await.unwrap();
        assert_eq!(said(&log, anna), ["logged-in"]);
        assert!(come_back(services, None).await.is_err());
        assert!(said(&log, anna).is_empty());
        for told in [vec!["came-back"], vec![]] {
            come_back(services, Some(&back.token)).await.unwrap();
            assert_eq!(said(&log, anna), told, "once");
        }
    }

    async fn a_new_password_phone_and_email_are_told_and_the_ways_back(db: TestDb) {
        let world = World::new(&db);
        let anna = world.customer(ANNA, PHONE).await;
        let session = world.login(ANNA, PASSWORD).await.unwrap();
        let services = &world.services;
        let log = Heard::of("audit=");
        let _watch = log.listen();

        assert!(world.change(&session, OTHER_PASSWORD, PASSWORD).await.is_err());
        assert_eq!(said(&log, anna), ["current-password-wrong"]);
        world.pass(Duration::seconds(1));
        let session = world.change(&session, PASSWORD, OTHER_PASSWORD).await.unwrap();
        assert_eq!(said(&log, anna), ["password-changed"]);

        let attempt = world.attempt(NEW_PHONE).await;
        let code = world.code().await;
        let other = if code == "123456" { "654321" } else { "123456" };
        assert!(world.new_phone(&session, &attempt, NEW_PHONE, other, OTHER_PASSWORD).await.is_err());
        assert!(said(&log, anna).is_empty());
        world.new_phone(&session, &attempt, NEW_PHONE, &code, OTHER_PASSWORD).await.unwrap();
        assert_eq!(said(&log, anna), ["phone-changed"]);

        world.ask_email(&session, NEW, OTHER_PASSWORD).await.unwrap();
        assert!(said(&log, anna).is_empty(), "nothing has changed yet");
        let token = world.token_to(NEW).await;
        confirm_email(services, Some(&session.token), &token).await.unwrap();
        assert_eq!(said(&log, anna), ["email-changed"]);
        assert!(confirm_email(services, Some(&session.token), &token).await.is_err());
        return_email(services, &world.token_to(ANNA).await).await.unwrap();
        assert_eq!(said(&log, anna), ["email-returned"]);

        world.forget(ANNA).await.unwrap();
        assert!(said(&log, anna).is_empty(), "anybody may ask");
        let token = world.token_to(ANNA).await;
        world.pass(Duration::seconds(1));
        world.new_password(&token, PASSWORD).await.unwrap();
        assert_eq!(said(&log, anna), ["password-recovered"]);
        assert!(world.new_password(&token, OTHER_PASSWORD).await.is_err());
        assert!(said(&log, anna).is_empty());
    }

    async fn an_app_and_its_codes_are_told_turned_on_used_made_anew_turned_off_and_taken_back(db: TestDb) {
        let world = World::new(&db);
        let anna = world.customer(ANNA, PHONE).await;
        let caller = world.inside().await;
        let services = &world.services;
        let log = Heard::of("audit=");
        let _watch = log.listen();

        start_app(services, &caller, PASSWORD).await.unwrap();
        assert!(said(&log, anna).is_empty(), "nothing is on yet");
        let phone = world.app_of(&caller).await;
        assert_eq!(said(&log, anna), ["app-on"]);

        let Entered::SecondStep(_) = world.enter(&home(), ANNA, PASSWORD, false).await.unwrap() else {
            panic!("should be asked");
        };
        assert_eq!(said(&log, anna), ["password-right"]);

        let wrong = proven(PASSWORD, "", "ABCD-EFGH-JKMN");
        assert!(new_codes(services, &caller, &home(), wrong).await.is_err());
        assert_eq!(said(&log, anna), ["factor-wrong"]);
        world.pass(Duration::seconds(30));
        let right = proven(PASSWORD, &phone.code(&world, 0), "");
        new_codes(services, &caller, &home(), right).await.unwrap();
        assert_eq!(said(&log, anna), ["codes-made"]);
        world.pass(Duration::seconds(30));
        let right = proven(PASSWORD, &phone.code(&world, 0), "");
        turn_off_app(services, &caller, &home(), right).await.unwrap();
        assert_eq!(said(&log, anna), ["app-off"]);

        world.pass(Duration::minutes(1));
        world.app_of(&caller).await;
        let token = world.token_to(ANNA).await;
        world.new_password(&token, OTHER_PASSWORD).await.unwrap();
        assert_eq!(said(&log, anna), ["app-on", "factors-taken-back", "password-recovered"]);
    }

    async fn passkeys_added_and_removed_and_what_an_operator_does_are_told(db: TestDb) {
        let world = World::new(&db);
        let log = Heard::of("audit=");
        let _watch = log.listen();
        let (caller, _, _) = world.with_key().await;
        let anna = caller.user_id;
        assert_eq!(said(&log, anna), ["logged-in", "passkey-added"]);
        let services = &world.services;
        let key = world.factors(&caller, None).await.keys[0].id;
        remove_key(services, &caller, key, PASSWORD).await.unwrap();
        assert_eq!(said(&log, anna), ["passkey-removed"]);
        assert!(remove_key(services, &caller, key, PASSWORD).await.is_err());
        assert!(said(&log, anna).is_empty());

        let email = ANNA.parse().unwrap();
        assert!(remove_factors(services, &email).await.is_err());
        assert!(said(&log, anna).is_empty(), "there was none");
        world.app_of(&caller).await;
        remove_factors(services, &email).await.unwrap();
        end_sessions(services, &email).await.unwrap();
        assert_eq!(said(&log, anna), ["app-on", "factors-removed-by-operator", "sessions-ended-by-operator"]);
    }

    async fn a_passkey_alone_that_opens_nothing_is_told_of_whomever_it_names(db: TestDb) {
        let world = World::new(&db);
        let (caller, mut device, id) = world.with_key().await;
        let anna = caller.user_id;
        let boris = world.customer("boris@example.ru", NEW_PHONE).await;
        let begin = async || start_key_login(&world.services, &home()).await.unwrap().token;
        let log = Heard::of("audit=");
        let _watch = log.listen();

        let answer = world.answer_alone(&begin().await, &mut device, &id, anna).await;
        assert!(world.enter_by_key(&begin().await, &answer).await.is_err(), "to another question");
        assert_eq!(said(&log, anna), ["passkey-wrong"]);

        let token = begin().await;
        let answer = world.answer_alone(&token, &mut device, &id, boris).await;
        assert!(world.enter_by_key(&token, &answer).await.is_err());
        assert_eq!(said(&log, boris), ["passkey-wrong"]);

        let token = begin().await;
        let answer = world.answer_alone(&token, &mut device, &id, Uuid::from_u128(1)).await;
        assert!(world.enter_by_key(&token, &answer).await.is_err());
        assert!(is_counted(&log, "passkey-wrong", "key-network"));

        let token = begin().await;
        let answer = world.answer_alone(&token, &mut device, &id, anna).await;
        world.enter_by_key(&token, &answer).await.unwrap();
        assert_eq!(said(&log, anna), ["logged-in"]);
    }

    async fn a_wrong_password_at_a_confirmation_is_told_without_what_was_typed(db: TestDb) {
        let world = World::new(&db);
        world.register(ANNA, PHONE).await;
        let token = world.token_to(ANNA).await;
        let log = Heard::of("audit=");
        let _watch = log.listen();
        assert!(world.confirm(&token, OTHER_PASSWORD).await.is_err());
        assert!(is_counted(&log, "password-wrong", "confirm"));
        world.pass(Duration::seconds(1));
        world.confirm(&token, PASSWORD).await.unwrap();
        assert!(log.take().is_empty());
    }
}
