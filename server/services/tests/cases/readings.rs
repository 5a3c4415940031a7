//! Sending a reading: what is taken, what is refused, what is stored.

use chrono::Duration;
use db::{
    entity::{
        accounts,
        meters::{self, Model},
        readings,
    },
    testing::TestDb,
};
use domain::{
    Field, FieldError, Refusal,
    readings::{Energy, ReadingForm, Source, Zone},
};
use futures::future::join_all;
use services::{
    Error, Result,
    accounts::{link_offered, sendable},
    files::Uploads,
    identity::Caller,
    readings::{history, submit},
};
use uuid::Uuid;

use crate::{
    people::{ANNA, PHONE},
    rows::{all, count, day},
    world::{World, failed, refusal, start, wrong},
};

const SINGLE: Field = Field::Register(Zone::Single);

/// Somebody at home: their account and its meter, which a controller has read every month.
pub struct House {
    pub caller: Caller,
    pub account: accounts::Model,
    pub meter: Model,
}

impl World {
    pub async fn house(&self, number: &str) -> House {
        self.branches().await;
        let caller = self.somebody(ANNA, PHONE).await;
        let account = self.home(&caller, number).await;
        let meter = self.meter(&account, "СЭ-1", &["single"]).await;
        for (month, kwh) in [(7, 1_000), (8, 1_100), (9, 1_200), (10, 1_300)] {
            self.reading(&meter, "single", day(2026, month, 24), kwh).await;
        }
        House { caller, account, meter }
    }

    /// One more account of a person.
    pub async fn home(&self, caller: &Caller, number: &str) -> accounts::Model {
        let account = self.account(number, Some(&caller.phone)).await;
        link_offered(&self.services, caller, account.id).await.unwrap();
        account
    }

    /// «Передать»
    pub async fn send_reading(&self, house: &House, text: &str) -> Result<()> {
        submit(&self.services, &house.caller, &house.form(text), Uploads::default()).await
    }

    /// The readings that customers have sent, oldest first.
    pub async fn sent(&self) -> Vec<readings::Model> {
        let mut rows = all::<readings::Entity>(self.db()).await;
        rows.retain(|row| row.source == "customer");
        rows.sort_by_key(|row| (row.received_at, row.zone.clone()));
        rows
    }
}

impl House {
    pub fn form(&self, text: &str) -> ReadingForm {
        form(self.account.id, self.meter.id, text)
    }
}

fn form(account: Uuid, meter: Uuid, single: &str) -> ReadingForm {
    ReadingForm {
        account: account.to_string(),
        meter: meter.to_string(),
        single: single.into(),
        ..ReadingForm::default()
    }
}

db::both_databases! {
    async fn a_reading_is_stored_with_its_source_its_sender_and_its_time(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.send_reading(&house, " 1 395 ").await.unwrap();
        let row = &world.sent().await[0];
        assert_eq!((row.meter_id, row.zone.as_str(), row.value), (house.meter.id, "single", 1_395_000));
        assert_eq!((row.user_id, row.received_at), (Some(house.caller.user_id), start()));
        assert_eq!((row.taken_on, row.superseded_at), (day(2026, 11, 22), None));
        let rows = history(&world.services, &house.caller, house.account.id, None).await.unwrap().rows;
        let (newest, brought) = (&rows[0], &rows[1]);
        assert_eq!((newest.source, newest.serial.as_str(), newest.superseded), (Source::Customer, "СЭ-1", false));
        assert_eq!(newest.volume, Some(Energy::from_kwh(95)));
        assert_eq!(newest.received.as_deref(), Some("22\u{a0}ноября\u{a0}2026, 12:00"));
        assert!(newest.own);
        assert!(brought.received.is_none() && !brought.own, "a registry brought it");
    }

    async fn what_cannot_be_a_reading_is_refused_and_nothing_is_stored(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let below = FieldError::ReadingBelow { previous: Energy::from_kwh(1_300), taken_on: day(2026, 10, 24) };
        for (text, expected) in [
            ("", FieldError::Empty),
            ("1299", below),
            ("123456", FieldError::ReadingDigits(5)),
            ("1395,5", FieldError::ReadingDecimal),
            ("-1395", FieldError::ReadingShape),
            ("1395 кВт", FieldError::ReadingShape),
        ] {
            assert_eq!(wrong(world.send_reading(&house, text).await, SINGLE), expected, "{text}");
        }
        assert!(world.sent().await.is_empty());
        world.send_reading(&house, "1300").await.unwrap();
    }

    async fn all_accounts_of_a_cabinet_come_with_their_meters(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let dacha = world.home(&house.caller, "690000002").await;
        let meter = world.meter(&dacha, "СЭ-9", &["day", "night"]).await;
        world.house_of("other@example.ru", "+79990000009", "690000009").await;
        let pages = sendable(&world.services, &house.caller).await.unwrap();
        let seen: Vec<_> = pages.iter().map(|page| (page.account.id, page.meters[0].id)).collect();
        assert_eq!(seen, [(house.account.id, house.meter.id), (dacha.id, meter.id)]);
        assert_eq!(pages[1].meters[0].rules.registers.len(), 2);
    }

    async fn a_reading_from_long_ago_still_bounds_the_next_one(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let forgotten = world.meter(&house.account, "СЭ-2", &["single"]).await;
        world.reading(&forgotten, "single", day(2024, 3, 20), 5_000).await;
        let house = House { meter: forgotten, ..house };
        let below = FieldError::ReadingBelow { previous: Energy::from_kwh(5_000), taken_on: day(2024, 3, 20) };
        assert_eq!(wrong(world.send_reading(&house, "4999").await, SINGLE), below);
        world.send_reading(&house, "5001").await.unwrap();
    }

    async fn a_jump_is_asked_about_and_taken_when_it_is_confirmed(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let error = wrong(world.send_reading(&house, "2300").await, SINGLE);
        assert!(matches!(error, FieldError::ReadingJump { volume, .. } if volume == Energy::from_kwh(1_000)));
        assert!(world.sent().await.is_empty());
        let confirmed = ReadingForm { confirmed: "yes".into(), ..house.form("2300") };
        submit(&world.services, &house.caller, &confirmed, Uploads::default()).await.unwrap();
        assert_eq!(world.sent().await[0].value, 2_300_000);
        let below = ReadingForm { confirmed: "yes".into(), ..house.form("1") };
        assert!(matches!(
            wrong(submit(&world.services, &house.caller, &below, Uploads::default()).await, SINGLE),
            FieldError::ReadingBelow { .. }
        ));
    }

    async fn a_meter_with_decimals_takes_them(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let precise = meters::Model { id: world.services.new_id().unwrap(), serial: "СЭ-3".into(), decimals: 1, ..house.meter };
        let meter = world.meter_row(precise, &["single"]).await;
        let house = House { meter, ..house };
        world.send_reading(&house, "7,5").await.unwrap();
        assert_eq!(world.sent().await[0].value, 7_500);
        assert_eq!(wrong(world.send_reading(&house, "7,55").await, SINGLE), FieldError::ReadingDecimal);
    }

    async fn a_two_zone_meter_wants_both_zones_and_counts_each_by_itself(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let meter = world.meter(&house.account, "СЭ-2", &["night", "day"]).await;
        world.reading(&meter, "day", day(2026, 10, 24), 500).await;
        world.reading(&meter, "night", day(2026, 10, 24), 200).await;
        let send = async |day: &str, night: &str| {
            let mut form = form(house.account.id, meter.id, "999");
            (form.day, form.night) = (day.into(), night.into());
            submit(&world.services, &house.caller, &form, Uploads::default()).await
        };
        assert_eq!(wrong(send("510", "").await, Field::Register(Zone::Night)), FieldError::Empty);
        let swapped = wrong(send("210", "510").await, Field::Register(Zone::Day));
        assert!(matches!(swapped, FieldError::ReadingBelow { previous, .. } if previous == Energy::from_kwh(500)));
        assert!(world.sent().await.is_empty(), "one wrong zone, none stored");
        send("510", "210").await.unwrap();
        let sent: Vec<_> = world.sent().await.into_iter().map(|row| (row.zone, row.value)).collect();
        assert_eq!(sent, [("day".to_owned(), 510_000), ("night".to_owned(), 210_000)]);

        world.pass(Duration::hours(1));
        send("510", "215").await.unwrap();
        let live: Vec<_> = world.sent().await.into_iter().filter(|row| row.superseded_at.is_none()).collect();
        assert_eq!(live.iter().map(|row| row.value).collect::<Vec<_>>(), [510_000, 215_000]);
    }

    async fn the_same_reading_sent_again_is_stored_once(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        for _ in 0..3 {
            world.send_reading(&house, "1395").await.unwrap();
            world.pass(Duration::hours(10));
        }
        assert_eq!(world.sent().await.len(), 1);
        assert_eq!(world.sent().await[0].received_at, start());
    }

    async fn the_same_reading_sent_many_times_at_once_is_stored_once(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let sent = join_all((0..8).map(|_| world.send_reading(&house, "1395"))).await;
        assert!(sent.iter().all(Result::is_ok), "{sent:?}");
        assert_eq!(world.sent().await.len(), 1);
    }

    async fn different_readings_sent_at_once_leave_one_that_counts(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let texts = ["1391", "1392", "1393", "1394"];
        let sent = join_all(texts.iter().map(|text| world.send_reading(&house, text))).await;
        assert!(sent.iter().all(Result::is_ok), "{sent:?}");
        let rows = world.sent().await;
        assert_eq!(rows.len(), 4);
        assert_eq!(rows.iter().filter(|row| row.superseded_at.is_none()).count(), 1);
    }

    async fn a_corrected_reading_takes_the_place_of_the_first_which_stays_in_the_history(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.send_reading(&house, "1399").await.unwrap();
        world.pass(Duration::days(1));
        world.send_reading(&house, "1395").await.unwrap();
        let rows = history(&world.services, &house.caller, house.account.id, None).await.unwrap().rows;
        let seen: Vec<_> = rows.iter().map(|row| (row.value, row.superseded, row.volume)).take(3).collect();
        let kwh = Energy::from_kwh;
        assert_eq!(seen, [
            (kwh(1_395), false, Some(kwh(95))),
            (kwh(1_399), true, Some(kwh(99))),
            (kwh(1_300), false, Some(kwh(100))),
        ]);
        let page = services::accounts::page(&world.services, &house.caller, house.account.id).await.unwrap();
        assert_eq!(page.meters[0].sent, [(Zone::Single, kwh(1_395))]);
    }

    async fn the_account_or_meter_of_somebody_else_is_not_found(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let boris = world.somebody("boris@example.ru", "+79990000002").await;
        let theirs = world.home(&boris, "690000002").await;
        let their_meter = world.meter(&theirs, "СЭ-1", &["single"]).await;
        let mine = world.home(&house.caller, "690000003").await;
        let other_meter_of_mine = world.meter(&mine, "СЭ-1", &["single"]).await;
        for (account, meter) in [
            (theirs.id, their_meter.id),
            (theirs.id, house.meter.id),
            (house.account.id, their_meter.id),
            (house.account.id, other_meter_of_mine.id),
            (house.account.id, Uuid::nil()),
            (Uuid::nil(), house.meter.id),
        ] {
            let result = submit(&world.services, &house.caller, &form(account, meter, "1395"), Uploads::default()).await;
            assert!(matches!(failed(result), Error::NotFound));
        }
        let broken = ReadingForm { meter: "1' OR 1=1".into(), ..house.form("1395") };
        assert!(matches!(failed(submit(&world.services, &house.caller, &broken, Uploads::default()).await), Error::NotFound));
        assert!(world.sent().await.is_empty());
    }

    async fn an_archived_meter_takes_no_reading_and_stands_last(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let archived_on = Some(day(2026, 11, 22));
        let gone = meters::Model { id: world.services.new_id().unwrap(), serial: "А-0".into(), archived_on, ..house.meter.clone() };
        let gone = world.meter_row(gone, &["single"]).await;
        let result = submit(&world.services, &house.caller, &form(house.account.id, gone.id, "1"), Uploads::default()).await;
        assert_eq!(refusal(result), Refusal::MeterArchived);
        assert_eq!(count::<readings::Entity>(&db).await, 4);
        let page = services::accounts::page(&world.services, &house.caller, house.account.id).await.unwrap();
        let serials: Vec<_> = page.meters.iter().map(|card| card.serial.as_str()).collect();
        assert_eq!(serials, ["СЭ-1", "А-0"]);
    }

    async fn an_archived_meter_shows_its_last_reading_however_old(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let archived_on = Some(day(2024, 4, 1));
        let gone = meters::Model { id: world.services.new_id().unwrap(), serial: "А-0".into(), archived_on, ..house.meter.clone() };
        let gone = world.meter_row(gone, &["single"]).await;
        for (month, kwh) in [(1, 6_900), (2, 7_000)] {
            world.reading(&gone, "single", day(2024, month, 20), kwh).await;
        }
        let page = services::accounts::page(&world.services, &house.caller, house.account.id).await.unwrap();
        let last = |at: usize| page.meters[at].rules.registers[0].previous.map(|previous| (previous.value, previous.taken_on));
        assert_eq!(last(0), Some((Energy::from_kwh(1_300), day(2026, 10, 24))));
        assert_eq!(last(1), Some((Energy::from_kwh(7_000), day(2024, 2, 20))));
    }
}
