//! What is over is forgotten, and nothing else.

use chrono::Duration;
use db::{
    both_databases, drafts,
    entity::{
        ceremonies, drafts::Model as Draft, email_changes, files, invitations, kept_readings, notices, reading_photos,
        recoveries, sessions, users::Model as User,
    },
    expired,
    identity::registrations,
    limits,
    testing::TestDb,
    throttles as waits,
};

use sea_orm::{EntityTrait as _, PaginatorTrait as _};

use crate::rows::{account, add, after, branch, day, id, meter, notice, now, phone_code, registration, user};

const HOUR: Duration = Duration::hours(1);

fn change(user: &User, token: u8, undo_until: Option<i64>) -> email_changes::Model {
    email_changes::Model {
        id: id(),
        user_id: user.id,
        old_email: user.email.clone(),
        new_email: "new@example.ru".into(),
        token_hash: vec![token; 32],
        created_at: now(),
        expires_at: after(3600),
        used_at: None,
        undo_hash: undo_until.map(|_| vec![token; 32]),
        undo_until: undo_until.map(after),
    }
}

both_databases! {
    async fn what_is_over_is_forgotten_in_every_table(db: TestDb) {
        let anna: User = add(&db, user("anna@example.ru")).await;
        let conn = db.writer();
        registrations::insert(conn, registration(&[1; 32])).await.unwrap();
        add(&db, phone_code(&[1; 32], after(3300))).await;
        limits::spend(conn, "key", 1, HOUR, now()).await.unwrap();
        waits::fail(conn, "key", after(3600 - 24 * 3600)).await.unwrap();
        add(&db, Draft { id_hash: vec![1], path: "/".into(), fields: "[]".into(), expires_at: after(3600) }).await;
        add(&db, sessions::Model {
            id: id(), token_hash: vec![1; 32], user_id: anna.id, created_at: now(), last_seen_at: now(),
            expires_at: after(3600), remember: false, device: "Firefox".into(), network: "192.0.2.1".into(),
        }).await;
        add(&db, recoveries::Model {
            id: id(), user_id: anna.id, token_hash: vec![1; 32], created_at: now(), expires_at: after(3600), used_at: None,
            ends_factors: false,
        }).await;
        add(&db, ceremonies::Model {
            id: id(), token_hash: vec![1; 32], kind: "login".into(), user_id: Some(anna.id), state: vec![],
            tries: 0, created_at: now(), expires_at: after(3600),
        }).await;
        add(&db, change(&anna, 1, None)).await;
        add(&db, branch("tver")).await;
        let flat = add(&db, account("tver", "690000001", None)).await;
        add(&db, invitations::Model {
            id: id(), account_id: flat.id, inviter_id: anna.id, email: "boris@example.ru".into(), role: "reader".into(),
            token_hash: vec![1; 32], created_at: now(), expires_at: after(3600),
        }).await;
        assert_eq!(expired::forget(conn, after(3600), 10).await.unwrap(), 0);
        assert_eq!(expired::forget(conn, after(3601), 10).await.unwrap(), 10);
        assert_eq!(expired::forget(conn, after(3601), 10).await.unwrap(), 0);
    }

    async fn a_change_of_address_is_kept_for_its_way_back(db: TestDb) {
        let anna: User = add(&db, user("anna@example.ru")).await;
        add(&db, change(&anna, 1, Some(7200))).await;
        assert_eq!(expired::forget(db.writer(), after(7200), 10).await.unwrap(), 0);
        assert_eq!(expired::forget(db.writer(), after(7201), 10).await.unwrap(), 1);
    }

    async fn letters_that_left_or_were_given_up_go_and_those_that_wait_stay(db: TestDb) {
        for (sent_at, dead_at) in [(Some(now()), None), (None, Some(now())), (Some(after(60)), None), (None, None)] {
            add(&db, notices::Model { sent_at, dead_at, ..notice(now()) }).await;
        }
        assert_eq!(expired::forget_notices(db.writer(), now(), 10).await.unwrap(), 0);
        assert_eq!(expired::forget_notices(db.writer(), after(1), 10).await.unwrap(), 2);
        assert_eq!(expired::forget_notices(db.writer(), after(61), 10).await.unwrap(), 1);
        assert_eq!(notices::Entity::find().count(db.reader()).await.unwrap(), 1);
    }

    async fn what_was_refused_goes_with_its_photos_and_no_more_than_so_many_at_once(db: TestDb) {
        let anna: User = add(&db, user("anna@example.ru")).await;
        add(&db, branch("tver")).await;
        let flat = add(&db, account("tver", "690000001", None)).await;
        for at in 0..5 {
            let meter = add(&db, meter(&flat, &format!("10{at}"), 1)).await;
            let file = add(&db, files::Model {
                id: id(), name: "a.png".into(), kind: "image/png".into(), bytes: 1, key_id: "key".into(),
                wrapped_key: vec![1], created_at: now(),
            }).await;
            let kept = add(&db, kept_readings::Model {
                id: id(), user_id: anna.id, account_id: flat.id, meter_id: meter.id, readings: "[]".into(),
                confirmed: false, typed_on: day(11, 12), kept_at: now(), refused_at: Some(now()),
            }).await;
            add(&db, reading_photos::Model {
                submission_id: kept.id, place: 1, file_id: file.id, meter_id: meter.id, user_id: anna.id, sent_at: now(),
            }).await;
        }
        for (before, gone, left) in [(now(), 0, 5), (after(1), 3, 2), (after(1), 2, 0), (after(1), 0, 0)] {
            assert_eq!(expired::forget_refused(db.writer(), before, 3).await.unwrap(), gone);
            let kept = kept_readings::Entity::find().all(db.reader()).await.unwrap();
            let photos = reading_photos::Entity::find().all(db.reader()).await.unwrap();
            assert_eq!((kept.len(), photos.len()), (left, left));
            assert!(photos.iter().all(|photo| kept.iter().any(|kept| kept.id == photo.submission_id)));
        }
        assert_eq!(files::Entity::find().count(db.reader()).await.unwrap(), 0);
    }

    async fn no_more_than_so_many_rows_of_a_table_go_at_once(db: TestDb) {
        for at in 0..5 {
            let draft = Draft { id_hash: vec![at], path: "/".into(), fields: "[]".into(), expires_at: now() };
            add(&db, draft).await;
        }
        let alive = Draft { id_hash: vec![9], path: "/".into(), fields: "[]".into(), expires_at: after(60) };
        add(&db, alive).await;
        assert_eq!(expired::forget(db.writer(), after(1), 3).await.unwrap(), 3);
        assert_eq!(expired::forget(db.writer(), after(1), 3).await.unwrap(), 2);
        assert!(drafts::get(db.reader(), &[9], after(1)).await.unwrap().is_some());
    }
}
