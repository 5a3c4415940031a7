//! How to reach the virus scanner.

use std::{path::PathBuf, str::FromStr};

use serde::{Deserialize, Deserializer, de::Error};

use crate::loopback::is_loopback;

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
    /// `host:port` of this machine: the protocol has no TLS.
    Tcp(String),
    /// `/path` or `unix:/path`
    Unix(PathBuf),
}

/// The text is no address that may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScannerAddressError {
    /// Neither a path nor `host:port`.
    #[error("`scanner.address` must be /path, unix:/path or host:port")]
    Malformed,
    /// What customers attach would cross the network in the clear.
    #[error("`scanner.address` must be on this machine, for clamd knows no TLS: put a tunnel there")]
    InClear,
}

impl FromStr for ScannerAddress {
    type Err = ScannerAddressError;

    fn from_str(text: &str) -> Result<Self, ScannerAddressError> {
        let path = text.strip_prefix("unix:");
        if let Some(path) = path.or(Some(text)).filter(|path| path.starts_with('/')) {
            return Ok(Self::Unix(path.into()));
        }
        let (host, port) = text.rsplit_once(':').ok_or(ScannerAddressError::Malformed)?;
        let bracketed = !host.contains(':') || (host.starts_with('[') && host.ends_with(']'));
        if path.is_some() || !bracketed || port.parse::<u16>().is_err() {
            return Err(ScannerAddressError::Malformed);
        }
        if is_loopback(host) {
            Ok(Self::Tcp(text.to_owned()))
        } else {
            Err(ScannerAddressError::InClear)
        }
    }
}

fn address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<ScannerAddress, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(D::Error::custom)
}

fn default_connect_timeout_ms() -> u64 {
    2_000
}

fn default_timeout_ms() -> u64 {
    15_000
}
