//! What is done now and then: by the server each hour, and by commands.

use std::{
    fmt::Display,
    io::{Write, stdout},
    time::Duration,
};

use services::{Services, expired, files, identity, jobs};

use crate::{
    config::Config,
    wiring::{self, Failure},
};

const HOUR: Duration = Duration::from_secs(3_600);

/// Tidies up at the start and each hour, for as long as the server runs.
pub async fn hourly(services: Services) {
    loop {
        tell("cabinets whose time was over", identity::purge(&services).await);
        tell("rows that were over", expired::forget(&services).await);
        tell("jobs that were done", jobs::forget(&services).await);
        tell("files that no form refers to", files::sweep(&services).await);
        tokio::time::sleep(HOUR).await;
    }
}

fn tell(what: &str, taken: Result<u64, impl Display>) {
    match taken {
        Ok(0) => {}
        Ok(taken) => tracing::info!(taken, what, "swept"),
        Err(error) => tracing::warn!(%error, what, "left for the next hour"),
    }
}

/// `kabinet sweep`
///
/// # Errors
/// When the database or the store does not answer.
pub async fn once(config: &Config) -> Result<(), Failure> {
    let taken = files::sweep(&wiring::for_command(config).await?).await?;
    writeln!(stdout(), "Убрано файлов: {taken}.")?;
    Ok(())
}

/// `kabinet rewrap`
///
/// # Errors
/// When the database does not answer or a key is missing.
pub async fn rewrap(config: &Config) -> Result<(), Failure> {
    let services = wiring::for_command(config).await?;
    let done = files::rewrap(&services).await?;
    let key = services.files.keys.current();
    writeln!(
        stdout(),
        "Переведено на ключ «{key}»: {done}. Прежние ключи больше не нужны."
    )?;
    Ok(())
}
