//! Tariffs.

use chrono::NaiveDate;
use db::{tariffs::between, testing::TestDb};
use domain::{
    billing::{Category, Tariff},
    exchange::RowReason,
    readings::{Energy, Zone},
};
use services::exchange::{ImportError, Registry};

use crate::support::{TARIFFS, count, supplier, take_in_text, wrong_lines};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

async fn november(db: &TestDb, branch: &str, category: Category) -> Option<Tariff> {
    let found = between(db.reader(), branch, category, day("2026-11-01"), day("2026-12-01")).await;
    found.expect("a query")
}

/// The ranges of a day: where each ends, what it costs.
fn ranges(tariff: &Tariff, on: &str) -> Vec<(Option<i64>, String)> {
    let line = tariff.line(Zone::Single, day(on)).expect("a line");
    let range = |band: &domain::billing::Band| (band.up_to.map(Energy::thousandths), band.rate.to_string());
    line.bands.iter().map(range).collect()
}

db::both_databases! {
    async fn the_prices_of_a_month_come_back_as_they_were_written(db: TestDb) {
        supplier(&db, Registry::Tariffs).await;
        let tver = november(&db, "tver", Category::City).await.expect("a tariff");
        assert_eq!(ranges(&tver, "2026-11-24"), [(Some(3_900_000), "6.62".to_owned()), (None, "9.01".to_owned())]);
        assert!(tver.line(Zone::Single, day("2026-09-30")).is_none(), "the month before the change is not asked for");
        let khakassia = november(&db, "khakassia", Category::ElectricHeating).await.expect("a tariff");
        assert_eq!(ranges(&khakassia, "2026-11-24"), [(None, "2.28".to_owned())]);
        assert_eq!(ranges(&khakassia, "2026-06-01"), [(None, "2.2801".to_owned())], "four digits are kept");
        assert_eq!(november(&db, "tver", Category::Rural).await, None);
        assert_eq!(november(&db, "khakassia", Category::City).await, None);
    }

    async fn a_file_takes_the_place_of_what_was_known_of_its_categories(db: TestDb) {
        supplier(&db, Registry::Tariffs).await;
        let later = "branch;category;zone;months;from;until;up_to;rate\ntver;city;single;;2026-01-01;;;7.00\n";
        let report = take_in_text(&db, Registry::Tariffs, later).await.expect("a tariff");
        assert_eq!((report.rows, report.added, report.updated), (1, 0, 1));
        assert_eq!(count(&db, "tariffs").await, 3, "khakassia's stay");
        let tver = november(&db, "tver", Category::City).await.expect("a tariff");
        assert_eq!(ranges(&tver, "2026-11-24"), [(None, "7".to_owned())]);
    }

    async fn a_price_that_no_kwh_has_is_named(db: TestDb) {
        supplier(&db, Registry::Tariffs).await;
        for rate in ["0", "595", "100.00001", "-6.62", "6.123456", "6,6,2"] {
            let wrong = TARIFFS.replacen("5.95", rate, 1);
            let lines = wrong_lines(take_in_text(&db, Registry::Tariffs, &wrong).await);
            assert_eq!(lines, [(2, "rate", RowReason::Range)], "{rate}");
        }
        assert_eq!(count(&db, "tariffs").await, 5);
    }

    async fn a_gap_an_overlap_or_an_unknown_branch_leaves_the_old_prices(db: TestDb) {
        supplier(&db, Registry::Tariffs).await;
        for (wrong, told) in [
            (TARIFFS.replace("single;;2026-10-01", "single;;2026-10-02"), "нет цены на 2026-10-01"),
            (TARIFFS.replace(";2026-10-01;;5.95", ";2026-10-02;;5.95"), "две цены на 2026-10-01"),
            (TARIFFS.replace("5-9;", "6-9;"), "нет цены на 2026-05-01"),
            (TARIFFS.replace(";;3900;", ";;0;"), "диапазоны с 2026-10-01"),
        ] {
            let error = take_in_text(&db, Registry::Tariffs, &wrong).await.expect_err(told);
            assert!(matches!(error, ImportError::Tariffs(_)), "{error}");
            assert!(error.to_string().contains(told), "{error}");
        }
        let unknown = TARIFFS.replacen("tver", "omsk", 1);
        let expected = [(2, "branch", RowReason::Unknown)];
        assert_eq!(wrong_lines(take_in_text(&db, Registry::Tariffs, &unknown).await), expected);
        assert_eq!(count(&db, "tariffs").await, 5);
        assert_eq!(count(&db, "imports").await, 6, "a refused file may be sent again");
    }
}
