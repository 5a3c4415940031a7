//! Payments.

use db::testing::TestDb;
use domain::exchange::RowReason;
use services::exchange::Registry;

use crate::support::{PAYMENTS, count, supplier, take_in_text, wrong_lines};

db::both_databases! {
    async fn a_reference_is_taken_once_and_for_all(db: TestDb) {
        supplier(&db, Registry::Payments).await;
        let twice = format!("{}690000001;2026-11-13;5.00;P-3\n690000001;2026-11-14;6.00;P-3\n", PAYMENTS.replace("P-1", "P-0"));
        let expected = [(3, "reference", RowReason::Duplicate), (5, "reference", RowReason::Duplicate)];
        assert_eq!(wrong_lines(take_in_text(&db, Registry::Payments, &twice).await), expected);
        assert_eq!(count(&db, "payments").await, 2);
        let far: String = (0..9_000).chain([17]).map(|at| format!("690000001;2026-11-13;5.00;N-{at}\n")).collect();
        let expected = [(9_002, "reference", RowReason::Duplicate)];
        let far = format!("account;paid_on;amount;reference\n{far}");
        assert_eq!(wrong_lines(take_in_text(&db, Registry::Payments, &far).await), expected);
        assert_eq!(count(&db, "payments").await, 2);
    }

    async fn a_payment_of_an_unknown_account_is_wrong(db: TestDb) {
        supplier(&db, Registry::Accounts).await;
        let file = PAYMENTS.replacen("690000001", "690000009", 1);
        let expected = [(2, "account", RowReason::Unknown)];
        assert_eq!(wrong_lines(take_in_text(&db, Registry::Payments, &file).await), expected);
        assert_eq!(count(&db, "payments").await, 0);
    }
}
