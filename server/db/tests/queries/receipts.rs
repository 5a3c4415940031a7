//! Receipts: each number once, and what the columns say of the way of readings.

use db::{
    Error, both_databases,
    entity::{accounts::Model as Account, branches, meters::Model as Meter, readings, receipts::Model},
    readings::{readings as reading_rows, receipts},
    testing::TestDb,
};
use domain::readings::{Objection, Stage};

use crate::rows::{account, add, after, branch, day, id, meter, now, reading};

async fn one_meter(db: &TestDb) -> (Account, Meter) {
    let _: branches::Model = add(db, branch("tver")).await;
    let account: Account = add(db, account("tver", "690000001", None)).await;
    let meter = add(db, meter(&account, "100", 1)).await;
    (account, meter)
}

fn receipt(meter: &Meter, number: &str) -> Model {
    receipts::row(id(), meter.id, number.to_owned(), Stage::accepted(day(11, 24)))
}

both_databases! {
    async fn a_number_is_given_once(db: TestDb) {
        let (account, meter) = one_meter(&db).await;
        let first = receipt(&meter, "481516234203");
        assert!(receipts::insert(db.writer(), first.clone()).await.unwrap());
        assert!(!receipts::insert(db.writer(), receipt(&meter, "481516234203")).await.unwrap());
        assert!(receipts::insert(db.writer(), Model { number: "1".into(), ..first.clone() }).await.is_err(), "one a sending");
        let found = receipts::by_number(db.reader(), "481516234203").await.unwrap();
        assert_eq!(found, Some((first.clone(), meter)));
        assert_eq!(receipts::by_number(db.reader(), "000000000000").await.unwrap(), None);
        assert_eq!(receipts::of_sendings(db.reader(), &[id(), first.id]).await.unwrap(), vec![first.clone()]);
        assert!(receipts::of_sendings(db.reader(), &[id()]).await.unwrap().is_empty());
        assert_eq!(receipts::of_account(db.reader(), account.id).await.unwrap(), [first]);
        assert!(receipts::of_account(db.reader(), id()).await.unwrap().is_empty());
    }

    async fn every_stage_comes_back_as_it_was_written(db: TestDb) {
        let (_, meter) = one_meter(&db).await;
        let accepted = Stage::accepted(day(11, 24));
        let checked = accepted.check(day(11, 26)).unwrap();
        let stages = [
            accepted,
            checked,
            accepted.refuse(day(11, 26), Objection::Seal).unwrap(),
            checked.bill(day(12, 1), day(11, 1)).unwrap(),
        ];
        for (at, stage) in stages.into_iter().enumerate() {
            let row = receipts::row(id(), meter.id, format!("{at}"), stage);
            assert!(receipts::insert(db.writer(), row.clone()).await.unwrap());
            let (stored, _) = receipts::by_number(db.reader(), &row.number).await.unwrap().unwrap();
            assert_eq!(stored, row);
            assert_eq!(receipts::stage(&stored, day(11, 24)).unwrap(), stage);
        }
    }

    async fn the_readings_of_a_sending_and_the_ones_before_it_are_found(db: TestDb) {
        let (_, meter) = one_meter(&db).await;
        let sending = Some(id());
        let superseded = readings::Model { superseded_at: Some(now()), ..reading(&meter, day(10, 25), 9) };
        let other = readings::Model { zone: "night".into(), ..reading(&meter, day(10, 26), 8) };
        let last = readings::Model { received_at: after(5), source: "grid".into(), ..reading(&meter, day(10, 24), 7) };
        let own = readings::Model { submission_id: sending, ..reading(&meter, day(11, 24), 10) };
        for row in [reading(&meter, day(10, 24), 6), last.clone(), superseded, other, own.clone()] {
            reading_rows::insert(db.writer(), row).await.unwrap();
        }
        let before = |zone, day| reading_rows::last_before(db.reader(), meter.id, zone, day);
        assert_eq!(before("single", day(11, 24)).await.unwrap(), Some(last));
        assert_eq!(before("single", day(10, 24)).await.unwrap(), None);
        assert_eq!(reading_rows::of_submission(db.reader(), own.submission_id.unwrap()).await.unwrap(), [own]);
        assert!(reading_rows::of_submission(db.reader(), id()).await.unwrap().is_empty());
    }
}

#[test]
fn columns_that_contradict_each_other_are_named() {
    let meter = meter(&account("tver", "690000001", None), "100", 1);
    let row = || receipt(&meter, "1");
    let on = Some(day(11, 26));
    for (row, expected) in [
        (
            Model {
                refused_on: on,
                ..row()
            },
            "objection",
        ),
        (
            Model {
                refused_on: on,
                objection: Some("mood".into()),
                ..row()
            },
            "objection",
        ),
        (
            Model {
                checked_on: on,
                refused_on: on,
                ..row()
            },
            "refused_on",
        ),
        (Model { billed_on: on, ..row() }, "checked_on"),
        (
            Model {
                checked_on: on,
                billed_on: on,
                ..row()
            },
            "bill_month",
        ),
    ] {
        let error = receipts::stage(&row, day(11, 24)).unwrap_err();
        assert!(
            matches!(error, Error::Inconsistent { table: "receipts", column, .. } if column == expected),
            "{error}"
        );
    }
}
