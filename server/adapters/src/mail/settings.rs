//! How to reach the mail server and whom letters are from.

use serde::Deserialize;

use crate::secret::Secret;

/// Settings of the mailer. `Debug` shows no password.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpSettings {
    /// The mail server's name; with TLS its certificate must be for this name.
    pub host: String,
    /// Usually 465 with implicit TLS, 587 with STARTTLS.
    pub port: u16,
    /// How the connection is protected.
    pub tls: SmtpTls,
    /// With whose rights letters are sent; not every relay asks.
    #[serde(default)]
    pub login: Option<SmtpLogin>,
    /// The sender's address.
    pub from_address: String,
    /// The sender's name as readers show it.
    pub from_name: String,
    /// How long to wait for a connection, in milliseconds.
    #[serde(default = "default_connect_timeout_ms")]
    pub connect_timeout_ms: u64,
    /// How long one letter may take from beginning to end, connecting included, in milliseconds.
    #[serde(default = "default_timeout_ms")]
    pub timeout_ms: u64,
}

/// A user of the mail server.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpLogin {
    /// The name.
    pub user: String,
    /// The password.
    pub password: Secret,
}

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SmtpTls {
    /// Not at all: for a mail server on this machine only.
    None,
    /// It begins in the clear and turns to TLS before anything is said; a server that cannot is not used.
    Starttls,
    /// TLS from the first byte.
    Implicit,
}

fn default_connect_timeout_ms() -> u64 {
    10_000
}

fn default_timeout_ms() -> u64 {
    60_000
}
