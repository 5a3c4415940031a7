//! Wrong lines: named by number and reason, and nothing of their file is stored.

use std::fmt::Write;

use db::testing::TestDb;
use domain::exchange::RowReason;
use services::exchange::{ImportError, LineErrors, LineReason, Registry};

use crate::support::{PAYMENTS, count, supplier, take_in_text, wrong_lines};

db::both_databases! {
    async fn a_wrong_line_is_named_and_nothing_of_its_file_is_stored(db: TestDb) {
        supplier(&db, Registry::Accounts).await;
        let file = format!("{PAYMENTS}\n690000001;12.10.2026;5.00;P-3\n690000001;2026-10-12;-102.00;P-4\n");
        let result = take_in_text(&db, Registry::Payments, &file).await;
        let text = result.as_ref().map_err(ToString::to_string).expect_err("two wrong lines");
        assert_eq!(
            text,
            "файл не загружен: 2 ошибки: строка 5: столбец «paid_on»: дата должна быть вида ГГГГ-ММ-ДД; \
             строка 6: столбец «amount»: сумма платежа должна быть больше нуля"
        );
        assert_eq!(wrong_lines(result), [(5, "paid_on", RowReason::Date), (6, "amount", RowReason::NotPositive)]);
        assert_eq!((count(&db, "payments").await, count(&db, "imports WHERE kind = 'payments'").await), (0, 0));
        take_in_text(&db, Registry::Payments, PAYMENTS).await.expect("the mended file");
    }

    async fn a_line_with_too_few_cells_is_named(db: TestDb) {
        supplier(&db, Registry::Accounts).await;
        let result = take_in_text(&db, Registry::Payments, &format!("{PAYMENTS}690000001;2026-10-12\n")).await;
        let Err(ImportError::Lines(LineErrors { first, total: 1 })) = result else { panic!("one wrong line") };
        assert_eq!((first[0].line, first[0].reason), (4, LineReason::Cells { found: 2, columns: 4 }));
        assert_eq!(first[0].to_string(), "строка 4: ячеек 2, а столбцов 4");
    }

    async fn a_thousand_wrong_lines_are_counted_and_the_first_hundred_named_in_order(db: TestDb) {
        supplier(&db, Registry::Accounts).await;
        let mut file = PAYMENTS.to_owned();
        for at in 0..10_000 {
            let account = if at % 20 == 0 { "690000009" } else { "690000001" };
            let amount = if at % 20 == 10 { "0.00" } else { "1.00" };
            writeln!(file, "{account};2026-10-12;{amount};N-{at}").expect("a line");
        }
        let Err(ImportError::Lines(errors)) = take_in_text(&db, Registry::Payments, &file).await else { panic!("wrong") };
        assert_eq!((errors.total, errors.first.len()), (1_000, LineErrors::KEPT));
        let lines: Vec<_> = errors.first.iter().map(|error| error.line).collect();
        assert_eq!(lines, (0..100).map(|at| 4 + at * 10).collect::<Vec<_>>());
        assert_eq!(count(&db, "payments").await, 0);
    }
}
