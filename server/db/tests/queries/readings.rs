//! Meters and readings: which count, in which order.

use std::ops::Range;

use chrono::{Days, NaiveDate};
use db::{
    both_databases,
    entity::{accounts::Model as Account, branches, meters::Model as Meter, readings::Model, registers},
    readings::{meters, readings},
    testing::TestDb,
};
use domain::readings::Source;
use sea_orm::EntityTrait;

use crate::rows::{account, add, after, branch, day, id, meter, now, reading, register};

async fn one_meter(db: &TestDb) -> (Account, Meter) {
    let _: branches::Model = add(db, branch("tver")).await;
    let account: Account = add(db, account("tver", "690000001", None)).await;
    let meter = add(db, meter(&account, "100", 1)).await;
    (account, meter)
}

/// Every day there is.
fn always() -> Range<NaiveDate> {
    NaiveDate::default()..day(12, 31) + Days::new(1)
}

both_databases! {
    async fn an_account_has_its_meters_with_their_registers(db: TestDb) {
        let (account, single) = one_meter(&db).await;
        let double: Meter = add(&db, Meter { installed_on: day(2, 1), ..meter(&account, "050", 2) }).await;
        let bare: Meter = add(&db, Meter { installed_on: day(3, 1), ..meter(&account, "070", 1) }).await;
        let mut registers = Vec::new();
        for (meter, zone) in [(&single, "single"), (&double, "day"), (&double, "night")] {
            let row: registers::Model = add(&db, register(meter, zone)).await;
            registers.push(row);
        }
        let mut pair = vec![registers[1].clone(), registers[2].clone()];
        pair.sort_by_key(|register| register.id);
        let expected = [(single, vec![registers[0].clone()]), (double, pair), (bare, vec![])];
        assert_eq!(meters::of_account(db.reader(), account.id).await.unwrap(), expected);
        assert!(meters::of_account(db.reader(), id()).await.unwrap().is_empty());
    }

    async fn a_meter_is_held_by_one_transaction_at_a_time(db: TestDb) {
        let (_, meter) = one_meter(&db).await;
        let transaction = db.begin().await.unwrap();
        assert_eq!(meters::lock(&transaction, meter.id).await.unwrap(), Some(meter.clone()));
        assert_eq!(meters::lock(&transaction, id()).await.unwrap(), None);
        let second = {
            let db = db.clone();
            tokio::spawn(async move {
                let transaction = db.begin().await.unwrap();
                meters::lock(&transaction, meter.id).await.unwrap();
            })
        };
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        assert!(!second.is_finished());
        transaction.commit().await.unwrap();
        second.await.unwrap();
    }

    async fn the_last_day_of_a_register_is_before_the_one_given_and_of_a_reading_that_counts(db: TestDb) {
        let (_, first) = one_meter(&db).await;
        let superseded = Model { superseded_at: Some(now()), ..reading(&first, day(9, 20), 3) };
        for row in [reading(&first, day(7, 1), 1), reading(&first, day(8, 31), 2), superseded, reading(&first, day(10, 1), 4)] {
            readings::insert(db.writer(), row).await.unwrap();
        }
        let last = async |zone: &str, before| readings::last_day(db.reader(), first.id, zone, before).await.unwrap();
        assert_eq!(last("single", day(10, 1)).await, Some(day(8, 31)));
        assert_eq!(last("single", day(10, 2)).await, Some(day(10, 1)));
        assert_eq!(last("single", day(7, 1)).await, None);
        assert_eq!(last("night", day(10, 2)).await, None);
    }

    async fn readings_come_newest_first_from_a_day_on(db: TestDb) {
        let (account, first) = one_meter(&db).await;
        let second: Meter = add(&db, meter(&account, "200", 1)).await;
        let rows = [
            reading(&first, day(8, 31), 1),
            reading(&first, day(9, 1), 2),
            Model { received_at: after(1), ..reading(&second, day(9, 1), 3) },
            reading(&second, day(10, 20), 4),
        ];
        for row in &rows {
            readings::insert(db.writer(), row.clone()).await.unwrap();
        }
        let values = |rows: Vec<readings::Counting>| rows.into_iter().map(|reading| reading.value).collect::<Vec<_>>();
        let since = async |ids: &[uuid::Uuid]| values(readings::since(db.reader(), ids, day(9, 1)).await.unwrap());
        assert_eq!(since(&[first.id, second.id]).await, [4, 3, 2]);
        assert_eq!(since(&[first.id]).await, [2]);
        assert!(since(&[]).await.is_empty());

        let history = readings::history(db.reader(), account.id, always(), 3).await.unwrap();
        let serials = history.iter().map(|(reading, meter)| (reading.value, meter.serial.as_str())).collect::<Vec<_>>();
        assert_eq!(serials, [(4, "200"), (3, "200"), (2, "100")]);
        let september = readings::history(db.reader(), account.id, day(9, 1)..day(10, 20), 9).await.unwrap();
        assert_eq!(september.iter().map(|(reading, _)| reading.value).collect::<Vec<_>>(), [3, 2]);
        assert_eq!(readings::first_day(db.reader(), account.id).await.unwrap(), Some(day(8, 31)));
        assert_eq!(readings::first_day(db.reader(), id()).await.unwrap(), None);
        assert!(readings::history(db.reader(), id(), always(), 3).await.unwrap().is_empty());
    }

    async fn a_later_reading_takes_the_place_of_the_earlier_which_stays_in_the_history(db: TestDb) {
        let (account, meter) = one_meter(&db).await;
        readings::insert(db.writer(), reading(&meter, day(11, 21), 100)).await.unwrap();
        readings::insert(db.writer(), Model { zone: "night".into(), ..reading(&meter, day(11, 20), 50) }).await.unwrap();
        readings::insert(db.writer(), Model { source: "grid".into(), ..reading(&meter, day(11, 21), 7) }).await.unwrap();
        readings::insert(db.writer(), reading(&meter, day(11, 19), 1)).await.unwrap();

        let again = reading(&meter, day(11, 21), 101);
        assert!(readings::insert(db.writer(), again.clone()).await.is_err(), "one a day and source");
        let supersede = async || {
            let (from, until) = (day(11, 20), day(11, 25));
            readings::supersede(db.writer(), meter.id, [Source::Customer].into_iter(), from, until, after(5)).await.unwrap()
        };
        assert_eq!(supersede().await, 2);
        assert_eq!(supersede().await, 0);
        readings::insert(db.writer(), again).await.unwrap();
        let history = readings::history(db.reader(), account.id, always(), 10).await.unwrap();
        let values = |superseded: bool| {
            let rows = history.iter().filter(|(reading, _)| reading.superseded_at.is_some() == superseded);
            let mut values = rows.map(|(reading, _)| reading.value).collect::<Vec<_>>();
            values.sort_unstable();
            values
        };
        assert_eq!(values(false), [1, 7, 101]);
        assert_eq!(values(true), [50, 100]);
        assert_eq!(readings::since(db.reader(), &[meter.id], day(1, 1)).await.unwrap().len(), 3);
    }

    async fn a_reading_keeps_every_bit_of_its_value(db: TestDb) {
        let (_, meter) = one_meter(&db).await;
        let row = Model { user_id: Some(id()), received_at: now(), ..reading(&meter, day(11, 21), i64::MAX) };
        readings::insert(db.writer(), row.clone()).await.unwrap();
        let stored = db::entity::readings::Entity::find_by_id(row.id).one(db.reader()).await.unwrap();
        assert_eq!(stored, Some(row));
    }

    async fn a_reading_of_no_meter_is_refused(db: TestDb) {
        let (account, _) = one_meter(&db).await;
        let nowhere = meter(&account, "300", 1);
        let error = readings::insert(db.writer(), reading(&nowhere, day(11, 21), 1)).await.unwrap_err();
        assert!(!error.is_unavailable());
    }
}
