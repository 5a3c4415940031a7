//! What an account pays by.

use chrono::{Duration, NaiveDate};
use db::{
    entity::{
        accounts,
        tariffs::{self, Model},
    },
    testing::TestDb,
};
use domain::{
    Money,
    billing::{Category, sent_volume},
    readings::{Energy, Zone},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
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
                zone: zone.key().into(),
                starts_on: from,
                ends_on: until,
                up_to: up_to.map(|kwh| kwh * 1_000),
                ..self.flat("tver", Category::Rural, *kopecks)
            })
            .await;
        }
    }

    /// One price for a kWh of a category of a branch, in kopecks.
    fn flat(&self, branch: &str, category: Category, kopecks: i64) -> Model {
        Model {
            id: self.id(),
            branch: branch.into(),
            category: category.key().into(),
            zone: Zone::Single.key().into(),
            months: "1-12".into(),
            starts_on: day(2026, 1, 1),
            ends_on: None,
            up_to: None,
            rate: kopecks * 1_000,
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

    async fn prices_are_those_of_the_accounts_branch_and_category_and_new_ones_count_after_ten_seconds(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        for (branch, category, kopecks) in [
            ("tver", Category::Rural, 417), ("tver", Category::City, 595), ("khakassia", Category::Rural, 300),
        ] {
            world.add(world.flat(branch, category, kopecks)).await;
        }
        // What a hundred kWh come to.
        let told = async |branch: &str, category: Category| {
            let mut row = house.account.clone().into_active_model();
            row.branch = Set(branch.into());
            row.category = Set(Some(category.key().into()));
            row.update(db.writer()).await.unwrap();
            let page = page(&world.services, &house.caller, house.account.id).await.unwrap();
            let values = [(Zone::Single, Energy::from_kwh(1_400))];
            page.prices.unwrap().estimate(&page.meters[0].rules, &values, page.today, Energy::ZERO).unwrap().total
        };
        for (branch, category, kopecks) in [
            ("tver", Category::Rural, 41_700), ("tver", Category::City, 59_500), ("khakassia", Category::Rural, 30_000),
            ("tver", Category::Rural, 41_700),
        ] {
            assert_eq!(told(branch, category).await, Money::from_kopecks(kopecks), "{branch} {category:?}");
        }
        tariffs::Entity::delete_many().exec(db.writer()).await.unwrap();
        world.add(world.flat("tver", Category::Rural, 500)).await;
        assert_eq!(told("tver", Category::Rural).await, Money::from_kopecks(41_700), "not yet");
        world.pass(Duration::seconds(10));
        assert_eq!(told("tver", Category::Rural).await, Money::from_kopecks(50_000));
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
