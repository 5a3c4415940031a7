//! Branches and personal accounts.

use db::testing::TestDb;
use domain::exchange::RowReason;
use services::exchange::Registry;

use crate::support::{ACCOUNTS, BRANCHES, count, supplier, take_in_text, text, wrong_lines};

/// Enough lines for several batches.
fn many(numbers: impl Iterator<Item = u32>) -> String {
    let line = |n| format!("69{n:07};tver;170100, г. Тверь, ул. Образцовая, д. {n};Ясенева Ия;;0.00;2026-11-01;\n");
    let header = ACCOUNTS.lines().next().expect("a header");
    format!("{header}\n{}", numbers.map(line).collect::<String>())
}

db::both_databases! {
    async fn a_known_account_is_given_the_new_values_and_keeps_its_id(db: TestDb) {
        supplier(&db, Registry::Meters).await;
        let known = "accounts WHERE number = '690000001'";
        let moved = ACCOUNTS.replace("Сёмина Анна Петровна;+79990000001;-10.50", "Зимин Лев Львович;;77.10");
        let report = take_in_text(&db, Registry::Accounts, &moved).await.expect("accounts");
        assert_eq!((report.rows, report.added, report.updated), (2, 0, 2));
        assert_eq!(text(&db, "surname_folded", known).await.as_deref(), Some("зимин"));
        assert_eq!(text(&db, "phone", known).await, None);
        assert_eq!(count(&db, "accounts WHERE number = '690000001' AND balance = 7710").await, 1);
        assert_eq!(count(&db, "meters m JOIN accounts a ON a.id = m.account_id").await, 2);
    }

    async fn an_account_twice_in_a_file_is_wrong_whether_new_or_known_near_or_far(db: TestDb) {
        supplier(&db, Registry::Branches).await;
        let duplicate = |line| vec![(line, "number", RowReason::Duplicate)];
        let near = many([1, 2, 1].into_iter());
        assert_eq!(wrong_lines(take_in_text(&db, Registry::Accounts, &near).await), duplicate(4));
        let far = many((1..=5_000).chain([7]));
        assert_eq!(wrong_lines(take_in_text(&db, Registry::Accounts, &far).await), duplicate(5_002));
        assert_eq!(count(&db, "accounts").await, 0);
        take_in_text(&db, Registry::Accounts, &many(1..=5_000)).await.expect("accounts");
        assert_eq!(wrong_lines(take_in_text(&db, Registry::Accounts, &near).await), duplicate(4));
        assert_eq!(wrong_lines(take_in_text(&db, Registry::Accounts, &far).await), duplicate(5_002));
        assert_eq!(count(&db, "accounts").await, 5_000);
    }

    async fn an_account_belongs_to_a_known_branch_and_fits_its_mask(db: TestDb) {
        supplier(&db, Registry::Branches).await;
        let file = ACCOUNTS.replace("690000001;", "6900000010;").replace(";khakassia;", ";pskov;");
        let expected = [(2, "number", RowReason::Mask), (3, "branch", RowReason::Unknown)];
        assert_eq!(wrong_lines(take_in_text(&db, Registry::Accounts, &file).await), expected);
    }

    async fn a_known_branch_is_given_the_new_values(db: TestDb) {
        supplier(&db, Registry::Branches).await;
        let report = take_in_text(&db, Registry::Branches, &BRANCHES.replace("Хакасия", "Республика")).await;
        let report = report.expect("branches");
        assert_eq!((report.added, report.updated), (0, 2));
        assert_eq!(text(&db, "name", "branches WHERE code = 'khakassia'").await.as_deref(), Some("Республика"));
        let twice = format!("{BRANCHES}tver;Тверь;АО «АтомЭнергоСбыт»;180;69#######;sum;23;26;8 800 000-00-00;\n");
        let expected = [(4, "code", RowReason::Duplicate)];
        assert_eq!(wrong_lines(take_in_text(&db, Registry::Branches, &twice).await), expected);
    }
}
