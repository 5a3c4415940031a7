//! Settings: a file, then the environment; everything is checked before anything starts.

use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use adapters::{mail::SmtpSettings, sms::SmsSettings};
use chrono::{DateTime, Utc};
use config::{Config as Source, Environment, File};
use serde::{Deserialize, Deserializer, de::Error};

/// Everything the operator may set.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where to listen.
    #[serde(default)]
    pub server: Server,
    /// Where the data is.
    #[serde(default)]
    pub database: Database,
    /// What to write to the log.
    #[serde(default)]
    pub log: Log,
    /// Keys, passwords, quotas.
    #[serde(default)]
    pub security: Security,
    /// The mail server.
    pub mail: Option<SmtpSettings>,
    /// The SMS gateway.
    pub sms: Option<SmsSettings>,
    /// A demonstration on one's own machine; absent in earnest.
    pub dev: Option<Dev>,
}

/// Where to listen.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Server {
    /// Address and port.
    pub address: SocketAddr,
    /// The address that customers see, for links in letters.
    pub public_url: Option<String>,
    /// Networks of the proxies in front, whose `X-Forwarded-For` is believed.
    #[serde(deserialize_with = "addresses")]
    pub trusted_proxies: Vec<IpAddr>,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            address: SocketAddr::from(([127, 0, 0, 1], 3000)),
            public_url: None,
            trusted_proxies: Vec::new(),
        }
    }
}

/// Where the data is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Database {
    /// `sqlite:FILE` or `postgres://…`.
    pub url: String,
    /// The most connections of one process.
    pub max_connections: u32,
    /// Whether `serve` brings the schema up to date by itself; by default only on SQLite.
    pub migrate_on_start: Option<bool>,
}

impl Default for Database {
    fn default() -> Self {
        Self {
            url: "sqlite:data/kabinet.db".to_owned(),
            max_connections: 8,
            migrate_on_start: None,
        }
    }
}

/// What to write to the log.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Log {
    /// `human` or `json`.
    pub format: LogFormat,
    /// As `tracing` writes it: `info,server=debug`.
    pub filter: String,
}

impl Default for Log {
    fn default() -> Self {
        Self {
            format: LogFormat::Human,
            filter: "info".to_owned(),
        }
    }
}

/// The form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For a person.
    Human,
    /// For a program.
    Json,
}

/// Keys, passwords, quotas.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Security {
    /// 64 hexadecimal digits; by environment only.
    pub key: Option<adapters::Secret>,
    /// A file with the same.
    pub key_file: Option<PathBuf>,
    /// The fewest characters of a password, 6 or more.
    pub password_min: usize,
    /// Passwords hashed at once.
    pub hashes_at_once: usize,
    /// A request that waits longer than this for its turn is refused as busy, in milliseconds.
    pub hash_patience_ms: u64,
    /// Text messages a day.
    pub sms_per_day: i64,
    /// Codes an hour for one network.
    pub codes_per_network: i64,
    /// Registrations an hour for one network.
    pub registrations_per_network: i64,
}

impl Default for Security {
    fn default() -> Self {
        Self {
            key: None,
            key_file: None,
            password_min: 6,
            hashes_at_once: 2,
            hash_patience_ms: 150,
            sms_per_day: 50_000,
            codes_per_network: 20,
            registrations_per_network: 30,
        }
    }
}

/// A demonstration on one's own machine.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Dev {
    /// The moment at which the business clock starts.
    pub clock: Option<DateTime<Utc>>,
    /// How many accounts to invent when the database is empty.
    pub sample_accounts: u32,
    /// Where the invented registries are kept.
    pub sample_dir: PathBuf,
}

impl Default for Dev {
    fn default() -> Self {
        Self {
            clock: None,
            sample_accounts: 200,
            sample_dir: PathBuf::from("data/sample"),
        }
    }
}

/// What is wrong with the settings.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file or the environment cannot be read.
    #[error("настройки не читаются: {0}")]
    Unreadable(#[from] config::ConfigError),
    /// A secret stands in the file.
    #[error("«{0}» — секрет: задайте его переменной окружения или отдельным файлом, а не в файле настроек")]
    SecretInFile(&'static str),
    /// The demonstration would be open to strangers.
    #[error("раздел [dev] включён, а адрес {0} виден другим: демонстрация показывает все письма и коды")]
    DevInPublic(SocketAddr),
    /// Something that is needed in earnest is missing.
    #[error("не задано «{0}» (без раздела [dev] это обязательно)")]
    Missing(&'static str),
    /// A value makes no sense.
    #[error("«{0}»: {1}")]
    Value(&'static str, &'static str),
}

/// Values that must not stand in a file.
const SECRETS: [&str; 3] = ["security.key", "mail.login.password", "sms.token"];

/// A list in a file, or one text with commas, as the environment gives it.
fn addresses<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<IpAddr>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Addresses {
        Text(String),
        List(Vec<String>),
    }
    let texts = match Addresses::deserialize(deserializer)? {
        Addresses::Text(text) => text.split(',').map(ToOwned::to_owned).collect(),
        Addresses::List(texts) => texts,
    };
    let texts = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    texts
        .map(|text| {
            text.parse()
                .map_err(|_| D::Error::custom(format!("«{text}» не IP-адрес")))
        })
        .collect()
}

impl Config {
    /// Reads the file, if one is given, and the environment above it.
    ///
    /// # Errors
    /// [`ConfigError`] names the setting and what to do.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        Self::read(file, Environment::default())
    }

    fn read(file: Option<&Path>, environment: Environment) -> Result<Self, ConfigError> {
        let mut source = Source::builder();
        if let Some(file) = file {
            let alone = Source::builder().add_source(File::from(file)).build()?;
            if let Some(secret) = SECRETS.into_iter().find(|key| alone.get_string(key).is_ok()) {
                return Err(ConfigError::SecretInFile(secret));
            }
            source = source.add_source(alone);
        }
        // Nothing is guessed from a text's looks: a key of digits stays a text, a field that wants a number reads one.
        let environment = environment.prefix("KABINET").prefix_separator("__").separator("__");
        let config: Self = source.add_source(environment).build()?.try_deserialize()?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        if self.dev.is_some() {
            if !self.server.address.ip().is_loopback() {
                return Err(ConfigError::DevInPublic(self.server.address));
            }
        } else {
            for (missing, name) in [
                (self.mail.is_none(), "mail"),
                (self.sms.is_none(), "sms"),
                (self.server.public_url.is_none(), "server.public_url"),
                (
                    self.security.key.is_none() && self.security.key_file.is_none(),
                    "security.key_file",
                ),
            ] {
                if missing {
                    return Err(ConfigError::Missing(name));
                }
            }
        }
        let url = self.server.public_url.as_deref().unwrap_or("http://localhost");
        if !url.starts_with("https://") && !url.starts_with("http://") {
            return Err(ConfigError::Value("server.public_url", "адрес начинается с https://"));
        }
        if !(6..=128).contains(&self.security.password_min) {
            return Err(ConfigError::Value("security.password_min", "от 6 до 128"));
        }
        if self.database.max_connections < 2 {
            return Err(ConfigError::Value("database.max_connections", "не меньше 2"));
        }
        Ok(())
    }

    /// The address that customers see, without a slash at the end.
    #[must_use]
    pub fn public_url(&self) -> String {
        let own = format!("http://{}", self.server.address);
        self.server
            .public_url
            .as_deref()
            .unwrap_or(&own)
            .trim_end_matches('/')
            .to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> Result<Config, String> {
        let file = tempfile::Builder::new().suffix(".toml").tempfile().expect("a file");
        std::fs::write(file.path(), text).expect("written");
        Config::load(Some(file.path())).map_err(|error| error.to_string())
    }

    #[test]
    fn a_demonstration_needs_nothing_but_its_section() {
        let config = load("[dev]").expect("it is enough");
        assert_eq!(config.public_url(), "http://127.0.0.1:3000");
        assert_eq!(config.dev.expect("dev").sample_accounts, 200);
    }

    #[test]
    fn a_demonstration_is_never_public() {
        assert!(
            load("[dev]\n[server]\naddress = '0.0.0.0:3000'")
                .expect_err("refused")
                .contains("[dev]")
        );
    }

    #[test]
    fn in_earnest_everything_needed_is_asked_for() {
        assert!(load("").expect_err("refused").contains("mail"));
    }

    #[test]
    fn the_environment_is_taken_as_what_each_setting_wants() {
        let variables = [
            ("KABINET__DEV__CLOCK", "2026-11-24T09:00:00Z"),
            ("KABINET__DEV__SAMPLE_ACCOUNTS", "7"),
            ("KABINET__DATABASE__MIGRATE_ON_START", "true"),
            ("KABINET__SERVER__TRUSTED_PROXIES", "10.0.0.1, ::1"),
            ("KABINET__SECURITY__KEY", &"01234567".repeat(8)),
        ];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let config = Config::read(None, Environment::default().source(Some(variables.into()))).expect("all of it fits");
        let dev = config.dev.expect("dev");
        assert_eq!((dev.sample_accounts, dev.clock.is_some()), (7, true));
        assert_eq!(config.database.migrate_on_start, Some(true));
        assert_eq!(config.server.trusted_proxies.len(), 2);
        assert!(config.security.key.expect("a key").expose().starts_with("0123"));
    }

    #[test]
    fn an_address_that_is_none_is_named() {
        let error = load("[dev]\n[server]\ntrusted_proxies = ['10.0.0.0/8']").expect_err("refused");
        assert!(error.contains("10.0.0.0/8"), "{error}");
    }

    #[test]
    fn secrets_and_typing_errors_in_the_file_are_refused() {
        let key = format!("[dev]\n[security]\nkey = '{}'", "0".repeat(64));
        assert!(load(&key).expect_err("refused").contains("секрет"));
        assert!(
            load("[dev]\n[server]\nadress = 'x'")
                .expect_err("refused")
                .contains("adress")
        );
    }
}
