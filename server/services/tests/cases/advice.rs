//! What one, two and three zones would have cost, and who is told.

use db::{
    entity::{accounts, meters},
    testing::TestDb,
};
use domain::{
    Money, Refusal,
    accounts::Role,
    billing::{BreakEven, Cost, NoAdvice, Share},
    calendar::months_before,
    readings::{ReadingForm, Zone, ZoneSet},
};
use services::{Error, billing::advice, files::Uploads, readings::submit};

use crate::{
    people::{ANNA, PHONE},
    readings::House,
    rows::day,
    world::{World, refusal},
};

impl World {
    /// A house with a meter of two zones, which has been read in each of so many months: 70 by day, 30 at night.
    async fn zoned(&self, months: u32) -> House {
        self.branches().await;
        let caller = self.somebody(ANNA, PHONE).await;
        let account = self.home(&caller, "690000001").await;
        let meter = self.meter(&account, "СЭ-2", &["day", "night"]).await;
        self.counted(&meter, months).await;
        House { caller, account, meter }
    }

    async fn counted(&self, meter: &meters::Model, months: u32) {
        for back in 0..=months {
            let (taken_on, read) = (months_before(day(2026, 10, 24), back), i64::from(months - back));
            self.reading(meter, "day", taken_on, 70 * read).await;
            self.reading(meter, "night", taken_on, 30 * read).await;
        }
    }

    /// Prices that rose on 1 October.
    async fn zone_prices(&self, account: &accounts::Model) {
        for (zone, before, after) in [
            (Zone::Single, 400, 500),
            (Zone::Day, 480, 600),
            (Zone::Night, 200, 250),
            (Zone::Peak, 560, 700),
            (Zone::HalfPeak, 400, 500),
        ] {
            let rise = day(2026, 10, 1);
            self.ranges(zone, day(2025, 1, 1), Some(rise), &[(None, before)]).await;
            self.ranges(zone, rise, None, &[(None, after)]).await;
        }
        self.pays(account, "rural").await;
    }
}

fn known(least: i64, most: i64) -> Cost {
    Cost::Known {
        least: Money::from_kopecks(least),
        most: Money::from_kopecks(most),
    }
}

db::both_databases! {
    async fn a_year_is_reckoned_by_the_prices_of_its_months(db: TestDb) {
        let world = World::new(&db);
        let house = world.zoned(14).await;
        world.zone_prices(&house.account).await;
        let told = advice(&world.services, &house.caller, house.account.id).await.unwrap();
        let year = told.advice.expect("advice");
        assert_eq!((year.own, year.months.len(), year.night), (ZoneSet::Two, 12, Some(300)));
        assert_eq!((year.months[0].month, year.months[11].month), (day(2025, 11, 1), day(2026, 10, 1)));
        // Eleven months at the old prices and October at the new ones.
        assert_eq!(year.costs.one, known(11 * 40_000 + 50_000, 11 * 40_000 + 50_000));
        let two = 11 * (70 * 480 + 30 * 200) + 70 * 600 + 30 * 250;
        assert_eq!(year.costs.two, known(two, two));
        let least = 11 * (70 * 400 + 30 * 200) + 70 * 500 + 30 * 250;
        let most = 11 * (70 * 560 + 30 * 200) + 70 * 700 + 30 * 250;
        assert_eq!(year.costs.three, known(least, most));
        let shares = BreakEven {
            two: Some(Share::Above(286)),
            three_at_worst: Some(Share::Above(444)),
            three_at_best: Some(Share::Always),
        };
        assert_eq!(told.break_even, Some(shares));
    }

    async fn what_is_missing_is_said(db: TestDb) {
        let world = World::new(&db);
        let house = world.zoned(5).await;
        let told = || async { advice(&world.services, &house.caller, house.account.id).await.unwrap() };
        let unknown = told().await;
        assert_eq!((unknown.prices, unknown.advice), (None, Err(NoAdvice::Unpriced)), "whose tariff?");
        world.zone_prices(&house.account).await;
        let short = told().await;
        assert_eq!(short.advice, Err(NoAdvice::Short { months: 5, needed: 6 }));
        assert!(short.prices.is_some() && short.break_even.is_some(), "prices are known all the same");
        let november = ReadingForm {
            account: house.account.id.to_string(),
            meter: house.meter.id.to_string(),
            day: "420".into(),
            night: "180".into(),
            ..ReadingForm::default()
        };
        submit(&world.services, &house.caller, &november, Uploads::default()).await.unwrap();
        assert_eq!(told().await.advice.map(|advice| advice.months.len()), Ok(6));
        let garage = world.meter(&house.account, "СЭ-3", &["single"]).await;
        world.reading(&garage, "single", day(2026, 10, 24), 1).await;
        assert_eq!(told().await.advice, Err(NoAdvice::Mixed));
    }

    async fn nobody_is_told_who_may_not_see_what_is_owed(db: TestDb) {
        let world = World::new(&db);
        let house = world.zoned(12).await;
        world.zone_prices(&house.account).await;
        let (payer, reader) = (world.guest("boris@example.ru").await, world.guest("vera@example.ru").await);
        world.join(&house.caller, house.account.id, &payer, Role::Payer).await;
        world.join(&house.caller, house.account.id, &reader, Role::Reader).await;
        let told = |caller| advice(&world.services, caller, house.account.id);
        assert!(told(&payer).await.unwrap().advice.is_ok());
        assert_eq!(refusal(told(&reader).await), Refusal::RoleForbids);
        let stranger = world.guest("stranger@example.ru").await;
        assert!(matches!(told(&stranger).await, Err(Error::NotFound)));
    }
}
