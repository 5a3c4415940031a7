//! Settings: what the operator may set.

mod error;
mod files;
mod load;

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use adapters::{files::ScannerSettings, mail::SmtpSettings, sms::SmsSettings};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, de::Error};

pub use self::{error::ConfigError, files::Files};

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
    /// What customers attach.
    #[serde(default)]
    pub files: Files,
    /// What customers print.
    #[serde(default)]
    pub documents: Documents,
    /// The virus scanner.
    pub scanner: Option<ScannerSettings>,
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
    /// Addresses of the proxies in front, whose `X-Forwarded-For` is believed.
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
    /// A request that waits longer than this for its turn is refused as busy, in milliseconds: few enough for the refusal to
    /// come within 200 on a slow machine, too.
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
            hash_patience_ms: 120,
            sms_per_day: 50_000,
            codes_per_network: 20,
            registrations_per_network: 30,
        }
    }
}

/// What customers print.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Documents {
    /// Documents made at once; each keeps a processor busy for some hundredths of a second.
    pub made_at_once: usize,
}

impl Default for Documents {
    fn default() -> Self {
        Self { made_at_once: 2 }
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
