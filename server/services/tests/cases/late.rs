//! Readings that waited on a phone without a connection: taken once, for the day they were typed.

use chrono::{DateTime, Duration, TimeZone, Utc};
use db::{entity::meters::Model, testing::TestDb};
use domain::{
    Refusal,
    readings::{Energy, ReadingForm},
};
use futures::future::join_all;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use services::{
    accounts::page,
    files::Uploads,
    readings::{history, submit},
};
use uuid::Uuid;

use crate::{
    readings::House,
    rows::day,
    world::{World, refusal},
};

/// The last evening of November's window.
fn typed() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 25, 20, 0, 0).unwrap()
}

/// Three days after its end.
fn arrives() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 28, 9, 0, 0).unwrap()
}

impl House {
    fn waited(&self, text: &str, id: Uuid, typed_at: &str) -> ReadingForm {
        ReadingForm {
            id: id.to_string(),
            typed_at: typed_at.to_owned(),
            ..self.form(text)
        }
    }
}

db::both_databases! {
    async fn readings_typed_in_the_window_are_taken_after_it_and_marked(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.move_to(arrives());
        let form = house.waited("1395", Uuid::from_u128(7), "2026-11-25T20:00:00.125Z");
        submit(&world.services, &house.caller, &form, Uploads::default()).await.unwrap();
        let row = &world.sent().await[0];
        assert_eq!((row.taken_on, row.received_at), (day(2026, 11, 25), arrives()));
        assert_eq!(row.typed_at, Some(typed() + Duration::milliseconds(125)));
        assert_eq!(row.submission_id, Some(Uuid::from_u128(7)));
        let newest = &history(&world.services, &house.caller, house.account.id, None).await.unwrap().rows[0];
        assert_eq!(newest.value, Energy::from_kwh(1_395));
        assert_eq!(newest.typed.as_deref(), Some("25\u{a0}ноября\u{a0}2026, 23:00"));
    }

    async fn readings_whose_time_tells_nothing_wait_for_the_next_window(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.move_to(arrives());
        for (typed_at, kwh) in [
            ("", "1391"),
            ("вчера", "1392"),
            ("2026-12-20T09:00:00Z", "1393"),
            ("2026-11-27T09:00:00Z", "1394"),
            ("2019-11-25T20:00:00Z", "1395"),
        ] {
            let form = house.waited(kwh, Uuid::from_u128(8), typed_at);
            submit(&world.services, &house.caller, &form, Uploads::default()).await.unwrap();
            assert!(world.is_kept(&house, kwh).await, "{typed_at}");
        }
    }

    async fn a_sending_that_arrives_again_changes_nothing(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let first = house.waited("1395", Uuid::from_u128(9), "2026-11-22T09:00:00Z");
        submit(&world.services, &house.caller, &first, Uploads::default()).await.unwrap();
        // Put right on another device; the phone never heard the first answer and asks again.
        world.send_reading(&house, "1400").await.unwrap();
        submit(&world.services, &house.caller, &first, Uploads::default()).await.unwrap();
        let card = &page(&world.services, &house.caller, house.account.id).await.unwrap().meters[0];
        assert_eq!(card.sent[0].1, Energy::from_kwh(1_400));
        assert_eq!(world.sent().await.len(), 2);
    }

    async fn a_sending_that_arrives_from_many_tabs_at_once_is_taken_once(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let form = house.waited("1395", Uuid::from_u128(10), "2026-11-22T08:00:00Z");
        let answers = join_all((0..20).map(|_| submit(&world.services, &house.caller, &form, Uploads::default()))).await;
        assert!(answers.iter().all(Result::is_ok));
        assert_eq!(world.sent().await.len(), 1);
    }

    async fn the_name_of_another_sending_is_refused(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let form = house.waited("1395", Uuid::from_u128(11), "");
        submit(&world.services, &house.caller, &form, Uploads::default()).await.unwrap();
        let other = world.meter(&house.account, "СЭ-2", &["single"]).await;
        let house = House { meter: other, ..house };
        let form = house.waited("5", Uuid::from_u128(11), "");
        assert_eq!(refusal(submit(&world.services, &house.caller, &form, Uploads::default()).await), Refusal::Malformed);
        let nameless = ReadingForm { id: "7; DROP".into(), ..form };
        assert_eq!(refusal(submit(&world.services, &house.caller, &nameless, Uploads::default()).await), Refusal::Malformed);
        assert_eq!(world.sent().await.len(), 1);
    }

    async fn a_meter_replaced_meanwhile_takes_what_was_typed_before(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let archived = Model { archived_on: Some(day(2026, 11, 25)), ..house.meter.clone() };
        archived.into_active_model().reset_all().update(world.db().writer()).await.unwrap();
        world.move_to(Utc.with_ymd_and_hms(2026, 11, 25, 9, 0, 0).unwrap());
        let after = house.waited("1396", Uuid::from_u128(12), "2026-11-25T08:00:00Z");
        assert_eq!(refusal(submit(&world.services, &house.caller, &after, Uploads::default()).await), Refusal::MeterArchived);
        let before = house.waited("1395", Uuid::from_u128(13), "2026-11-24T08:00:00Z");
        submit(&world.services, &house.caller, &before, Uploads::default()).await.unwrap();
        assert_eq!(world.sent().await[0].taken_on, day(2026, 11, 24));
    }
}
