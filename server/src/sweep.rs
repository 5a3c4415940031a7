//! What is done to customers' files now and then: by the server each hour, and by commands.

use std::{
    io::{Write, stdout},
    time::Duration,
};

use services::{Services, files};

use crate::{
    config::Config,
    wiring::{self, Failure},
};

const HOUR: Duration = Duration::from_secs(3_600);

/// Sweeps each hour for as long as the server runs.
pub async fn hourly(services: Services) {
    loop {
        tokio::time::sleep(HOUR).await;
        match files::sweep(&services).await {
            Ok(taken) => tracing::info!(taken, "files that no form refers to are swept"),
            Err(error) => tracing::warn!(%error, "files could not be swept"),
        }
    }
}

/// `kabinet sweep`
///
/// # Errors
/// When the database or the store does not answer.
pub async fn once(config: &Config) -> Result<(), Failure> {
    let taken = files::sweep(&services(config).await?).await?;
    writeln!(stdout(), "Убрано файлов: {taken}.")?;
    Ok(())
}

/// `kabinet rewrap`
///
/// # Errors
/// When the database does not answer or a key is missing.
pub async fn rewrap(config: &Config) -> Result<(), Failure> {
    let services = services(config).await?;
    let done = files::rewrap(&services).await?;
    let key = services.files.keys.current();
    writeln!(
        stdout(),
        "Переведено на ключ «{key}»: {done}. Прежние ключи больше не нужны."
    )?;
    Ok(())
}

async fn services(config: &Config) -> Result<Services, Failure> {
    let db = wiring::database(config).await?;
    wiring::services(config, db, wiring::scanner(config, None))
}
