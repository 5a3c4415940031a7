//! Readings sent without login: what is taken, and that nothing else is told.

use chrono::Duration;
use db::{
    entity::{meters, readings},
    testing::TestDb,
};
use domain::{
    Field, FieldError, Refusal,
    readings::{GuestForm, GuestReadings, Source},
};
use futures::future::join_all;
use services::{
    Result,
    limits::Network,
    readings::{door, history, send_as_guest},
};

use crate::{
    heard::Heard,
    readings::House,
    rows::{all, count, day},
    world::{World, alike, home, network, refusal, start, wait, wrong},
};

const NUMBER: &str = "690000001";

/// The form for a meter with one register.
fn form(number: &str, serial: &str, single: &str) -> GuestForm {
    GuestForm {
        number: number.into(),
        serial: serial.into(),
        single: single.into(),
        ..GuestForm::default()
    }
}

impl World {
    async fn nobody(&self, form: &GuestForm) -> Result<()> {
        self.nobody_from(&home(), form).await
    }

    async fn nobody_from(&self, from: &Network, form: &GuestForm) -> Result<()> {
        let readings: GuestReadings = form.validate(&door(&self.services).await?)?;
        send_as_guest(&self.services, from, &readings).await
    }

    /// What guests and members have sent, oldest first.
    async fn came(&self) -> Vec<readings::Model> {
        let mut rows = all::<readings::Entity>(self.db()).await;
        rows.retain(|row| Source::from_key(&row.source).is_some_and(Source::is_sent));
        rows.sort_by_key(|row| (row.received_at, row.id));
        rows
    }

    /// The values that count.
    async fn counting(&self) -> Vec<(String, i64)> {
        let rows = self.came().await.into_iter().filter(|row| row.superseded_at.is_none());
        rows.map(|row| (row.source, row.value / 1_000)).collect()
    }

    /// A meter of the house that differs.
    async fn other_meter(&self, house: &House, serial: &str, change: impl FnOnce(&mut meters::Model)) {
        let mut meter = meters::Model {
            id: self.id(),
            serial: serial.into(),
            ..house.meter.clone()
        };
        change(&mut meter);
        self.meter_row(meter, &["single"]).await;
    }
}

db::both_databases! {
    async fn a_reading_is_taken_by_number_and_serial_and_its_source_is_kept(db: TestDb) {
        let world = World::new(&db);
        let house = world.house(NUMBER).await;
        world.nobody(&form("69 000 0001", "№ cэ1", " 1 395 ")).await.unwrap();
        let row = &world.came().await[0];
        assert_eq!((row.meter_id, row.value, row.taken_on), (house.meter.id, 1_395_000, day(2026, 11, 22)));
        assert_eq!((row.source.as_str(), row.user_id, row.received_at), ("guest", None, start()));
        let seen = &history(&world.services, &house.caller, house.account.id, None).await.unwrap().rows[0];
        assert_eq!((seen.source.title(seen.own), seen.received.is_some()), ("Передано без входа", true));
        let page = services::accounts::page(&world.services, &house.caller, house.account.id).await.unwrap();
        assert_eq!(page.meters[0].sent.len(), 1, "the cabinet shows that readings are in");
        assert_eq!(count::<db::entity::notices::Entity>(&db).await, 0, "as after a reading of a member");
    }

    async fn every_number_of_zones_is_taken_by_as_many_readings(db: TestDb) {
        let world = World::new(&db);
        let house = world.house(NUMBER).await;
        world.meter(&house.account, "СЭ-2", &["day", "night"]).await;
        world.meter(&house.account, "СЭ-3", &["peak", "half_peak", "night"]).await;
        let sent = async |serial: &str, single: &str, night: &str, half_peak: &str| {
            let (night, half_peak) = (night.into(), half_peak.into());
            world.nobody(&GuestForm { night, half_peak, ..form(NUMBER, serial, single) }).await
        };
        for (serial, night, half_peak) in [("СЭ-1", "5", ""), ("СЭ-2", "", ""), ("СЭ-2", "5", "6"), ("СЭ-3", "5", "")] {
            assert_eq!(refusal(sent(serial, "1395", night, half_peak).await), Refusal::NotTaken, "{serial}");
        }
        sent("СЭ-2", "7", "5", "").await.unwrap();
        sent("СЭ-3", "7", "5", "6").await.unwrap();
        let mut rows: Vec<_> = world.came().await.into_iter().map(|row| (row.zone, row.value / 1_000)).collect();
        rows.sort();
        let expected = [("day", 7), ("half_peak", 6), ("night", 5), ("night", 5), ("peak", 7)];
        assert_eq!(rows, expected.map(|(zone, value)| (zone.to_owned(), value)));
    }

    async fn whatever_is_wrong_gets_one_answer_and_changes_nothing(db: TestDb) {
        let world = World::new(&db);
        let house = world.house(NUMBER).await;
        world.other_meter(&house, "А-0", |meter| meter.archived_on = Some(day(2026, 11, 22))).await;
        world.other_meter(&house, "Б-0", |meter| meter.automatic = true).await;
        let unknown = world.nobody_from(&network(0), &form("690000009", "СЭ-1", "1395")).await;
        assert_eq!(refusal(world.nobody_from(&network(9), &form("690000009", "СЭ-1", "1395")).await), Refusal::NotTaken);
        for (at, (serial, reading, why)) in [
            ("СЭ-9", "1395", "another serial"),
            ("А-0", "1395", "archived"),
            ("Б-0", "1395", "sends by itself"),
            ("СЭ-1", "1299", "below the last one"),
            ("СЭ-1", "2300", "a jump"),
            ("СЭ-1", "123456", "too many digits for it"),
        ].into_iter().enumerate() {
            let answer = world.nobody_from(&network(at + 1), &form(NUMBER, serial, reading)).await;
            alike(&answer, &unknown);
            assert!(answer.is_err(), "{why}");
        }
        assert!(world.came().await.is_empty());
    }

    async fn outside_the_window_the_branch_of_the_number_says_when_it_opens(db: TestDb) {
        let world = World::new(&db);
        world.house(NUMBER).await;
        world.pass(Duration::days(4));
        for number in [NUMBER, "690000009"] {
            let answer = world.nobody(&form(number, "СЭ-1", "1395")).await;
            assert_eq!(wrong(answer, Field::Number), FieldError::NotYet(day(2026, 12, 20)), "known or not");
        }
        let early = form(NUMBER, "СЭ-1", "1395");
        world.pass(-Duration::days(4));
        let valid = early.validate(&door(&world.services).await.unwrap()).unwrap();
        world.pass(Duration::days(4));
        let answer = send_as_guest(&world.services, &home(), &valid).await;
        assert_eq!(refusal(answer), Refusal::NotTaken, "the window closed meanwhile");
    }

    async fn what_a_member_sent_never_gives_way_and_takes_the_place_of_a_guests(db: TestDb) {
        let world = World::new(&db);
        let house = world.house(NUMBER).await;
        let guests = |kwh: i64| vec![("guest".to_owned(), kwh)];
        world.nobody(&form(NUMBER, "СЭ-1", "1391")).await.unwrap();
        world.nobody(&form(NUMBER, "СЭ-1", "1390")).await.unwrap();
        assert_eq!(world.counting().await, guests(1_390), "put right");
        world.pass(Duration::hours(1));
        world.send_reading(&house, "1390").await.unwrap();
        assert_eq!(world.counting().await, [("customer".to_owned(), 1_390)], "the same, by a member now");
        assert_eq!(refusal(world.nobody(&form(NUMBER, "СЭ-1", "1395")).await), Refusal::NotTaken);
        world.nobody(&form(NUMBER, "СЭ-1", "1390")).await.unwrap();
        world.send_reading(&house, "1394").await.unwrap();
        assert_eq!(world.counting().await, [("customer".to_owned(), 1_394)]);
    }

    async fn what_a_registry_brought_from_the_customer_is_taken_again_and_changes_nothing(db: TestDb) {
        let world = World::new(&db);
        let house = world.house(NUMBER).await;
        world.sent_elsewhere(&house.meter, 1_390).await;
        world.nobody(&form(NUMBER, "СЭ-1", "1390")).await.unwrap();
        assert_eq!(world.counting().await, [("customer".to_owned(), 1_390)]);
        assert_eq!(refusal(world.nobody(&form(NUMBER, "СЭ-1", "1395")).await), Refusal::NotTaken);
    }

    async fn what_waits_for_the_window_goes_before_a_guests(db: TestDb) {
        let world = World::new(&db);
        let house = world.house(NUMBER).await;
        world.pass(-Duration::days(5));
        world.send_reading(&house, "1394").await.unwrap();
        world.pass(Duration::days(5));
        world.nobody(&form(NUMBER, "СЭ-1", "1391")).await.unwrap();
        assert!(world.is_kept(&house, "1394").await, "a guest throws nothing away");
    }

    async fn five_wrong_tries_shut_an_account_for_a_day_for_that_network_alone(db: TestDb) {
        let world = World::new(&db);
        world.house(NUMBER).await;
        let right = form(NUMBER, "СЭ-1", "1395");
        for _ in 0..5 {
            assert_eq!(refusal(world.nobody(&form(NUMBER, "СЭ-9", "1395")).await), Refusal::NotTaken);
        }
        assert_eq!(wait(world.nobody(&right).await), Duration::days(1));
        world.nobody_from(&network(1), &right).await.unwrap();
        world.pass(Duration::days(1));
        world.nobody(&right).await.unwrap();
    }

    async fn a_network_has_thirty_wrong_tries_an_hour_over_all_accounts_known_or_not(db: TestDb) {
        let world = World::new(&db);
        world.house(NUMBER).await;
        for last in 0..30 {
            let answer = world.nobody(&form(&format!("69{last:07}"), "СЭ-9", "1395")).await;
            assert_eq!(refusal(answer), Refusal::NotTaken, "{last}");
        }
        let right = form(NUMBER, "СЭ-1", "1395");
        assert!(wait(world.nobody(&right).await) <= Duration::hours(1));
        world.nobody_from(&network(1), &right).await.unwrap();
    }

    async fn right_readings_spend_no_try_but_change_a_meter_ten_times_a_day(db: TestDb) {
        let world = World::new(&db);
        world.house(NUMBER).await;
        for kwh in 1_381..=1_390 {
            world.nobody(&form(NUMBER, "СЭ-1", &kwh.to_string())).await.unwrap();
        }
        for _ in 0..40 {
            world.nobody(&form(NUMBER, "СЭ-1", "1390")).await.unwrap();
        }
        assert_eq!(wait(world.nobody(&form(NUMBER, "СЭ-1", "1395")).await), Duration::days(1));
        assert_eq!(world.counting().await, [("guest".to_owned(), 1_390)]);
    }

    async fn many_wrong_tries_for_one_account_raise_an_alarm_and_hinder_nobody(db: TestDb) {
        let world = World::new(&db);
        world.house(NUMBER).await;
        let alarms = Heard::of("guest-guesses");
        let _watch = alarms.listen();
        for at in 0..50 {
            let answer = world.nobody_from(&network(at), &form(NUMBER, "СЭ-987654", "1395")).await;
            assert_eq!(refusal(answer), Refusal::NotTaken);
        }
        assert_eq!(alarms.all(), Vec::<String>::new());
        let answer = world.nobody_from(&network(50), &form(NUMBER, "СЭ-987654", "1395")).await;
        assert_eq!(refusal(answer), Refusal::NotTaken);
        let heard = alarms.all();
        assert_eq!(heard.len(), 1);
        for secret in ["690000", "987654", "1395", "203.0"] {
            assert!(!heard[0].contains(secret), "{heard:?}");
        }
        world.nobody_from(&network(51), &form(NUMBER, "СЭ-1", "1395")).await.unwrap();
    }

    async fn a_hundred_guesses_at_once_spend_exactly_the_quota(db: TestDb) {
        let world = World::new(&db);
        world.house(NUMBER).await;
        let guesses: Vec<_> = (0..100).map(|at| form(NUMBER, &format!("СЭ-{}", at + 2), "1395")).collect();
        let answers = join_all(guesses.iter().map(|guess| world.nobody(guess))).await;
        let looked_at = answers.into_iter().map(refusal).filter(|refusal| *refusal == Refusal::NotTaken);
        assert_eq!(looked_at.count(), 5);
    }

    async fn the_same_readings_from_a_hundred_networks_at_once_are_stored_once(db: TestDb) {
        let world = World::new(&db);
        world.house(NUMBER).await;
        let right = form(NUMBER, "СЭ-1", "1395");
        let networks: Vec<_> = (0..100).map(network).collect();
        let answers = join_all(networks.iter().map(|from| world.nobody_from(from, &right))).await;
        assert!(answers.iter().all(Result::is_ok), "{answers:?}");
        assert_eq!(world.came().await.len(), 1);
    }
}
