//! A database of any size, made by the engine itself: accounts with a meter each, years of readings, people.
//!
//! Every table is one statement, or one for each branch or month, over a series of numbers. Indexes are taken away before
//! and made anew behind, exactly as they were: that is what makes it quick.

mod indexes;
mod plan;
mod words;

use std::{
    io::{Write, stdout},
    time::{Duration, Instant},
};

use chrono::{DateTime, NaiveDate, Utc};
use db::entity::{accounts, branches};
use domain::{billing::Category, calendar::months_before, identity::CONSENT_VERSION, readings::Source};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, EntityTrait,
    PaginatorTrait, QueryOrder, Statement, TransactionTrait, Value,
    sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous},
};

use self::{indexes::Lifted, words::Words};
use crate::Outcome;

pub(crate) use self::plan::{Plan, has_long_history};

/// What is filled; a table stands behind those it refers to.
const TABLES: [&str; 6] = ["accounts", "meters", "registers", "readings", "users", "links"];
/// On the day of each month on which a reading holds, every branch takes them.
const DAY_BEFORE: i64 = 1;
/// What a register shows first, and what it counts in each month, in thousandths of a kWh.
const FIRST: i64 = 1_000_000;
const USED: i64 = 150_000;

/// Fills an empty database of migrations and branches; prints rows and seconds as `key=value`.
pub(crate) async fn fill(url: &str, moment: DateTime<Utc>, plan: &Plan) -> Outcome<()> {
    let db = connect(url).await?;
    if accounts::Entity::find().count(&db).await? > 0 {
        return Err("the database has accounts already".into());
    }
    let branches = branches::Entity::find()
        .order_by_asc(branches::Column::Code)
        .all(&db)
        .await?;
    plan.check(branches.len())?;
    let tx = db.begin().await?;
    let mut out = stdout().lock();
    let began = Instant::now();
    let lifted = Lifted::off(&tx, &TABLES).await?;
    let mut filling = Filling {
        tx,
        moment,
        plan,
        branches,
        rows: 0,
    };
    filling.accounts().await?;
    let readings = filling.readings().await?;
    if plan.crowd {
        filling.crowd().await?;
    }
    writeln!(
        out,
        "rows={}\nreadings={readings}\nrows.seconds={:.3}",
        filling.rows,
        began.elapsed().as_secs_f64()
    )?;
    let began = Instant::now();
    lifted.put_back(&filling.tx).await?;
    filling.tx.commit().await?;
    if db.get_database_backend() == DbBackend::Sqlite {
        db.execute_unprepared("PRAGMA analysis_limit = 400; ANALYZE").await?;
    }
    writeln!(out, "indexes.seconds={:.3}", began.elapsed().as_secs_f64())?;
    Ok(db.close().await?)
}

/// One connection that does without what keeps data through a crash: a database that is half full is thrown away.
async fn connect(url: &str) -> Outcome<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(1)
        .max_lifetime(Duration::from_secs(86_400))
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|options| {
            options
                .journal_mode(SqliteJournalMode::Off)
                .synchronous(SqliteSynchronous::Off)
                .foreign_keys(false)
                .pragma("cache_size", "-1000000")
                .pragma("threads", "2")
        });
    Ok(Database::connect(options).await?)
}

struct Filling<'a> {
    tx: DatabaseTransaction,
    moment: DateTime<Utc>,
    plan: &'a Plan,
    branches: Vec<branches::Model>,
    rows: u64,
}

impl Filling<'_> {
    fn words(&self) -> Words {
        Words(self.tx.get_database_backend())
    }

    async fn run(&mut self, text: String, values: impl IntoIterator<Item = Value>) -> Outcome<u64> {
        let statement = Statement::from_sql_and_values(self.tx.get_database_backend(), text, values);
        let rows = self.tx.execute_raw(statement).await?.rows_affected();
        self.rows += rows;
        Ok(rows)
    }

    /// Accounts, meters and registers, branch by branch, as registries bring them.
    async fn accounts(&mut self) -> Outcome<()> {
        let (words, plan) = (self.words(), self.plan);
        let shape = plan.shape(self.branches.len())?;
        let series = words.series(shape.per_branch);
        let installed: Value = months_before(self.moment.date_naive(), 140).into();
        for (at, branch) in (0..).zip(self.branches.clone()) {
            let account = words.account(self.moment, &shape.account(at, "n"));
            let number = words.by_mask(&branch.mask, "n");
            let phone = shape.phone(words, at);
            let (code, city) = (&branch.code, Category::City.key());
            let text = format!(
                "INSERT INTO accounts (id, number, branch, address, address_folded, owner, surname_folded, phone, balance, \
                 balance_on, created_at, category) SELECT {account}, {number}, '{code}', \
                 'г. Энергоград, ул. Садовая, д. ' || (n % 200 + 1) || ', кв. ' || (n % 97 + 1), \
                 'энергоград садовая ' || (n % 200 + 1) || ' ' || (n % 97 + 1), 'Иванов Иван Иванович', 'иванов', {phone}, \
                 123456, $1, $2, '{city}' FROM {series}"
            );
            self.run(text, [self.moment.date_naive().into(), self.moment.into()])
                .await?;
            let (meter, serial, zones) = (
                words.meter(self.moment, &shape.account(at, "n")),
                words.digits(&shape.account(at, "n"), 8),
                shape.zones(),
            );
            let text = format!(
                "INSERT INTO meters (id, account_id, serial, zones, digits, decimals, installed_on, automatic) \
                 SELECT {meter}, {account}, 'СЭ-' || {serial}, {zones}, 6, 0, $1, FALSE FROM {series}"
            );
            self.run(text, [installed.clone()]).await?;
            let register = words.register(self.moment, &format!("({}) * 4 + place", shape.account(at, "n")));
            let text = format!(
                "INSERT INTO registers (id, meter_id, zone) SELECT {register}, {meter}, zone FROM {series} CROSS JOIN \
                 (SELECT 1 AS zones, 0 AS place, 'single' AS zone UNION ALL SELECT 2, 0, 'day' UNION ALL SELECT 2, 1, 'night' \
                 UNION ALL SELECT 3, 0, 'peak' UNION ALL SELECT 3, 1, 'half_peak' UNION ALL SELECT 3, 2, 'night') AS z \
                 WHERE z.zones = {zones} ORDER BY n, place"
            );
            self.run(text, []).await?;
        }
        Ok(())
    }

    /// Month by month, as they come in life: the readings of one meter lie far apart.
    async fn readings(&mut self) -> Outcome<u64> {
        let months = if self.plan.long > 0 {
            self.plan.months.max(plan::LONG_MONTHS)
        } else {
            self.plan.months
        };
        let mut stored = 0;
        for back in (1..=months).rev() {
            let day = self.day(back).ok_or("no such day")?;
            let received = day.and_hms_opt(9, 0, 0).ok_or("no such hour")?.and_utc();
            let id = self.words().later(received, "id");
            let value = FIRST + i64::from(months - back) * USED;
            let whose = if back > self.plan.months {
                "WHERE meter_id IN (SELECT id FROM meters WHERE zones = 3)"
            } else {
                ""
            };
            let source = Source::Customer.key();
            let text = format!(
                "INSERT INTO readings (id, meter_id, zone, value, taken_on, received_at, source) \
                 SELECT {id}, meter_id, zone, {value}, $1, $2, '{source}' FROM registers {whose}"
            );
            stored += self.run(text, [day.into(), received.into()]).await?;
        }
        Ok(stored)
    }

    fn day(&self, back: u32) -> Option<NaiveDate> {
        months_before(self.moment.date_naive(), back).checked_sub_signed(chrono::TimeDelta::days(DAY_BEFORE))
    }

    /// Somebody for each phone, and their links: where nobody has to log in.
    async fn crowd(&mut self) -> Outcome<()> {
        let (words, plan) = (self.words(), self.plan);
        let shape = plan.shape(self.branches.len())?;
        let (user, phone, series) = (
            words.user(self.moment, "n"),
            shape.phone_of("n", words),
            words.series(plan.people),
        );
        let text = format!(
            "INSERT INTO users (id, email, phone, password_hash, consent_version, consent_at, created_at, \
             password_changed_at) SELECT {user}, 'p' || n || '@example.com', {phone}, '!', '{CONSENT_VERSION}', $1, $1, $1 \
             FROM {series}"
        );
        self.run(text, [self.moment.into()]).await?;
        let (link, user, account, series) = (
            words.link(self.moment, "n"),
            words.user(self.moment, &shape.person("n")),
            words.account(self.moment, &shape.linked_account("n")),
            words.series(shape.linked),
        );
        let text = format!(
            "INSERT INTO links (id, user_id, account_id, proof, created_at, role) \
             SELECT {link}, {user}, {account}, 'phone', $1, 'owner' FROM {series}"
        );
        self.run(text, [self.moment.into()]).await?;
        Ok(())
    }
}
