//! Meters and their registers.

use db::testing::TestDb;
use domain::exchange::RowReason;
use services::exchange::Registry;

use crate::support::{METERS, count, supplier, take_in_text, wrong_lines};

db::both_databases! {
    async fn a_new_meter_gets_a_register_for_each_zone(db: TestDb) {
        supplier(&db, Registry::Meters).await;
        assert_eq!((count(&db, "meters").await, count(&db, "registers").await), (2, 3));
        assert_eq!(count(&db, "meters WHERE verification_due IS NULL AND archived_on = '2026-01-15'").await, 1);
        assert_eq!(count(&db, "meters WHERE verification_due = '2036-06-01' AND archived_on IS NULL").await, 1);
        assert_eq!(count(&db, "meters WHERE seal = '0012345' AND NOT automatic").await, 1);
        assert_eq!(count(&db, "meters WHERE seal IS NULL AND automatic").await, 1);
    }

    async fn a_known_meter_is_given_the_new_dates_and_keeps_its_registers(db: TestDb) {
        supplier(&db, Registry::Meters).await;
        let later = METERS.replace("2036-06-01;", "2046-06-01;2026-11-20");
        let report = take_in_text(&db, Registry::Meters, &later).await.expect("meters");
        assert_eq!((report.added, report.updated), (0, 2));
        assert_eq!(count(&db, "meters WHERE verification_due = '2046-06-01' AND archived_on = '2026-11-20'").await, 1);
        assert_eq!(count(&db, "registers").await, 3);
    }

    async fn a_meter_twice_in_a_file_or_of_an_unknown_account_or_turned_into_another_is_wrong(db: TestDb) {
        supplier(&db, Registry::Meters).await;
        let file = format!(
            "{METERS}СЭ-2;690000001;1;5;0;2020-06-01;;;;\nСЭ-2;690000001;1;5;0;2020-06-01;;;;\nСЭ-1;690000009;1;5;0;2020-06-01;;;;\n"
        );
        let expected = [(5, "serial", RowReason::Duplicate), (6, "account", RowReason::Unknown)];
        assert_eq!(wrong_lines(take_in_text(&db, Registry::Meters, &file).await), expected);
        let twice = format!("{METERS}СЭ-1;690000001;2;5;0;2020-06-01;;;;\n");
        let expected = [(4, "serial", RowReason::Duplicate)];
        assert_eq!(wrong_lines(take_in_text(&db, Registry::Meters, &twice).await), expected);
        let other = METERS.replace("690000001;2;", "690000001;3;");
        let expected = [(2, "serial", RowReason::Contradicts)];
        assert_eq!(wrong_lines(take_in_text(&db, Registry::Meters, &other).await), expected);
    }
}
