//! Fills a database of imported registries with people for scripts/bench.sh, and counts what a load has left there.
//!
//! ```text
//! bench-prepare people DATABASE DIR MOMENT   people, links and sessions for every account with a phone; DIR/visits.txt,
//!                                            DIR/histories.txt and DIR/submissions.txt for scripts/bench/load.lua
//! bench-prepare count DATABASE               prints how many meters have a reading that a customer sent
//! bench-prepare fill DATABASE MOMENT ACCOUNTS MONTHS PEOPLE EACH LONG people|nobody
//!                                            fills an empty database: so many accounts with so many months of readings;
//!                                            phones of so many people with so many accounts each; so many long histories;
//!                                            with users and links of those people, or without
//! bench-prepare reset DATABASE               takes back the readings that a load has sent
//! bench-prepare remind DATABASE MOMENT       does the reminders' work of that moment; prints what it came to
//! bench-prepare passwords DATABASE DIR COUNT gives so many people a password; DIR/logins.txt for scripts/bench/load.lua,
//!                                            DIR/numbers.txt for scripts/bench/timing.mjs
//! bench-prepare hashes THREADS SECONDS       prints how many passwords a second are verified by these threads alone
//! bench-prepare throttles DATABASE COUNT     fills the table of throttles; prints how many rows there are
//! ```

mod fill;
mod forms;
mod logins;
mod people;
mod reminders;

use std::{
    collections::BTreeMap,
    env, fs,
    io::{BufWriter, Write, stdout},
    path::Path,
    time::Duration,
};

use chrono::{DateTime, Utc};
use db::{Db, Settings, entity::readings};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["people", url, dir, moment] => prepare(url, Path::new(dir), moment.parse()?).await,
        ["count", url] => count(url).await,
        [
            "fill",
            url,
            moment,
            accounts,
            months,
            people,
            each,
            long,
            crowd @ ("people" | "nobody"),
        ] => {
            let plan = fill::Plan {
                accounts: accounts.parse()?,
                months: months.parse()?,
                people: people.parse()?,
                each: each.parse()?,
                long: long.parse()?,
                crowd: *crowd == "people",
            };
            fill::fill(url, moment.parse()?, &plan).await
        }
        ["reset", url] => reset(url).await,
        ["remind", url, moment] => reminders::run(connect(url).await?, moment.parse()?).await,
        ["passwords", url, dir, count] => logins::passwords(&connect(url).await?, Path::new(dir), count.parse()?).await,
        ["hashes", threads, seconds] => logins::hashes(threads.parse()?, seconds.parse()?).await,
        ["throttles", url, count] => logins::throttles(&connect(url).await?, count.parse()?).await,
        _ => Err(
            "usage: bench-prepare people|count|fill|reset|remind|passwords|hashes|throttles ARGUMENTS (see the source)"
                .into(),
        ),
    }
}

async fn prepare(url: &str, dir: &Path, moment: DateTime<Utc>) -> Outcome<()> {
    let db = connect(url).await?;
    let people = people::of_accounts(&db).await?;
    let (visitors, senders) = people::split(&people);
    let transaction = db.begin().await?;
    let tokens = people::store(&transaction, &people, visitors.len(), moment).await?;
    transaction.commit().await?;
    // A server would begin to remind everybody as soon as it starts, beside what is measured.
    reminders::put_off(&db, moment).await?;

    let mut visits = BufWriter::new(fs::File::create(dir.join("visits.txt"))?);
    let mut histories = BufWriter::new(fs::File::create(dir.join("histories.txt"))?);
    for person in visitors {
        let token = tokens.get(&person.id).ok_or("a person has no session")?;
        let file = if fill::has_long_history(&person.phone) {
            &mut histories
        } else {
            &mut visits
        };
        for account in &person.accounts {
            writeln!(file, "{token} {account}")?;
        }
    }
    visits.flush()?;
    histories.flush()?;

    let owners: BTreeMap<Uuid, Uuid> = senders
        .iter()
        .flat_map(|person| person.accounts.iter().map(|account| (*account, person.id)))
        .collect();
    let mut submissions = BufWriter::new(fs::File::create(dir.join("submissions.txt"))?);
    for (account, form) in forms::of_accounts(&db, &owners.keys().copied().collect::<Vec<_>>(), moment).await? {
        let token = owners.get(&account).and_then(|id| tokens.get(id));
        writeln!(submissions, "{} {form}", token.ok_or("an account has no owner")?)?;
    }
    submissions.flush()?;
    // Closing brings the statistics of the query planner up to date and empties the write-ahead log on SQLite.
    Ok(db.close().await?)
}

/// What a load has sent is known by its sending: registries have none, and there is an index of them.
async fn count(url: &str) -> Outcome<()> {
    let db = connect(url).await?;
    let meters: Vec<Uuid> = readings::Entity::find()
        .select_only()
        .column(readings::Column::MeterId)
        .filter(readings::Column::SubmissionId.is_not_null())
        .distinct()
        .into_tuple()
        .all(db.reader())
        .await?;
    writeln!(stdout(), "{}", meters.len())?;
    Ok(())
}

async fn reset(url: &str) -> Outcome<()> {
    let db = connect(url).await?;
    let sent = readings::Entity::delete_many().filter(readings::Column::SubmissionId.is_not_null());
    sent.exec(db.writer()).await?;
    Ok(db.close().await?)
}

async fn connect(url: &str) -> Outcome<Db> {
    let settings = Settings {
        url: url.to_owned(),
        max_connections: 2,
        acquire_timeout: Duration::from_secs(10),
    };
    Ok(Db::connect(&settings).await?)
}
