//! Connections: one pool on PostgreSQL; on SQLite one connection that writes and several that read.

use std::{fmt, path::Path, sync::Arc, time::Duration};

use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, RuntimeErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
    sqlx::{
        self, Connection,
        postgres::{PgConnectOptions, PgConnection, PgPoolOptions, PgSslMode},
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
    },
};

use crate::Result;

/// Prepared statements that one connection keeps: more than this crate has.
const STATEMENTS: usize = 256;
/// What one connection that reads keeps of a SQLite file, in KiB: the upper pages of every index; the system keeps the rest.
const CACHE: &str = "-2000";
/// The same of the one that writes, which an import keeps busy.
const WRITER_CACHE: &str = "-8000";
/// How long SQLite waits for another process that writes.
const BUSY: Duration = Duration::from_secs(10);
/// A connection that rested longer is tried before it is given out.
const RESTED: Duration = Duration::from_secs(30);

/// Where the database is and how much of it to take.
#[derive(Clone, PartialEq, Eq)]
pub struct Settings {
    /// `sqlite://folder/file.db` or `postgres://user:password@host/name`.
    pub url: String,
    /// The most connections; on SQLite the most that read, besides the one that writes.
    pub max_connections: u32,
    /// How long a query waits for a connection.
    pub acquire_timeout: Duration,
}

impl fmt::Debug for Settings {
    /// The address may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("max_connections", &self.max_connections)
            .finish_non_exhaustive()
    }
}

/// The host to which an address of PostgreSQL leads without making sure who answers there: no TLS, or no look at the
/// certificate and its name. A file, a socket of this machine and an address that is none have no such host.
#[must_use]
pub fn unverified_host(url: &str) -> Option<String> {
    if is_sqlite(url) {
        return None;
    }
    let options = url.parse::<PgConnectOptions>().ok()?;
    let verified = matches!(options.get_ssl_mode(), PgSslMode::VerifyFull);
    let local = options.get_socket().is_some() || options.get_host().starts_with('/');
    (!verified && !local).then(|| options.get_host().to_owned())
}

/// The database. Cheap to clone; all clones share the connections.
#[derive(Clone, Debug)]
pub struct Db {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
}

impl Db {
    /// Opens the database. A SQLite file is made together with its folder when it is missing.
    ///
    /// # Errors
    /// When the address is not one of ours, the server does not answer or the file cannot be opened.
    pub async fn connect(settings: &Settings) -> Result<Self> {
        if is_sqlite(&settings.url) {
            sqlite(settings).await
        } else {
            postgres(settings).await
        }
    }

    /// For queries that only read. On SQLite these connections refuse to write.
    #[must_use]
    pub const fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// For a single statement that writes; several belong into [`Db::begin`].
    #[must_use]
    pub const fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Begins a transaction that may write: `BEGIN IMMEDIATE` on SQLite, read committed on PostgreSQL. It is rolled back
    /// when dropped. On SQLite it holds the one writing connection: whoever asks for [`Db::writer`] meanwhile waits.
    ///
    /// # Errors
    /// When no connection comes free in time.
    pub async fn begin(&self) -> Result<DatabaseTransaction> {
        let immediate = Some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions {
            sqlite_transaction_mode: immediate,
            ..TransactionOptions::default()
        };
        Ok(self.writer.begin_with_options(options).await?)
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<()> {
        Ok(self.reader.ping().await?)
    }

    /// Closes every connection, waiting for those in use.
    ///
    /// # Errors
    /// None today; the database may come to have something to say.
    pub async fn close(&self) -> Result<()> {
        self.reader.close_by_ref().await?;
        Ok(self.writer.close_by_ref().await?)
    }

    /// Whether this is the embedded database.
    #[must_use]
    pub fn is_sqlite(&self) -> bool {
        self.writer.get_database_backend() == DbBackend::Sqlite
    }
}

fn is_sqlite(url: &str) -> bool {
    url.starts_with("sqlite:")
}

async fn sqlite(settings: &Settings) -> Result<Db> {
    if settings.url.contains(":memory:") || settings.url.contains("mode=memory") {
        return Err(DbErr::Custom("SQLite in memory cannot be shared by readers and a writer".into()).into());
    }
    let options = settings
        .url
        .parse::<SqliteConnectOptions>()
        .map_err(unreachable)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .statement_cache_capacity(STATEMENTS)
        .pragma("temp_store", "MEMORY")
        .pragma("cache_size", CACHE);
    make_folder(options.get_filename())?;

    // The writer first: it makes the file and puts it into WAL mode.
    let writing = options
        .clone()
        .pragma("journal_size_limit", "67108864")
        .pragma("cache_size", WRITER_CACHE)
        .optimize_on_close(true, 400);
    let writer = lasting(SqlitePoolOptions::new(), settings)
        .max_connections(1)
        .connect_with(writing);
    let writer = writer.await.map_err(unreachable)?;
    let reading = options.pragma("query_only", "ON");
    let reader = lasting(SqlitePoolOptions::new(), settings)
        .connect_with(reading)
        .await
        .map_err(unreachable)?;
    Ok(Db {
        reader: reader.into(),
        writer: writer.into(),
    })
}

/// Opening a file costs more than keeping it open, and an open file does not go away.
fn lasting(options: SqlitePoolOptions, settings: &Settings) -> SqlitePoolOptions {
    options
        .max_connections(settings.max_connections.max(1))
        .min_connections(1)
        .acquire_timeout(settings.acquire_timeout)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
}

fn make_folder(file: &Path) -> Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    Ok(folder
        .map_or(Ok(()), std::fs::create_dir_all)
        .map_err(|error| unreachable(error.into()))?)
}

async fn postgres(settings: &Settings) -> Result<Db> {
    let options = settings.url.parse::<PgConnectOptions>().map_err(unreachable)?;
    let options = options.application_name("kabinet").statement_cache_capacity(STATEMENTS);
    let pool = PgPoolOptions::new()
        .max_connections(settings.max_connections.max(1))
        .acquire_timeout(settings.acquire_timeout)
        // A ping before every query would double the way to the server; one after a rest finds what died.
        .test_before_acquire(false)
        .before_acquire(|connection: &mut PgConnection, state| {
            Box::pin(async move {
                let alive = state.idle_for < RESTED || connection.ping().await.is_ok();
                Ok(alive)
            })
        });
    let pool = DatabaseConnection::from(pool.connect_with(options).await.map_err(unreachable)?);
    Ok(Db {
        reader: pool.clone(),
        writer: pool,
    })
}

fn unreachable(error: sqlx::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error)))
}
