//! What the account's page says of the month's end, and to whom.

use db::{entity::meters, testing::TestDb};
use domain::{
    Money,
    accounts::Role,
    billing::{Begins, Forecast},
    readings::{Energy, Zone},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use services::{
    accounts::{page, sendable},
    identity::Caller,
};
use uuid::Uuid;

use crate::{
    readings::House,
    rows::day,
    world::{World, start},
};

impl World {
    async fn forecast(&self, caller: &Caller, account: Uuid) -> Option<Forecast> {
        page(&self.services, caller, account).await.unwrap().forecast
    }

    /// A house that uses 100 kWh in thirty days, with a second range above 100 kWh a month and a third price since
    /// December.
    async fn near_a_range(&self) -> House {
        let house = self.house("690000001").await;
        let ranges = [(Some(100), 464), (None, 928)];
        self.ranges(Zone::Single, day(2026, 1, 1), Some(day(2026, 12, 1)), &ranges)
            .await;
        self.ranges(Zone::Single, day(2026, 12, 1), None, &[(None, 500)]).await;
        self.pays(&house.account, "rural").await;
        house
    }
}

db::both_databases! {
    async fn the_page_says_when_the_next_range_begins_and_what_the_month_comes_to(db: TestDb) {
        let world = World::new(&db);
        let house = world.near_a_range().await;
        let told = world.forecast(&house.caller, house.account.id).await.expect("a forecast");
        // Since 24 October: 29 days by today, 32 by the last day of the window.
        assert_eq!((told.month, told.until), (day(2026, 11, 1), day(2026, 11, 25)));
        assert_eq!((told.used, told.volume), (Energy::from_kwh(97), Energy::from_kwh(107)));
        assert_eq!(told.total, Money::from_kopecks(100 * 464 + 7 * 928));
        let begins = Begins { on: day(2026, 11, 24), extra: Money::from_kopecks(7 * 464) };
        assert_eq!((told.range, told.begins), (1, Some(begins)));
    }

    async fn once_the_month_is_read_the_next_one_is_spoken_of_with_its_own_prices(db: TestDb) {
        let world = World::new(&db);
        let house = world.near_a_range().await;
        world.send_reading(&house, "1398").await.unwrap();
        let told = world.forecast(&house.caller, house.account.id).await.expect("a forecast");
        assert_eq!((told.month, told.until), (day(2026, 12, 1), day(2026, 12, 25)));
        // 98 kWh in 29 days; 33 days are to come.
        assert_eq!((told.used, told.volume), (Energy::ZERO, Energy::from_kwh(112)));
        assert_eq!((told.total, told.range, told.begins), (Money::from_kopecks(112 * 500), 1, None));
    }

    async fn nothing_is_foretold_without_prices_or_readings_or_where_they_do_not_count(db: TestDb) {
        let world = World::new(&db);
        let house = world.near_a_range().await;
        assert!(world.forecast(&house.caller, house.account.id).await.is_some());
        let home = world.home(&house.caller, "690000002").await;
        world.pays(&home, "rural").await;
        assert_eq!(world.forecast(&house.caller, home.id).await, None, "no meter");
        let new = world.meter(&home, "СЭ-2", &["single"]).await;
        world.reading(&new, "single", day(2026, 10, 24), 5).await;
        assert_eq!(world.forecast(&house.caller, home.id).await, None, "one reading has no pace");
        world.reading(&new, "single", day(2026, 9, 24), 1).await;
        assert!(world.forecast(&house.caller, home.id).await.is_some());
        let mut overdue: meters::ActiveModel = new.into_active_model();
        overdue.verification_due = Set(Some(start().date_naive().pred_opt().unwrap()));
        overdue.update(db.writer()).await.unwrap();
        assert_eq!(world.forecast(&house.caller, home.id).await, None, "its readings count for no bill");
        world.pays(&house.account, "electric_heating").await;
        assert_eq!(world.forecast(&house.caller, house.account.id).await, None, "no prices");
    }

    async fn whoever_may_not_see_what_is_owed_sees_no_forecast(db: TestDb) {
        let world = World::new(&db);
        let house = world.near_a_range().await;
        let (payer, reader) = (world.guest("boris@example.ru").await, world.guest("vera@example.ru").await);
        world.join(&house.caller, house.account.id, &payer, Role::Payer).await;
        world.join(&house.caller, house.account.id, &reader, Role::Reader).await;
        assert!(world.forecast(&payer, house.account.id).await.is_some());
        assert_eq!(world.forecast(&reader, house.account.id).await, None);
        let all = sendable(&world.services, &payer).await.unwrap();
        assert!(all.len() == 1 && all[0].forecast.is_none(), "the page of all accounts has no room for it");
    }
}
