//! Connections: who may write, what a transaction keeps, what is out of reach.

use std::time::Duration;

use db::{
    Conn, Db, Settings, both_databases,
    identity::users,
    limits::{self, Spent},
    testing::{self, TestDb},
};
use futures::future::join_all;

use crate::rows::{now, user};

async fn pragma(db: &db::DatabaseConnection, name: &str) -> String {
    value(db, format!("PRAGMA {name}")).await
}

async fn value(db: &db::DatabaseConnection, sql: impl Into<String>) -> String {
    let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, sql);
    let row = db.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get_by_index::<String>(0)
        .unwrap_or_else(|_| row.try_get_by_index::<i32>(0).unwrap().to_string())
}

both_databases! {
    async fn the_database_answers(db: TestDb) {
        db.ping().await.unwrap();
        assert!(!db.is_sqlite() || db.settings().url.starts_with("sqlite:"));
    }

    async fn a_transaction_that_is_dropped_leaves_nothing(db: TestDb) {
        let transaction = db.begin().await.unwrap();
        assert!(users::insert(&transaction, user("anna@example.ru")).await.unwrap());
        assert!(users::by_email(&transaction, "anna@example.ru").await.unwrap().is_some());
        drop(transaction);
        assert_eq!(users::by_email(db.writer(), "anna@example.ru").await.unwrap(), None);
    }

    async fn readers_see_what_was_committed_while_a_transaction_writes(db: TestDb) {
        let transaction = db.begin().await.unwrap();
        users::insert(&transaction, user("anna@example.ru")).await.unwrap();
        assert_eq!(users::by_email(db.reader(), "anna@example.ru").await.unwrap(), None);
        transaction.commit().await.unwrap();
        assert!(users::by_email(db.reader(), "anna@example.ru").await.unwrap().is_some());
    }

    async fn two_processes_that_write_at_once_wait_for_each_other(db: TestDb) {
        let other = Db::connect(db.settings()).await.unwrap();
        let spend = async |db: &Db| {
            let transaction = db.begin().await.unwrap();
            let spent = limits::spend(&transaction, "key", 1000, chrono::Duration::hours(1), now()).await.unwrap();
            tokio::time::sleep(Duration::from_millis(2)).await;
            transaction.commit().await.unwrap();
            spent
        };
        let spent = join_all((0..20).map(|turn| spend(if turn % 2 == 0 { &db } else { &other }))).await;
        let mut counts = spent.into_iter().map(|spent| match spent {
            Spent::Granted { count } => count,
            Spent::Exhausted { .. } => 0,
        }).collect::<Vec<_>>();
        counts.sort_unstable();
        assert_eq!(counts, (1..=20).collect::<Vec<_>>());
        other.close().await.unwrap();
    }

    async fn a_pool_without_a_free_connection_is_unavailable(db: TestDb) {
        let settings = Settings { max_connections: 1, acquire_timeout: Duration::from_millis(200), ..db.settings().clone() };
        let narrow = Db::connect(&settings).await.unwrap();
        let held = narrow.begin().await.unwrap();
        assert!(narrow.begin().await.err().unwrap().is_unavailable());
        drop(held);
        narrow.begin().await.unwrap();
    }

    async fn a_closed_database_is_unavailable(db: TestDb) {
        db.close().await.unwrap();
        assert!(users::by_email(db.reader(), "anna@example.ru").await.unwrap_err().is_unavailable());
    }
}

#[test]
fn sqlite_keeps_what_it_said_it_kept_and_its_readers_only_read() {
    testing::run(testing::sqlite(), async |db: TestDb| {
        for (connection, query_only, cache) in [(db.reader(), "1", "-2000"), (db.writer(), "0", "-8000")] {
            for (name, expected) in [
                ("journal_mode", "wal"),
                ("synchronous", "2"),
                ("foreign_keys", "1"),
                ("query_only", query_only),
                ("cache_size", cache),
            ] {
                assert_eq!(pragma(connection, name).await, expected, "{name}");
            }
        }
        assert!(users::insert(db.reader(), user("anna@example.ru")).await.is_err());
    });
}

/// docs/decisions/032-embedded-database.md
#[test]
fn sqlite_is_built_for_a_server_of_many_connections() {
    testing::run(testing::sqlite(), async |db: TestDb| {
        let options = "SELECT ' ' || group_concat(compile_options, ' ') || ' ' FROM pragma_compile_options";
        let options = value(db.reader(), options).await;
        for (option, expected) in [
            (" ENABLE_QPSG ", true),
            (" DEFAULT_MEMSTATUS=0 ", true),
            (" ENABLE_MEMORY_MANAGEMENT ", false),
        ] {
            assert_eq!(options.contains(option), expected, "{option}");
        }
    });
}

#[test]
fn sqlite_makes_its_file_and_the_folders_above_it() {
    testing::run(testing::sqlite(), async |db: TestDb| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a/b/new.db");
        let url = format!("sqlite://{}", file.display());
        let new = Db::connect(&Settings {
            url,
            ..db.settings().clone()
        })
        .await
        .unwrap();
        new.migrate().await.unwrap();
        assert!(file.exists());
    });
}

#[test]
fn what_does_not_answer_is_unavailable_and_what_is_no_address_is_refused() {
    testing::run(testing::sqlite(), async |db: TestDb| {
        let connect = async |url: &str| {
            let acquire_timeout = Duration::from_secs(2);
            let settings = Settings {
                url: url.into(),
                acquire_timeout,
                ..db.settings().clone()
            };
            Db::connect(&settings).await
        };
        assert!(
            connect("postgres://kabinet@127.0.0.1:1/kabinet")
                .await
                .unwrap_err()
                .is_unavailable()
        );
        for url in [
            "sqlite::memory:",
            "sqlite:///proc/none/x.db",
            "mysql://localhost/kabinet",
            "",
        ] {
            assert!(connect(url).await.is_err(), "{url}");
        }
    });
}
