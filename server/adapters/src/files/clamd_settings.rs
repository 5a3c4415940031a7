//! How to reach the virus scanner.

use std::{convert::Infallible, path::PathBuf, str::FromStr};

use serde::{Deserialize, Deserializer};

/// Settings of the virus scanner.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScannerSettings {
    /// Where clamd listens.
    #[serde(deserialize_with = "address")]
    pub address: ScannerAddress,
    /// How long to wait for a connection, in milliseconds.
    #[serde(default = "default_connect_timeout_ms")]
    pub connect_timeout_ms: u64,
    /// How long looking at one file may take from beginning to end, in milliseconds.
    #[serde(default = "default_timeout_ms")]
    pub timeout_ms: u64,
}

/// Where clamd listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScannerAddress {
    /// `host:port`
    Tcp(String),
    /// `/path` or `unix:/path`
    Unix(PathBuf),
}

impl FromStr for ScannerAddress {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let path = text.strip_prefix("unix:").unwrap_or(text);
        Ok(if path.starts_with('/') {
            Self::Unix(path.into())
        } else {
            Self::Tcp(text.to_owned())
        })
    }
}

fn address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<ScannerAddress, D::Error> {
    let text = String::deserialize(deserializer)?;
    match text.parse() {
        Ok(address) => Ok(address),
    }
}

fn default_connect_timeout_ms() -> u64 {
    2_000
}

fn default_timeout_ms() -> u64 {
    15_000
}
