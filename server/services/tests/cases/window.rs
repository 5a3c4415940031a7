//! The days on which readings are taken, by the branch's own calendar.

use chrono::{DateTime, Duration, TimeZone, Utc};
use db::{entity::meters::Model, testing::TestDb};
use domain::{
    Field, FieldError, Refusal,
    readings::{Energy, WindowState, Zone},
};
use services::accounts::page;

use crate::{
    rows::day,
    world::{World, refusal, wrong},
};

fn utc(month: u32, day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, month, day, hour, minute, 0).unwrap()
}

db::both_databases! {
    async fn readings_are_taken_from_the_first_minute_of_the_window_to_the_last(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.move_to(utc(11, 19, 20, 59));
        world.send_reading(&house, "1394").await.unwrap();
        assert!(world.is_kept(&house, "1394").await);
        world.move_to(utc(11, 19, 21, 0));
        world.send_reading(&house, "1395").await.unwrap();
        world.move_to(utc(11, 25, 20, 59));
        world.send_reading(&house, "1396").await.unwrap();
        world.move_to(utc(11, 25, 21, 0));
        world.send_reading(&house, "1397").await.unwrap();
        assert!(world.is_kept(&house, "1397").await);
        let days: Vec<_> = world.sent().await.into_iter().map(|row| row.taken_on).collect();
        assert_eq!(days, [day(2026, 11, 20), day(2026, 11, 25)]);
    }

    async fn late_in_the_evening_of_greenwich_it_is_tomorrow_in_khakassia(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("190000000001").await;
        world.move_to(utc(11, 25, 16, 59));
        world.send_reading(&house, "1395").await.unwrap();
        assert_eq!(world.sent().await[0].taken_on, day(2026, 11, 25));
        world.move_to(utc(11, 25, 23, 30));
        world.send_reading(&house, "1396").await.unwrap();
        assert!(world.is_kept(&house, "1396").await);
        world.move_to(utc(12, 19, 23, 30));
        world.send_reading(&house, "1496").await.unwrap();
        assert_eq!(world.sent().await[1].taken_on, day(2026, 12, 20));
    }

    async fn a_window_closes_over_the_new_year(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.move_to(utc(12, 31, 22, 0));
        world.send_reading(&house, "1395").await.unwrap();
        assert!(world.is_kept(&house, "1395").await);
        let page = page(&world.services, &house.caller, house.account.id).await.unwrap();
        assert!(matches!(page.window, WindowState::Closed { opens, .. } if opens == day(2027, 1, 20)));
    }

    async fn the_page_shows_the_day_at_the_branch_and_how_long_readings_are_taken(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("190000000001").await;
        world.move_to(utc(11, 23, 17, 0));
        let page = page(&world.services, &house.caller, house.account.id).await.unwrap();
        assert_eq!(page.today, day(2026, 11, 24));
        let open = WindowState::Open { from: day(2026, 11, 20), until: day(2026, 11, 25), days_left: 2 };
        assert_eq!(page.window, open);
    }

    async fn the_reading_of_one_window_bounds_the_next(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.send_reading(&house, "1395").await.unwrap();
        // A smaller one of the same window is a correction, not a step back.
        world.pass(Duration::days(1));
        world.send_reading(&house, "1390").await.unwrap();
        world.move_to(utc(12, 20, 9, 0));
        let error = wrong(world.send_reading(&house, "1389").await, Field::Register(Zone::Single));
        let below = FieldError::ReadingBelow { previous: Energy::from_kwh(1_390), taken_on: day(2026, 11, 23) };
        assert_eq!(error, below);
        world.send_reading(&house, "1490").await.unwrap();
        let live = world.sent().await.into_iter().filter(|row| row.superseded_at.is_none());
        assert_eq!(live.map(|row| row.value).collect::<Vec<_>>(), [1_390_000, 1_490_000]);
    }

    async fn what_staff_and_controllers_read_in_the_window_is_not_replaced_by_the_customer(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.reading(&house.meter, "single", day(2026, 11, 21), 1_380).await;
        world.send_reading(&house, "1395").await.unwrap();
        let history = services::readings::history(&world.services, &house.caller, house.account.id, None).await.unwrap();
        let live: Vec<_> = history.rows.iter().filter(|row| !row.superseded).map(|row| row.value).take(2).collect();
        assert_eq!(live, [Energy::from_kwh(1_395), Energy::from_kwh(1_380)]);
    }

    async fn an_automatic_meter_is_shown_and_takes_no_reading_of_a_customer(db: TestDb) {
        let world = World::new(&db);
        let mut house = world.house("690000001").await;
        let own = Model { id: world.id(), serial: "А-1".into(), automatic: true, ..house.meter.clone() };
        house.meter = world.meter_row(own, &["single"]).await;
        assert_eq!(refusal(world.send_reading(&house, "1395").await), Refusal::MeterAutomatic);
        assert!(world.sent().await.is_empty());
        let page = page(&world.services, &house.caller, house.account.id).await.unwrap();
        let automatic: Vec<_> = page.meters.iter().map(|card| (card.serial.as_str(), card.automatic)).collect();
        assert_eq!(automatic, [("А-1", true), ("СЭ-1", false)]);
    }
}
