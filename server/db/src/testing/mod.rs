//! Databases for tests: each test gets its own, migrated and empty, on SQLite and on PostgreSQL.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that gets no database fails")]

mod cluster;

use std::{future::Future, ops::Deref, time::Duration};

use tempfile::TempDir;
use uuid::Uuid;

use crate::{Db, Settings};

/// A database of one test; gone when dropped.
#[derive(Debug)]
pub struct TestDb {
    db: Db,
    settings: Settings,
    _kept: Kept,
}

/// What is removed in the end.
#[derive(Debug)]
enum Kept {
    Folder(#[expect(dead_code, reason = "removed when dropped")] TempDir),
    Database(String),
}

impl TestDb {
    /// How to connect to the same database once more, as another process would.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    async fn open(url: String, kept: Kept) -> Self {
        let settings = Settings {
            url,
            max_connections: 8,
            acquire_timeout: Duration::from_secs(60),
        };
        let db = Db::connect(&settings).await.expect("the test's database opens");
        Self {
            db,
            settings,
            _kept: kept,
        }
    }
}

impl Deref for TestDb {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.db
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        if let Self::Database(name) = self {
            cluster::drop_database(name);
        }
    }
}

/// A SQLite file in a folder of its own.
///
/// # Panics
/// When it cannot be made.
pub async fn sqlite() -> TestDb {
    let folder = tempfile::Builder::new()
        .prefix("kabinet-db.")
        .tempdir()
        .expect("a folder for the test");
    let url = format!("sqlite://{}", folder.path().join("test.db").display());
    let test = TestDb::open(url, Kept::Folder(folder)).await;
    test.migrate().await.expect("the schema");
    test
}

/// A PostgreSQL database, copied from a migrated template. The server is the one of `KABINET_TEST_POSTGRES_URL`, or else
/// one that this process starts and that ends with it.
///
/// # Panics
/// When it cannot be made; PostgreSQL's own programs have to be installed.
pub async fn postgres() -> TestDb {
    let name = format!("t_{}", unique());
    let url = cluster::create_database(&name).await;
    TestDb::open(url, Kept::Database(name)).await
}

/// Runs one test; [`both_databases`](crate::both_databases) writes the call.
///
/// # Panics
/// When the test does.
pub fn run<F: Future<Output = ()>>(open: impl Future<Output = TestDb>, test: impl FnOnce(TestDb) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    runtime
        .expect("a runtime for the test")
        .block_on(async { test(open.await).await });
}

#[expect(
    clippy::disallowed_methods,
    reason = "a name that no other test has; nothing depends on it"
)]
fn unique() -> uuid::fmt::Simple {
    Uuid::new_v4().simple()
}

/// Makes two tests of one, `name::sqlite` and `name::postgres`:
///
/// ```
/// use db::{accounts::branches, testing::TestDb};
///
/// db::both_databases! {
///     async fn a_fresh_database_has_no_branches(db: TestDb) {
///         assert!(branches::all(db.reader()).await.unwrap().is_empty());
///     }
/// }
/// ```
#[macro_export]
macro_rules! both_databases {
    ($($(#[$attribute:meta])* async fn $name:ident($db:ident: $Db:ty) $body:block)+) => {$(
        #[cfg(test)]
        mod $name {
            #[allow(unused_imports, reason = "a test may need nothing from around it")]
            use super::*;

            $(#[$attribute])*
            async fn check($db: $Db) $body

            #[test]
            fn sqlite() {
                $crate::testing::run($crate::testing::sqlite(), check);
            }

            #[test]
            fn postgres() {
                $crate::testing::run($crate::testing::postgres(), check);
            }
        }
    )+};
}
