//! Readings.

use db::testing::TestDb;
use domain::exchange::RowReason;
use services::exchange::Registry;

use crate::support::{READINGS, count, supplier, take_in_text, wrong_lines};

db::both_databases! {
    async fn readings_are_stored_in_thousandths_as_received_now(db: TestDb) {
        supplier(&db, Registry::Readings).await;
        assert_eq!(count(&db, "readings").await, 3);
        let right = "readings WHERE zone = 'day' AND value = 1300000 AND taken_on = '2026-10-24' AND source = 'controller' \
                     AND user_id IS NULL AND superseded_at IS NULL";
        assert_eq!(count(&db, right).await, 1);
    }

    async fn what_is_known_is_skipped_and_what_contradicts_it_is_wrong(db: TestDb) {
        supplier(&db, Registry::Readings).await;
        let more = format!("{READINGS}690000001;СЭ-1;night;2026-10-24;750;customer\n");
        let report = take_in_text(&db, Registry::Readings, &more).await.expect("readings");
        assert_eq!((report.rows, report.added, report.skipped), (4, 1, 3));
        let other = READINGS.replace(";1300;", ";1301;");
        let expected = [(4, "value", RowReason::Contradicts)];
        assert_eq!(wrong_lines(take_in_text(&db, Registry::Readings, &other).await), expected);
        assert_eq!(count(&db, "readings").await, 4);
    }

    async fn a_reading_twice_in_a_file_is_wrong_even_with_the_same_value(db: TestDb) {
        supplier(&db, Registry::Meters).await;
        let last = READINGS.lines().last().expect("a line");
        let expected = [(5, "taken_on", RowReason::Duplicate)];
        let near = format!("{READINGS}{last}\n");
        assert_eq!(wrong_lines(take_in_text(&db, Registry::Readings, &near).await), expected);
        let days: String = (0..9_000).map(|at| {
            let day = chrono::NaiveDate::from_ymd_opt(1990, 1, 1).expect("a day") + chrono::Days::new(at);
            format!("690000001;СЭ-1;night;{day};5;customer\n")
        }).collect();
        let far = format!("{READINGS}{days}{last}\n");
        let expected = [(9_005, "taken_on", RowReason::Duplicate)];
        assert_eq!(wrong_lines(take_in_text(&db, Registry::Readings, &far).await), expected);
        assert_eq!(count(&db, "readings").await, 0);
    }

    async fn a_reading_belongs_to_a_register_of_a_known_meter_and_fits_its_digits(db: TestDb) {
        supplier(&db, Registry::Meters).await;
        let file = "account;serial;zone;taken_on;value;source\n\
            690000009;СЭ-1;day;2026-10-24;5;customer\n\
            690000001;СЭ-9;day;2026-10-24;5;customer\n\
            690000001;СЭ-1;single;2026-10-24;5;customer\n\
            690000001;СЭ-1;day;2026-10-24;100000;customer\n\
            690000001;СЭ-1;day;2026-10-24;99999.999;customer\n\
            190000000001;СЭ-1;single;2026-10-24;100000;customer\n";
        let expected = [
            (2, "account", RowReason::Unknown),
            (3, "serial", RowReason::Unknown),
            (4, "zone", RowReason::Word),
            (5, "value", RowReason::Reading),
        ];
        assert_eq!(wrong_lines(take_in_text(&db, Registry::Readings, file).await), expected);
    }
}
