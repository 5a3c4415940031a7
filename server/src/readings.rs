//! `kabinet readings`: the photos that customers sent with their readings, for the operator's eyes. Each reading of one is
//! a line of the log.

use std::{
    io::{Write, stdout},
    path::{Path, PathBuf},
};

use clap::Subcommand;
use domain::calendar::{MOSCOW, long_moment};
use services::{
    Services,
    readings::{self, Listed},
};
use uuid::Uuid;

use crate::{
    config::Config,
    save::save,
    wiring::{self, Failure, found},
};

/// What to show.
#[derive(Debug, Subcommand)]
pub enum Wanted {
    /// Последние снимки счётчиков, по одному в строке.
    Photos {
        /// Только этого лицевого счёта.
        #[arg(long, value_name = "NUMBER")]
        account: Option<String>,
        /// Сколько.
        #[arg(long, default_value_t = 20)]
        limit: u64,
    },
    /// Сохранить снимок счётчика.
    Photo {
        /// Номер из «kabinet readings photos».
        id: Uuid,
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
        Wanted::Photos { account, limit } => list(&services, account.as_deref(), limit).await,
        Wanted::Photo { id, out } => photo(&services, id, &out).await,
    }
}

async fn list(services: &Services, account: Option<&str>, limit: u64) -> Result<(), Failure> {
    let photos = readings::photos(services, account, limit).await;
    let photos = found(photos, "такого лицевого счёта нет")?;
    let mut out = stdout().lock();
    if photos.is_empty() {
        writeln!(out, "Снимков нет.")?;
    }
    for photo in photos {
        writeln!(out, "{}", line(&photo))?;
    }
    Ok(())
}

async fn photo(services: &Services, id: Uuid, to: &Path) -> Result<(), Failure> {
    let read = readings::photo_for_staff(services, id).await;
    let (photo, content) = found(read, "такого снимка нет")?;
    save(to, &content)?;
    writeln!(stdout(), "{} Сохранён в {}.", line(&photo), to.display())?;
    Ok(())
}

/// Id, time, account, meter, what it is.
fn line(photo: &Listed) -> String {
    let Listed {
        id,
        sent_at,
        account,
        meter,
        kind,
        bytes,
    } = photo;
    let moment = long_moment(*sent_at, MOSCOW);
    format!("{id}; {moment}; лицевой счёт {account}; счётчик № {meter}; {kind}, байт: {bytes}")
}
