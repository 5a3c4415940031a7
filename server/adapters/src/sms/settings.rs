//! How to reach the SMS gateway and in whose name messages go.

use std::fmt;

use serde::Deserialize;

use crate::secret::Secret;

/// Settings of the SMS gateway. `Debug` shows no token.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsSettings {
    /// The gateway's address, to which `/v1/messages` is added: `https://sms.example.ru`.
    pub base_url: String,
    /// The bearer token.
    pub token: Secret,
    /// The name that the phone shows as the sender.
    pub sender: String,
    /// How long to wait for a connection, in milliseconds.
    #[serde(default = "default_connect_timeout_ms")]
    pub connect_timeout_ms: u64,
    /// How long one message may take from beginning to end, in milliseconds.
    #[serde(default = "default_timeout_ms")]
    pub timeout_ms: u64,
}

impl fmt::Debug for SmsSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An address may carry a password before the `@` or a key after the `?`; such settings are refused later on.
        let base_url = if self.base_url.contains(['@', '?', '#']) {
            "[hidden]"
        } else {
            &self.base_url
        };
        f.debug_struct("SmsSettings")
            .field("base_url", &base_url)
            .field("token", &self.token)
            .field("sender", &self.sender)
            .field("connect_timeout_ms", &self.connect_timeout_ms)
            .field("timeout_ms", &self.timeout_ms)
            .finish()
    }
}

fn default_connect_timeout_ms() -> u64 {
    5_000
}

fn default_timeout_ms() -> u64 {
    15_000
}
