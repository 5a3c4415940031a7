//! Puts the parts together as the settings say.

use std::{path::Path, sync::Arc, time::Duration};

use adapters::{
    OsEntropy, ShiftedClock, SystemClock,
    files::{ClamdScanner, Folder, ScannerAddress, ScannerSettings},
};
use db::Db;
use domain::identity::PasswordPolicy;
use services::{
    Parts, Services, Settings,
    accounts::Branches,
    files::{FileKeys, Files},
    hasher::{Hasher, HasherSettings},
    pool::Pool,
    ports::{Clock, Entropy, VirusScanner},
    secrets::Keys,
};
use tokio::sync::Notify;
use tokio_util::task::TaskTracker;
use twins::Twins;

use crate::config::Config;

/// Whatever went wrong while starting.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// A form with files that waits longer for its turn is refused as busy: its pictures take a second or two each.
const FILES_PATIENCE: Duration = Duration::from_secs(8);

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
/// When a key is missing or unreadable.
pub fn services(config: &Config, db: Db, scanner: Arc<dyn VirusScanner>) -> Result<Services, Failure> {
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
        files_per_network: config.files.per_network,
        ..Settings::default()
    };
    let files = Files {
        store: Arc::new(Folder::new(&config.files.dir)?),
        scanner,
        keys: file_keys(config, entropy.as_ref())?,
        pool: Pool::new(config.files.checked_at_once, FILES_PATIENCE)?,
    };
    Ok(Services::new(Parts {
        db,
        clock: clock(config),
        keys: keys(config, entropy.as_ref())?,
        hasher: Hasher::new(hashing, Arc::clone(&entropy))?,
        entropy,
        files,
        settings,
        branches: Branches::default(),
        notices_wait: Notify::new(),
        aside: TaskTracker::new(),
    }))
}

/// The virus scanner as configured; in a demonstration without one, the twin; for commands of a demonstration, nobody.
#[must_use]
pub fn scanner(config: &Config, twins: Option<&Twins>) -> Arc<dyn VirusScanner> {
    let address = match twins {
        Some(twins) => twins.clamd_addr().to_string(),
        None => "127.0.0.1:0".to_owned(),
    };
    let twin = || ScannerSettings {
        address: ScannerAddress::Tcp(address),
        connect_timeout_ms: 2_000,
        timeout_ms: 15_000,
    };
    Arc::new(ClamdScanner::new(config.scanner.clone().unwrap_or_else(twin)))
}

/// What the keys of files are wrapped with.
fn file_keys(config: &Config, entropy: &dyn Entropy) -> Result<FileKeys, Failure> {
    if let Some(keys) = &config.files.keys {
        return parse_file_keys(keys.expose());
    }
    if let Some(file) = &config.files.keys_file {
        return parse_file_keys(&read(file)?);
    }
    let dev = config.dev.as_ref().ok_or("нет ключа: files.keys_file")?;
    let own = || Ok(format!("dev {}", fresh_key(entropy)?));
    parse_file_keys(&own_key(&dev.sample_dir.with_file_name("dev.files.key"), own)?)
}

/// A name and 64 hexadecimal digits for each key, by lines or commas.
fn parse_file_keys(text: &str) -> Result<FileKeys, Failure> {
    let lines = text.split(['\n', ',']).map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let key = |line: &str| {
        let (name, key) = line
            .split_once(char::is_whitespace)
            .ok_or("ключ файлов: имя, пробел, 64 цифры")?;
        Ok::<_, Failure>((name.to_owned(), parse_hex(key)?))
    };
    Ok(FileKeys::new(lines.map(key).collect::<Result<_, _>>()?)?)
}

fn keys(config: &Config, entropy: &dyn Entropy) -> Result<Keys, Failure> {
    if let Some(key) = &config.security.key {
        return parse_key(key.expose());
    }
    if let Some(file) = &config.security.key_file {
        return parse_key(&read(file)?);
    }
    let dev = config.dev.as_ref().ok_or("нет ключа: security.key_file")?;
    parse_key(&own_key(&dev.sample_dir.with_file_name("dev.key"), || {
        fresh_key(entropy)
    })?)
}

fn read(file: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()).into())
}

/// A demonstration makes its keys itself and keeps them beside its data.
fn own_key(file: &Path, make: impl FnOnce() -> Result<String, Failure>) -> Result<String, Failure> {
    if !file.exists() {
        if let Some(dir) = file.parent() {
            std::fs::create_dir_all(dir)?;
        }
        std::fs::write(file, make()?)?;
    }
    read(file)
}

fn fresh_key(entropy: &dyn Entropy) -> Result<String, Failure> {
    let mut bytes = [0; 32];
    entropy.fill(&mut bytes)?;
    Ok(hex::encode(bytes))
}

fn parse_key(text: &str) -> Result<Keys, Failure> {
    Ok(Keys::new(parse_hex(text)?))
}

fn parse_hex(text: &str) -> Result<[u8; 32], Failure> {
    let mut key = [0; 32];
    hex::decode_to_slice(text.trim(), &mut key).map_err(|_| "ключ состоит из 64 шестнадцатеричных цифр")?;
    Ok(key)
}

/// The context of the use cases for a command of the operator.
///
/// # Errors
/// When the database does not answer or a key is missing.
pub async fn for_command(config: &Config) -> Result<Services, Failure> {
    services(config, database(config).await?, scanner(config, None))
}

/// What was asked for, or the text for the operator when there is none.
pub fn found<T>(result: services::Result<T>, missing: &'static str) -> Result<T, Failure> {
    match result {
        Err(services::Error::NotFound) => Err(missing.into()),
        other => Ok(other?),
    }
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

    #[test]
    fn keys_of_files_have_names_and_the_first_one_is_current() {
        let key = "0a".repeat(32);
        let two = parse_file_keys(&format!("# 2026\n2026-11 {key}\n\n2025-11  {key}\n")).expect("two keys");
        assert_eq!(two.current(), "2026-11");
        let in_a_line = parse_file_keys(&format!("b {key}, a {key}")).expect("two keys");
        assert_eq!(in_a_line.current(), "b");
        for wrong in [
            String::new(),
            key.clone(),
            format!("a {key}\na {key}"),
            "a 0a".to_owned(),
        ] {
            assert!(parse_file_keys(&wrong).is_err(), "{wrong}");
        }
    }
}
