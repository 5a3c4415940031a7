//! What the load of logins needs: people with a password, the speed of the hash alone, a full table of throttles.

use std::{
    fs,
    io::{BufWriter, Write, stdout},
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use adapters::{OsEntropy, SystemClock};
use chrono::TimeDelta;
use db::{
    Db,
    entity::{accounts, throttles, users},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement,
    sea_query::Expr,
};
use services::{
    hasher::{Hasher, HasherSettings},
    ports::Clock,
};
use uuid::Uuid;

use crate::Outcome;

/// What everybody's password is.
const PASSWORD: &str = "zagruzka-lampy-42";
/// Rows of one insert.
const BLOCK: u64 = 100_000;

/// Gives so many people a password; their forms, ready to be sent, go to `logins.txt`.
/// As many numbers of other people's accounts go to `numbers.txt`.
pub(crate) async fn passwords(db: &Db, dir: &Path, count: u64) -> Outcome<()> {
    let hash = hasher(1)?.hash(PASSWORD).await?;
    let people: Vec<(Uuid, String)> = users::Entity::find()
        .select_only()
        .column(users::Column::Id)
        .column(users::Column::Email)
        .order_by_asc(users::Column::Id)
        .limit(count)
        .into_tuple()
        .all(db.reader())
        .await?;
    let last = people.last().ok_or("nobody is there")?.0;
    users::Entity::update_many()
        .col_expr(users::Column::PasswordHash, Expr::value(hash))
        .filter(users::Column::Id.lte(last))
        .exec(db.writer())
        .await?;
    let mut forms = BufWriter::new(fs::File::create(dir.join("logins.txt"))?);
    for (_, email) in people {
        writeln!(forms, "- form%5Bemail%5D={email}&form%5Bpassword%5D={PASSWORD}")?;
    }
    forms.flush()?;
    // Accounts of people who come last: none of those who log in has them.
    let numbers: Vec<String> = accounts::Entity::find()
        .select_only()
        .column(accounts::Column::Number)
        .filter(accounts::Column::Phone.is_not_null())
        .order_by_desc(accounts::Column::Phone)
        .limit(count)
        .into_tuple()
        .all(db.reader())
        .await?;
    Ok(fs::write(dir.join("numbers.txt"), numbers.join("\n"))?)
}

/// Prints how many passwords a second are verified by so many threads and nothing besides.
pub(crate) async fn hashes(threads: usize, seconds: u64) -> Outcome<()> {
    let hasher = hasher(threads)?;
    let hash: Arc<str> = hasher.hash(PASSWORD).await?.into();
    let began = Instant::now();
    let tasks = (0..threads).map(|_| {
        let (hasher, hash) = (hasher.clone(), Arc::clone(&hash));
        tokio::spawn(async move {
            let mut done = 0_u32;
            while began.elapsed() < Duration::from_secs(seconds) {
                hasher.verify(PASSWORD, Some(&hash)).await?;
                done += 1;
            }
            services::Result::<u32>::Ok(done)
        })
    });
    let mut done = 0;
    for task in tasks.collect::<Vec<_>>() {
        done += task.await??;
    }
    writeln!(stdout(), "{:.2}", f64::from(done) / began.elapsed().as_secs_f64())?;
    Ok(())
}

/// Fills the table of throttles with the failures of so many people who do not exist.
pub(crate) async fn throttles(db: &Db, count: u64) -> Outcome<()> {
    // In the order of their keys, which is the quick way to fill an index; spread over all keys, as real ones are.
    let step = u64::from(u32::MAX) / count.max(1);
    let until = SystemClock.now() + TimeDelta::days(3650);
    for from in (0..count).step_by(usize::try_from(BLOCK)?) {
        let to = count.min(from + BLOCK) - 1;
        let (series, key) = match db.writer().get_database_backend() {
            DbBackend::Postgres => (
                format!("SELECT n * {step} AS n FROM generate_series({from}, {to}::bigint) AS s (n)"),
                "lpad(to_hex(n), 8, '0') || md5(n::text)",
            ),
            _ => (
                format!(
                    "WITH s (n) AS (VALUES ({from}) UNION ALL SELECT n + 1 FROM s WHERE n < {to}) SELECT n * {step} AS n FROM s"
                ),
                "printf('%08x', n) || hex(randomblob(16))",
            ),
        };
        let text = format!(
            "INSERT INTO throttles (key, failures, blocked_until, expires_at) SELECT {key}, 1, $1, $1 FROM ({series}) AS t"
        );
        let statement = Statement::from_sql_and_values(db.writer().get_database_backend(), text, [until.into()]);
        db.writer().execute_raw(statement).await?;
    }
    let rows: Option<i64> = throttles::Entity::find()
        .select_only()
        .column_as(throttles::Column::Key.count(), "rows")
        .into_tuple()
        .one(db.reader())
        .await?;
    writeln!(stdout(), "{}", rows.unwrap_or_default())?;
    Ok(())
}

pub(crate) fn hasher(threads: usize) -> Outcome<Hasher> {
    let settings = HasherSettings {
        at_once: threads,
        patience: Duration::from_secs(60),
        ..HasherSettings::default()
    };
    Ok(Hasher::new(settings, Arc::new(OsEntropy))?)
}
