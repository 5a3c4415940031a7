//! `kabinet appeals`: what customers wrote, for the operator's eyes. Each reading of one appeal is a line of the log.

use std::{
    io::{Write, stdout},
    path::{Path, PathBuf},
};

use clap::Subcommand;
use db::entity::files::Model as File;
use domain::{
    appeals::Topic,
    calendar::{MOSCOW, long_moment},
};
use services::{
    Services,
    appeals::{self, Appeal},
};

use crate::{
    config::Config,
    save::save,
    wiring::{self, Failure, found},
};

/// What to show.
#[derive(Debug, Subcommand)]
pub enum Wanted {
    /// Последние обращения, по одному в строке.
    List {
        /// Сколько.
        #[arg(long, default_value_t = 20)]
        limit: u64,
    },
    /// Одно обращение целиком.
    Show {
        /// Номер обращения.
        number: i64,
    },
    /// Сохранить файл, приложенный к обращению.
    File {
        /// Номер обращения.
        number: i64,
        /// Номер файла в обращении, с 1.
        place: usize,
        /// Куда сохранить; существующий файл не заменяется.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}

/// Shows it.
///
/// # Errors
/// With a text for the operator.
pub async fn run(config: &Config, wanted: Wanted) -> Result<(), Failure> {
    let services = wiring::for_command(config).await?;
    match wanted {
        Wanted::List { limit } => list(&services, limit).await,
        Wanted::Show { number } => show(&services, number).await,
        Wanted::File { number, place, out } => file(&services, number, place, &out).await,
    }
}

async fn list(services: &Services, limit: u64) -> Result<(), Failure> {
    let appeals = appeals::list(services, limit).await?;
    let mut out = stdout().lock();
    if appeals.is_empty() {
        writeln!(out, "Обращений нет.")?;
    }
    for appeal in appeals {
        writeln!(out, "{}; файлов: {}", head(&appeal), appeal.files.len())?;
    }
    Ok(())
}

async fn show(services: &Services, number: i64) -> Result<(), Failure> {
    let appeal = found(appeals::show(services, number).await, "такого обращения нет")?;
    let mut out = stdout().lock();
    let Appeal { row, files } = &appeal;
    writeln!(out, "{}", head(&appeal))?;
    writeln!(out, "Имя: {}", row.name)?;
    writeln!(out, "Email: {}", row.email)?;
    writeln!(out, "Телефон: {}", row.phone.as_deref().unwrap_or("не указан"))?;
    writeln!(out, "\n{}", row.text)?;
    if !files.is_empty() {
        writeln!(out, "\nФайлы:")?;
    }
    for (place, File { name, kind, bytes, .. }) in (1..).zip(files) {
        writeln!(out, "{place}. {name} ({kind}, байт: {bytes})")?;
    }
    Ok(())
}

async fn file(services: &Services, number: i64, place: usize, to: &Path) -> Result<(), Failure> {
    let read = appeals::file(services, number, place).await;
    let (file, content) = found(read, "такого файла нет")?;
    save(to, &content)?;
    writeln!(stdout(), "«{}» сохранён в {}.", file.name, to.display())?;
    Ok(())
}

/// Number, time and topic.
fn head(Appeal { row, .. }: &Appeal) -> String {
    let topic = Topic::ALL.into_iter().find(|topic| topic.key() == row.topic);
    format!(
        "№ {}; {}; {}",
        row.number,
        long_moment(row.created_at, MOSCOW),
        topic.map_or(row.topic.as_str(), |topic| topic.title())
    )
}
