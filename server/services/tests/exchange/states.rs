//! What became of sent readings.

use chrono::{Days, NaiveDate};
use db::{
    exchange::sendings::{SampleSending, make_sendings, sent_by_customers},
    testing::TestDb,
};
use domain::{exchange::RowReason, readings::ReceiptNumber};
use services::{exchange::Registry, ids::new_id};

use crate::support::{Numbered, count, now, supplier, take_in_text, text, wrong_lines};

const HEAD: &str = "account;serial;taken_on;state;date;month;reason\n";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// The supplier with one sending: the customer's readings of both zones of 24 September.
async fn with_a_sending(db: &TestDb) {
    supplier(db, Registry::Readings).await;
    let sent = sent_by_customers(db.reader(), day("2026-01-01"))
        .await
        .expect("a query");
    let [(meter_id, taken_on)] = sent.as_slice() else {
        panic!("one sending: {sent:?}")
    };
    let sending = SampleSending {
        id: new_id(now(), &Numbered).expect("an id"),
        number: ReceiptNumber::from_random([7; 8]),
        meter_id: *meter_id,
        taken_on: *taken_on,
        received_at: day("2026-09-24").and_hms_opt(9, 0, 0).expect("a time").and_utc(),
    };
    make_sendings(db.writer(), &[sending]).await.expect("a sending");
}

fn lines(lines: &[&str]) -> String {
    let line = |line: &&str| format!("690000001;СЭ-1;2026-09-24;{line}\n");
    format!("{HEAD}{}", lines.iter().map(line).collect::<String>())
}

async fn state(db: &TestDb, column: &str) -> Option<String> {
    text(db, &format!("CAST({column} AS TEXT)"), "receipts").await
}

db::both_databases! {
    async fn a_sending_is_led_to_its_bill(db: TestDb) {
        with_a_sending(&db).await;
        assert_eq!(count(&db, "readings WHERE submission_id IS NOT NULL").await, 2);
        let file = lines(&["checked;2026-09-26;;", "billed;2026-10-01;2026-09;"]);
        let report = take_in_text(&db, Registry::States, &file).await.expect("states");
        assert_eq!((report.rows, report.added, report.updated, report.skipped), (2, 0, 2, 0));
        assert_eq!(state(&db, "checked_on").await.as_deref(), Some("2026-09-26"));
        assert_eq!(state(&db, "billed_on").await.as_deref(), Some("2026-10-01"));
        assert_eq!(state(&db, "bill_month").await.as_deref(), Some("2026-09-01"));
        assert_eq!(state(&db, "refused_on").await, None);
        let again = take_in_text(&db, Registry::States, &file).await.expect("states");
        assert!(again.already_imported);
        let known = take_in_text(&db, Registry::States, &format!("{file}\n")).await.expect("states");
        assert_eq!((known.updated, known.skipped), (0, 2), "what is known is skipped");
    }

    async fn a_refused_sending_counts_no_more(db: TestDb) {
        with_a_sending(&db).await;
        take_in_text(&db, Registry::States, &lines(&["refused;2026-09-26;;seal"])).await.expect("states");
        assert_eq!(state(&db, "objection").await.as_deref(), Some("seal"));
        assert_eq!(count(&db, "readings WHERE superseded_at IS NOT NULL").await, 2, "both zones");
        assert_eq!(count(&db, "readings WHERE superseded_at IS NULL").await, 1, "and no other");
    }

    async fn a_step_back_leaves_the_whole_file_out(db: TestDb) {
        with_a_sending(&db).await;
        take_in_text(&db, Registry::States, &lines(&["checked;2026-09-26;;"])).await.expect("states");
        for (wrong, column, reason) in [
            ("refused;2026-09-27;;seal", "state", RowReason::Step),
            ("checked;2026-09-27;;", "state", RowReason::Step),
            ("billed;2026-09-25;2026-09;", "state", RowReason::Step),
            ("billed;2026-11-25;2026-11;", "date", RowReason::Early),
        ] {
            let file = lines(&["billed;2026-10-01;2026-09;", wrong]);
            assert_eq!(wrong_lines(take_in_text(&db, Registry::States, &file).await), [(3, column, reason)], "{wrong}");
        }
        assert_eq!(state(&db, "billed_on").await, None);
    }

    async fn a_line_is_about_a_sending_of_a_known_meter(db: TestDb) {
        with_a_sending(&db).await;
        let file = format!(
            "{HEAD}690000009;СЭ-1;2026-09-24;checked;2026-09-26;;\n\
             690000001;СЭ-9;2026-09-24;checked;2026-09-26;;\n\
             690000001;СЭ-1;2026-09-25;checked;2026-09-26;;\n\
             690000001;СЭ-1;2026-10-24;checked;2026-10-26;;\n\
             690000001;СЭ-1;2026-09-24;accepted;2026-09-26;;\n"
        );
        assert_eq!(wrong_lines(take_in_text(&db, Registry::States, &file).await), [
            (2, "account", RowReason::Unknown),
            (3, "serial", RowReason::Unknown),
            (4, "taken_on", RowReason::Unknown),
            (5, "taken_on", RowReason::Unknown),
            (6, "state", RowReason::Word),
        ]);
    }

    async fn steps_follow_each_other_across_batches(db: TestDb) {
        with_a_sending(&db).await;
        let step = day("2026-09-26");
        // Many lines that say what is known, so that the last one comes in a batch of its own.
        let known = format!("checked;{step};;");
        let many = vec![known.as_str(); 9_000];
        let report = take_in_text(&db, Registry::States, &lines(&many)).await.expect("states");
        assert_eq!((report.rows, report.updated, report.skipped), (9_000, 1, 8_999));
        let back = format!("checked;{};;", step + Days::new(1));
        let file = lines(&[many.as_slice(), &[back.as_str()]].concat());
        assert_eq!(wrong_lines(take_in_text(&db, Registry::States, &file).await), [(9_002, "state", RowReason::Step)]);
    }
}
