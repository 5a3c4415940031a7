//! The history: which part of it is shown, what the chart is made of, the file.

use db::{
    entity::{meters, readings},
    testing::TestDb,
};
use domain::readings::{Energy, MonthUse, Zone};
use services::{
    Error,
    readings::{history, history_table},
};

use crate::{
    readings::House,
    rows::day,
    world::{World, start},
};

impl World {
    /// A reading that nobody took.
    async fn calculated(&self, meter: &meters::Model, month: u32, kwh: i64) {
        self.add(readings::Model {
            id: self.id(),
            meter_id: meter.id,
            zone: "single".into(),
            value: kwh * 1_000,
            taken_on: day(2025, month, 24),
            received_at: start(),
            source: "calculated".into(),
            user_id: None,
            typed_at: None,
            submission_id: None,
            superseded_at: None,
        })
        .await;
    }

    /// A house with readings of two years: 100 kWh a month, but 50 in December 2025.
    async fn two_years(&self) -> House {
        let house = self.house("690000001").await;
        self.reading(&house.meter, "single", day(2025, 11, 24), 500).await;
        self.calculated(&house.meter, 12, 550).await;
        house
    }
}

fn used(year: i32, month: u32, kwh: i64, calculated: bool) -> MonthUse {
    MonthUse {
        year,
        month,
        zone: Zone::Single,
        volume: Energy::from_kwh(kwh),
        calculated,
    }
}

db::both_databases! {
    async fn without_a_year_the_last_twelve_months_are_shown(db: TestDb) {
        let world = World::new(&db);
        let house = world.two_years().await;
        let seen = history(&world.services, &house.caller, house.account.id, None).await.unwrap();
        assert_eq!((seen.year, seen.chart_year, seen.years.as_slice()), (None, 2026, [2026, 2025].as_slice()));
        let days: Vec<_> = seen.rows.iter().map(|row| row.taken_on).collect();
        let months = [day(2026, 10, 24), day(2026, 9, 24), day(2026, 8, 24), day(2026, 7, 24), day(2025, 12, 24)];
        assert_eq!(days, [months.as_slice(), &[day(2025, 11, 24)]].concat());
        assert_eq!(seen.uses, [
            used(2025, 12, 50, true),
            used(2026, 7, 450, false),
            used(2026, 8, 100, false),
            used(2026, 9, 100, false),
            used(2026, 10, 100, false),
        ]);
    }

    async fn a_year_shows_its_own_readings_and_the_use_of_the_year_before(db: TestDb) {
        let world = World::new(&db);
        let house = world.two_years().await;
        let of = |year| history(&world.services, &house.caller, house.account.id, Some(year));
        let seen = of(2025).await.unwrap();
        assert_eq!((seen.year, seen.chart_year, seen.rows.len()), (Some(2025), 2025, 2));
        assert_eq!(seen.rows[0].volume, Some(Energy::from_kwh(50)));
        assert_eq!(seen.rows[1].volume, None, "nothing was read before");
        assert_eq!(seen.uses, [used(2025, 12, 50, true)]);
        let seen = of(2026).await.unwrap();
        assert_eq!((seen.rows.len(), seen.rows[3].volume), (4, Some(Energy::from_kwh(450))), "since December before");
        for none in [2024, 2027, i32::MIN, i32::MAX] {
            assert_eq!(of(none).await.unwrap().year, None, "{none}");
        }
    }

    async fn the_file_has_every_reading_as_spreadsheets_want_it(db: TestDb) {
        let world = World::new(&db);
        let house = world.two_years().await;
        world.send_reading(&house, "1395").await.unwrap();
        let formula = world.meter(&house.account, "=1+1", &["single"]).await;
        world.reading(&formula, "single", day(2024, 1, 24), 7).await;
        let file = history_table(&world.services, &house.caller, house.account.id).await.unwrap();
        let file = String::from_utf8(file).unwrap();
        let lines: Vec<_> = file.split("\r\n").collect();
        assert_eq!(lines[0], "\u{feff}Дата;Счётчик;Зона;Показание, кВт·ч;Расход, кВт·ч;Источник;Заменено");
        assert_eq!(lines[1], "2026-11-22;СЭ-1;Круглосуточно;1395;95;Передали вы;");
        assert_eq!(lines[6], "2025-12-24;СЭ-1;Круглосуточно;550;50;Расчётное;");
        assert_eq!(lines[8], "2024-01-24;'=1+1;Круглосуточно;7;;Снял контролёр;");
        assert_eq!((lines.len(), lines[9]), (10, ""));
    }

    async fn nobody_else_sees_the_history_or_its_file(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let boris = world.somebody("boris@example.ru", "+79990000002").await;
        let seen = history(&world.services, &boris, house.account.id, None).await;
        assert!(matches!(seen, Err(Error::NotFound)));
        let file = history_table(&world.services, &boris, house.account.id).await;
        assert!(matches!(file, Err(Error::NotFound)));
    }
}
