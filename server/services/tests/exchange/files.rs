//! The file as a whole: encoding, delimiter, header, being taken in once.

use db::testing::TestDb;
use encoding_rs::WINDOWS_1251;
use services::exchange::{FileRefusal, Registry};

use crate::support::{ACCOUNTS, BRANCHES, PAYMENTS, count, refusal, supplier, take_in, take_in_text, text};

db::both_databases! {
    async fn windows_1251_with_commas_reads_the_same_as_utf_8_with_semicolons(db: TestDb) {
        supplier(&db, Registry::Branches).await;
        let commas: String = ACCOUNTS.lines().map(|line| {
            let cells: Vec<_> = line.split(';').map(|cell| format!("\"{cell}\"")).collect();
            format!("{}\r\n", cells.join(","))
        }).collect();
        let (cyrillic, _, lossy) = WINDOWS_1251.encode(&commas);
        assert!(!lossy);
        let report = take_in(&db, Registry::Accounts, cyrillic.into_owned()).await.expect("accounts");
        assert_eq!((report.rows, report.added, report.updated), (2, 2, 0));
        for (column, expected) in [
            ("owner", "Сёмина Анна Петровна"),
            ("surname_folded", "семина"),
            ("address", "170100, г. Тверь, ул. Образцовая, д. 1"),
        ] {
            assert_eq!(text(&db, column, "accounts WHERE number = '690000001'").await.as_deref(), Some(expected));
        }
        let report = take_in_text(&db, Registry::Accounts, ACCOUNTS).await.expect("the same accounts");
        assert_eq!((report.added, report.updated), (0, 2));
    }

    async fn a_file_with_a_byte_order_mark_and_columns_in_another_order_is_read(db: TestDb) {
        supplier(&db, Registry::Accounts).await;
        let turned = "\u{feff}reference;amount;paid_on;account\nP-1;102.00;2026-10-12;690000001\n";
        let report = take_in_text(&db, Registry::Payments, turned).await.expect("payments");
        assert_eq!((report.added, count(&db, "payments WHERE amount = 10200").await), (1, 1));
    }

    async fn a_file_in_another_encoding_is_refused(db: TestDb) {
        let wide: Vec<u8> = BRANCHES.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked = [&[0xff, 0xfe], wide.as_slice()].concat();
        assert_eq!(refusal(take_in(&db, Registry::Branches, marked).await), FileRefusal::Utf16);
        assert_eq!(refusal(take_in(&db, Registry::Branches, wide).await), FileRefusal::Binary);
        let spreadsheet = b"PK\x03\x04\x14\x00\x06\x00".to_vec();
        assert_eq!(refusal(take_in(&db, Registry::Branches, spreadsheet).await), FileRefusal::Binary);
        let mut broken = BRANCHES.as_bytes().to_vec();
        let letter = broken.iter().position(|b| !b.is_ascii()).expect("a letter");
        broken.remove(letter);
        assert_eq!(refusal(take_in(&db, Registry::Branches, broken).await), FileRefusal::BrokenUtf8);
        assert_eq!((count(&db, "branches").await, count(&db, "imports").await), (0, 0));
    }

    async fn a_wrong_header_is_refused_by_the_name_of_the_column(db: TestDb) {
        for (header, expected) in [
            ("account;paid_on;amount", FileRefusal::ColumnMissing("reference")),
            ("account;paid_on;amount;reference;note", FileRefusal::ColumnUnknown("note".into())),
            ("690000001;2026-10-12;102.00;P-1", FileRefusal::HeaderShape(1)),
        ] {
            assert_eq!(refusal(take_in_text(&db, Registry::Payments, header).await), expected);
        }
    }

    async fn an_empty_file_is_refused_and_a_header_alone_is_a_registry_of_nothing(db: TestDb) {
        for empty in ["", "\u{feff}", "\n\r\n"] {
            assert_eq!(refusal(take_in_text(&db, Registry::Payments, empty).await), FileRefusal::Empty, "{empty:?}");
        }
        let header = PAYMENTS.lines().next().expect("a header");
        let report = take_in_text(&db, Registry::Payments, header).await.expect("nothing");
        assert_eq!((report.rows, report.added, report.already_imported), (0, 0, false));
    }

    async fn the_same_file_again_changes_nothing(db: TestDb) {
        supplier(&db, Registry::Payments).await;
        let report = take_in_text(&db, Registry::Payments, PAYMENTS).await.expect("known");
        assert!(report.already_imported);
        assert_eq!((count(&db, "payments").await, count(&db, "imports WHERE kind = 'payments' AND rows = 2").await), (2, 1));
    }

    async fn a_file_on_disk_is_read_like_one_in_memory(db: TestDb) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("branches.csv");
        std::fs::write(&path, BRANCHES).expect("a file");
        assert_eq!(take_in(&db, Registry::Branches, path).await.expect("branches").added, 2);
        assert!(take_in_text(&db, Registry::Branches, BRANCHES).await.expect("known").already_imported);
        let missing = folder.path().join("nothing.csv");
        assert!(take_in(&db, Registry::Branches, missing).await.is_err());
    }

    async fn two_who_bring_the_same_file_at_once_store_it_once(db: TestDb) {
        supplier(&db, Registry::Accounts).await;
        let (one, other) = tokio::join!(
            take_in_text(&db, Registry::Payments, PAYMENTS),
            take_in_text(&db, Registry::Payments, PAYMENTS),
        );
        let already = [one.expect("payments"), other.expect("payments")].map(|report| report.already_imported);
        assert!(already[0] != already[1]);
        assert_eq!(count(&db, "payments").await, 2);
    }
}
