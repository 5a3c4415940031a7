//! Readings typed outside the window: kept, changed, thrown away, sent once when it opens.

use chrono::{DateTime, Duration, TimeZone, Utc};
use db::{
    entity::{kept_readings, links, meters, readings},
    testing::TestDb,
};
use domain::{
    Field, FieldError,
    readings::{Energy, Kept, Zone},
};
use futures::future::join_all;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use services::{
    Error,
    accounts::page,
    expired,
    jobs::{Kind, claim},
    readings::{discard, plan, send_kept},
};

use crate::{
    people::ANNA,
    readings::House,
    rows::{all, count, day},
    world::{World, wrong},
};

/// An evening before the window of December opens on the 20th.
fn before() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 12, 12, 17, 0, 0).unwrap()
}

/// The first noon of that window.
fn opened() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 12, 20, 9, 0, 0).unwrap()
}

impl World {
    /// Whether exactly this number waits for the window, and nothing else was stored of it.
    pub async fn is_kept(&self, house: &House, kwh: &str) -> bool {
        let kwh = Energy::parse(kwh, 9, 0).unwrap();
        let stored = self.sent().await.iter().any(|row| row.value == kwh.thousandths());
        let kept = self.kept(house).await;
        !stored && kept.is_some_and(|kept| kept.values == [(Zone::Single, kwh)])
    }

    async fn kept(&self, house: &House) -> Option<Kept> {
        let page = page(&self.services, &house.caller, house.account.id).await.unwrap();
        page.meters.into_iter().find(|card| card.id == house.meter.id)?.kept
    }

    /// A house with a number kept before the window, and the moment when that opens.
    async fn kept_until_it_opens(&self, text: &str) -> House {
        let house = self.house("690000001").await;
        self.move_to(before());
        self.send_reading(&house, text).await.unwrap();
        self.move_to(opened());
        house
    }
}

db::both_databases! {
    async fn what_is_kept_is_shown_changed_and_thrown_away(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.move_to(before());
        world.send_reading(&house, "1390").await.unwrap();
        world.send_reading(&house, "1395").await.unwrap();
        let kept = world.kept(&house).await.expect("kept");
        assert_eq!(kept.values, [(Zone::Single, Energy::from_kwh(1_395))]);
        assert_eq!((kept.typed_on, kept.refused, kept.confirmed), (day(2026, 12, 12), false, false));
        assert_eq!(count::<kept_readings::Entity>(&db).await, 1);
        assert!(world.sent().await.is_empty());
        let discard = || discard(&world.services, &house.caller, house.account.id, house.meter.id);
        discard().await.unwrap();
        assert!(world.kept(&house).await.is_none());
        discard().await.unwrap();
    }

    async fn what_cannot_be_a_reading_is_not_kept(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.move_to(before());
        let error = wrong(world.send_reading(&house, "1299").await, Field::Register(Zone::Single));
        assert!(matches!(error, FieldError::ReadingBelow { .. }));
        assert_eq!(count::<kept_readings::Entity>(&db).await, 0);
    }

    async fn it_is_sent_once_when_the_window_opens_and_its_owner_told(db: TestDb) {
        let world = World::new(&db);
        let house = world.kept_until_it_opens("1395").await;
        world.move_to(opened() - Duration::days(1));
        world.work().await;
        assert!(world.sent().await.is_empty(), "the window is closed");
        world.move_to(opened());
        // Two processes plan and work at once.
        join_all([world.work(), world.work()]).await;
        world.work().await;
        let sent = world.sent().await;
        assert_eq!(sent.len(), 1);
        assert_eq!((sent[0].value, sent[0].taken_on), (1_395_000, day(2026, 12, 20)));
        assert_eq!(sent[0].user_id, Some(house.caller.user_id));
        assert!(world.kept(&house).await.is_none());
        let letters = world.letters_to(ANNA).await;
        let told: Vec<_> = letters.iter().filter(|letter| letter.subject == "Показания переданы").collect();
        assert_eq!(told.len(), 1);
        assert!(told[0].text.contains("…0001") && told[0].text.contains("12\u{a0}декабря"));
    }

    async fn what_no_longer_fits_is_refused_and_waits_for_its_owner(db: TestDb) {
        let world = World::new(&db);
        let house = world.kept_until_it_opens("1395").await;
        world.reading(&house.meter, "single", day(2026, 12, 15), 1_400).await;
        world.work().await;
        world.move_to(opened() + Duration::days(1));
        world.work().await;
        assert!(world.sent().await.is_empty());
        assert!(world.kept(&house).await.expect("it stays").refused);
        let letters = world.letters_to(ANNA).await;
        assert_eq!(letters.iter().filter(|letter| letter.subject == "Показания не приняты").count(), 1);
        world.send_reading(&house, "1405").await.unwrap();
        assert!(world.kept(&house).await.is_none(), "it was sent by hand");
    }

    async fn what_was_refused_is_forgotten_after_two_more_windows(db: TestDb) {
        let world = World::new(&db);
        let house = world.kept_until_it_opens("1395").await;
        world.reading(&house.meter, "single", day(2026, 12, 15), 1_400).await;
        world.work().await;
        for (days, kept) in [(59, 1), (61, 0)] {
            world.move_to(opened() + Duration::days(days));
            expired::forget(&world.services).await.unwrap();
            assert_eq!(count::<kept_readings::Entity>(&db).await, kept, "after {days} days");
        }
    }

    async fn a_meter_that_takes_none_any_more_is_not_asked_for_again(db: TestDb) {
        let world = World::new(&db);
        let house = world.kept_until_it_opens("1395").await;
        let archived = meters::Model { archived_on: Some(day(2026, 12, 18)), ..house.meter.clone() };
        archived.into_active_model().reset_all().update(db.writer()).await.unwrap();
        world.work().await;
        assert_eq!((world.sent().await.len(), count::<kept_readings::Entity>(&db).await), (0, 0));
        let letters = world.letters_to(ANNA).await;
        let told = letters.iter().find(|letter| letter.subject == "Показания больше не нужны").expect("a letter");
        assert!(!told.text.contains("ещё раз"), "{}", told.text);
    }

    async fn a_reading_sent_by_hand_takes_its_place(db: TestDb) {
        let world = World::new(&db);
        let house = world.kept_until_it_opens("1395").await;
        world.send_reading(&house, "1399").await.unwrap();
        world.work().await;
        let values: Vec<_> = world.sent().await.iter().map(|row| row.value).collect();
        assert_eq!(values, [1_399_000]);
    }

    async fn nothing_is_sent_for_somebody_who_has_no_say_any_more(db: TestDb) {
        let world = World::new(&db);
        world.kept_until_it_opens("1395").await;
        links::Entity::delete_many().exec(db.writer()).await.unwrap();
        world.work().await;
        assert_eq!((world.sent().await.len(), count::<kept_readings::Entity>(&db).await), (0, 0));
    }

    async fn after_a_crash_the_rest_is_sent_and_nothing_twice(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.move_to(before());
        for number in 2..=60 {
            let meter = world.meter(&house.account, &format!("СЭ-{number}"), &["single"]).await;
            let one = House { caller: house.caller.clone(), account: house.account.clone(), meter };
            world.send_reading(&one, "100").await.unwrap();
        }
        world.move_to(opened());
        plan(&world.services).await.unwrap();
        let mut held = claim(&world.services, Kind::KeptReadings).await.unwrap().expect("a piece");
        send_kept(&world.services, &mut held).await.unwrap();
        assert_eq!(world.sent().await.len(), 50);
        // The process dies here; its lease runs out.
        world.work().await;
        assert_eq!(world.sent().await.len(), 50, "somebody holds it");
        world.pass(Duration::minutes(3));
        world.work().await;
        let sent = world.sent().await;
        let mut meters: Vec<_> = sent.iter().map(|row| row.meter_id).collect();
        meters.sort_unstable();
        meters.dedup();
        assert_eq!((sent.len(), meters.len()), (59, 59));
        assert!(sent.iter().all(|row| row.superseded_at.is_none()));
        // The first one wakes up: it does nothing any more.
        send_kept(&world.services, &mut held).await.unwrap();
        assert_eq!(all::<readings::Entity>(&db).await.len(), 4 + 59);
    }

    async fn only_those_who_see_the_account_may_throw_away(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.move_to(before());
        world.send_reading(&house, "1395").await.unwrap();
        let boris = world.somebody("boris@example.ru", "+79990000002").await;
        let gone = discard(&world.services, &boris, house.account.id, house.meter.id).await;
        assert!(matches!(gone, Err(Error::NotFound)));
        let theirs = world.home(&boris, "690000002").await;
        let gone = discard(&world.services, &boris, theirs.id, house.meter.id).await;
        assert!(matches!(gone, Err(Error::NotFound)));
        assert!(world.kept(&house).await.is_some());
    }
}
