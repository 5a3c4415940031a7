//! What an account pays by.

use chrono::NaiveDate;
use db::{
    entity::{accounts, tariffs::Model},
    testing::TestDb,
};
use domain::{
    Money,
    billing::{Category, sent_volume},
    readings::{Energy, Zone},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use services::accounts::page;
use uuid::Uuid;

use crate::{rows::day, world::World};

impl World {
    /// One price for a kWh, in kopecks.
    async fn price(&self, from: NaiveDate, until: Option<NaiveDate>, kopecks: i64) {
        self.ranges(Zone::Single, from, until, &[(None, kopecks)]).await;
    }

    /// What a kWh costs in the country, in kopecks, up to so many kWh a month.
    pub async fn ranges(&self, zone: Zone, from: NaiveDate, until: Option<NaiveDate>, ranges: &[(Option<i64>, i64)]) {
        for (up_to, kopecks) in ranges {
            self.add(Model {
                id: self.id(),
                branch: "tver".into(),
                category: Category::Rural.key().into(),
                zone: zone.key().into(),
                months: "1-12".into(),
                starts_on: from,
                ends_on: until,
                up_to: up_to.map(|kwh| kwh * 1_000),
                rate: kopecks * 1_000,
            })
            .await;
        }
    }

    pub async fn pays(&self, account: &accounts::Model, category: &str) {
        let mut row = account.clone().into_active_model();
        row.category = Set(Some(category.into()));
        row.update(self.db().writer()).await.unwrap();
    }
}

db::both_databases! {
    async fn a_reading_costs_after_sending_what_it_was_said_to_cost_before(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.price(day(2026, 1, 1), Some(day(2026, 10, 1)), 417).await;
        world.price(day(2026, 10, 1), None, 464).await;
        world.pays(&house.account, "rural").await;
        let before = page(&world.services, &house.caller, house.account.id).await.unwrap();
        let prices = before.prices.expect("prices");
        assert_eq!(prices.category, Category::Rural);
        assert!(prices.tariff.line(Zone::Single, day(2026, 9, 30)).is_none(), "only this month's prices travel");
        let cost = |values: &[_], card: &domain::readings::MeterCard| {
            let charge = prices.estimate(&card.rules, values, before.today, Energy::ZERO);
            charge.expect("a charge").total
        };
        let told = cost(&[(Zone::Single, Energy::from_kwh(1_395))], &before.meters[0]);
        assert_eq!(told, Money::from_kopecks(95 * 464));
        world.send_reading(&house, "1395").await.unwrap();
        let after = page(&world.services, &house.caller, house.account.id).await.unwrap();
        assert_eq!(cost(&after.meters[0].sent, &after.meters[0]), told);
        assert_eq!(sent_volume(&after.meters, Uuid::nil()), Energy::from_kwh(95));
    }

    async fn no_money_is_told_without_a_category_or_its_prices(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let prices = || async { page(&world.services, &house.caller, house.account.id).await.unwrap().prices };
        assert_eq!(prices().await, None, "billing did not say whose tariff it pays");
        world.pays(&house.account, "rural").await;
        assert_eq!(prices().await, None, "no tariff was imported");
        world.price(day(2026, 12, 1), None, 500).await;
        assert_eq!(prices().await, None, "not yet");
        world.price(day(2026, 1, 1), Some(day(2026, 11, 1)), 417).await;
        assert_eq!(prices().await, None, "not any more");
    }
}
