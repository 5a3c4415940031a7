//! Runs what the command line asks for.

use std::{
    io::{Write, stderr, stdout},
    path::PathBuf,
};

use domain::{
    calendar::{MOSCOW, business_date, long_moment},
    identity::Email,
};
use services::{
    accounts,
    exchange::{self, ImportReport, Registry},
    identity, jobs,
    sample::{self, Plan},
};

use crate::{
    appeals,
    cli::{Cli, Command, Jobs, Kind, Linking, People},
    config::Config,
    logs, readings, serve, sweep,
    wiring::{self, Failure, found},
};

/// Runs one command to its end.
///
/// # Errors
/// With a text for the operator.
pub async fn run(cli: Cli) -> Result<(), Failure> {
    let config = Config::load(cli.config.as_deref())?;
    logs::start(&config.log);
    adapters::install_crypto_provider();
    match cli.command {
        Command::Serve => serve::run(config).await,
        Command::Migrate => migrate(&config).await,
        Command::Purge => purge(&config).await,
        Command::Sample {
            accounts,
            seed,
            until,
            dir,
            files_only,
        } => {
            let today = until.unwrap_or_else(|| business_date(wiring::clock(&config).now(), 0));
            make_sample(&config, Plan { accounts, seed, today }, dir, files_only).await
        }
        Command::Import { kind, file } => import(&config, kind.into(), file).await,
        Command::Jobs { what } => given_up(&config, what).await,
        Command::Linking { what } => linking(&config, what).await,
        Command::People { what } => people(&config, what).await,
        Command::Appeals(wanted) => appeals::run(&config, wanted).await,
        Command::Readings(wanted) => readings::run(&config, wanted).await,
        Command::Sweep => sweep::once(&config).await,
        Command::Rewrap => sweep::rewrap(&config).await,
    }
}

/// Tells the operator what went wrong, cause by cause.
pub fn tell_error(error: &(dyn std::error::Error + 'static)) {
    let mut out = stderr().lock();
    // Nobody is left to be told when even this fails.
    let _ = writeln!(out, "kabinet: {error}");
    let mut cause = error.source();
    while let Some(error) = cause {
        let _ = writeln!(out, "  причина: {error}");
        cause = error.source();
    }
}

async fn migrate(config: &Config) -> Result<(), Failure> {
    let db = wiring::database(config).await?;
    let pending = db.pending_migrations().await?;
    db.migrate().await?;
    writeln!(stdout(), "Схема обновлена: применено шагов {pending}.")?;
    Ok(())
}

async fn purge(config: &Config) -> Result<(), Failure> {
    let services = wiring::for_command(config).await?;
    let deleted = identity::purge(&services).await?;
    writeln!(stdout(), "Удалено личных кабинетов: {deleted}.")?;
    Ok(())
}

async fn make_sample(config: &Config, plan: Plan, dir: PathBuf, files_only: bool) -> Result<(), Failure> {
    if files_only {
        tokio::task::spawn_blocking({
            let dir = dir.clone();
            move || sample::generate(plan, &dir)
        })
        .await??;
        writeln!(stdout(), "Реестры записаны в {}.", dir.display())?;
        return Ok(());
    }
    if config.dev.is_none() {
        return Err(
            "вымышленные данные загружаются только при разделе [dev] настроек; без него — реестры: --files-only".into(),
        );
    }
    let db = wiring::database(config).await?;
    db.migrate().await?;
    let clock = wiring::clock(config);
    let reports = sample::load(&db, clock.as_ref(), &adapters::OsEntropy, plan, &dir).await?;
    for report in reports {
        writeln!(stdout(), "{}", line(report))?;
    }
    Ok(())
}

async fn import(config: &Config, registry: Registry, file: PathBuf) -> Result<(), Failure> {
    let db = wiring::database(config).await?;
    let clock = wiring::clock(config);
    let report = exchange::import(&db, clock.as_ref(), &adapters::OsEntropy, registry, file).await?;
    writeln!(stdout(), "{}", line(report))?;
    Ok(())
}

async fn given_up(config: &Config, what: Jobs) -> Result<(), Failure> {
    let services = wiring::for_command(config).await?;
    match what {
        Jobs::List => {
            let mut out = stdout().lock();
            for piece in jobs::given_up(&services).await? {
                let jobs::GivenUp {
                    id,
                    kind,
                    key,
                    at,
                    error,
                } = piece;
                writeln!(out, "{id}\t{}\t{kind} {key}\t{error}", long_moment(at, MOSCOW))?;
            }
        }
        Jobs::Restart { id } => {
            found(
                jobs::restart(&services, id).await,
                "такой работы нет среди оставленных: см. «kabinet jobs list»",
            )?;
            writeln!(stdout(), "Работа начата снова.")?;
        }
    }
    Ok(())
}

async fn linking(config: &Config, what: Linking) -> Result<(), Failure> {
    let services = wiring::for_command(config).await?;
    match what {
        Linking::List => {
            let mut out = stdout().lock();
            for accounts::Waiting { email, since } in accounts::waiting(&services).await? {
                writeln!(out, "{email}\t{}", long_moment(since, MOSCOW))?;
            }
        }
        Linking::Release { email } => {
            if !accounts::release(&services, &address(&email)?).await? {
                return Err("клиента с этим адресом нет среди ожидающих: см. «kabinet linking list»".into());
            }
            writeln!(stdout(), "Добавление лицевых счетов снова открыто.")?;
        }
    }
    Ok(())
}

async fn people(config: &Config, what: People) -> Result<(), Failure> {
    let services = wiring::for_command(config).await?;
    match what {
        People::EndSessions { email } => {
            let ended = identity::end_sessions(&services, &address(&email)?).await;
            let ended = found(ended, "клиента с этим адресом нет")?;
            writeln!(stdout(), "Завершено сеансов: {ended}.")?;
        }
        People::RemoveFactors { email } => {
            let removed = identity::remove_factors(&services, &address(&email)?).await;
            found(removed, "клиента с этим адресом нет, или у него обычный вход")?;
            writeln!(stdout(), "Вход с подтверждением отключён, сеансы завершены.")?;
        }
    }
    Ok(())
}

fn address(text: &str) -> Result<Email, Failure> {
    Ok(text.parse().map_err(|_| "это не адрес электронной почты")?)
}

/// What an import did, in a line.
fn line(report: ImportReport) -> String {
    let ImportReport {
        registry,
        rows,
        added,
        updated,
        skipped,
        already_imported,
    } = report;
    if already_imported {
        return format!("{registry}: этот файл уже загружен, ничего не изменено.");
    }
    format!("{registry}: строк {rows}, добавлено {added}, обновлено {updated}, без изменений {skipped}.")
}

impl From<Kind> for Registry {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Branches => Self::Branches,
            Kind::Accounts => Self::Accounts,
            Kind::Meters => Self::Meters,
            Kind::Readings => Self::Readings,
            Kind::Payments => Self::Payments,
            Kind::Tariffs => Self::Tariffs,
            Kind::States => Self::States,
        }
    }
}
