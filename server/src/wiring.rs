//! Puts the parts together as the settings say.

use std::{path::Path, sync::Arc, time::Duration};

use adapters::{OsEntropy, ShiftedClock, SystemClock};
use db::Db;
use domain::identity::PasswordPolicy;
use services::{
    Parts, Services, Settings,
    accounts::Branches,
    hasher::{Hasher, HasherSettings},
    ports::{Clock, Entropy},
    secrets::Keys,
};
use tokio::sync::Notify;
use tokio_util::task::TaskTracker;

use crate::config::Config;

/// Whatever went wrong while starting.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Connects to the database.
///
/// # Errors
/// When it does not answer.
pub async fn database(config: &Config) -> Result<Db, Failure> {
    let settings = db::Settings {
        url: config.database.url.clone(),
        max_connections: config.database.max_connections,
        acquire_timeout: Duration::from_secs(3),
    };
    Ok(Db::connect(&settings).await?)
}

/// The clock: real, or moved in a demonstration.
#[must_use]
pub fn clock(config: &Config) -> Arc<dyn Clock> {
    match config.dev.as_ref().and_then(|dev| dev.clock) {
        Some(start) => Arc::new(ShiftedClock::starting_at(start)),
        None => Arc::new(SystemClock),
    }
}

/// Everything the use cases need.
///
/// # Errors
/// When the key is missing or unreadable.
pub fn services(config: &Config, db: Db) -> Result<Services, Failure> {
    let entropy: Arc<dyn Entropy> = Arc::new(OsEntropy);
    let hashing = HasherSettings {
        at_once: config.security.hashes_at_once,
        patience: Duration::from_millis(config.security.hash_patience_ms),
        ..HasherSettings::default()
    };
    let settings = Settings {
        public_url: config.public_url(),
        password: PasswordPolicy::at_least(config.security.password_min),
        sms_per_day: config.security.sms_per_day,
        codes_per_network: config.security.codes_per_network,
        registrations_per_network: config.security.registrations_per_network,
        ..Settings::default()
    };
    Ok(Services::new(Parts {
        db,
        clock: clock(config),
        keys: keys(config, entropy.as_ref())?,
        hasher: Hasher::new(hashing, Arc::clone(&entropy))?,
        entropy,
        settings,
        branches: Branches::default(),
        notices_wait: Notify::new(),
        aside: TaskTracker::new(),
    }))
}

fn keys(config: &Config, entropy: &dyn Entropy) -> Result<Keys, Failure> {
    if let Some(key) = &config.security.key {
        return parse_key(key.expose());
    }
    if let Some(file) = &config.security.key_file {
        return parse_key(&std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?);
    }
    let dev = config.dev.as_ref().ok_or("нет ключа: security.key_file")?;
    dev_key(&dev.sample_dir.with_file_name("dev.key"), entropy)
}

/// A demonstration makes its key itself and keeps it beside its data.
fn dev_key(file: &Path, entropy: &dyn Entropy) -> Result<Keys, Failure> {
    if let Ok(text) = std::fs::read_to_string(file) {
        return parse_key(&text);
    }
    let mut bytes = [0; 32];
    entropy.fill(&mut bytes)?;
    if let Some(dir) = file.parent() {
        std::fs::create_dir_all(dir)?;
    }
    std::fs::write(file, hex::encode(bytes))?;
    Ok(Keys::new(bytes))
}

fn parse_key(text: &str) -> Result<Keys, Failure> {
    let mut key = [0; 32];
    hex::decode_to_slice(text.trim(), &mut key).map_err(|_| "ключ состоит из 64 шестнадцатеричных цифр")?;
    Ok(Keys::new(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_64_hexadecimal_digits() {
        assert!(parse_key(&"0a".repeat(32)).is_ok());
        for wrong in ["", "0a", &"zz".repeat(32), &"я".repeat(32)] {
            assert!(parse_key(wrong).is_err());
        }
    }
}
