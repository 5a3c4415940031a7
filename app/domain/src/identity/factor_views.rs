//! What the pages show about second factors.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// «Вход с подтверждением»
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factors {
    /// Whether an app gives codes.
    pub app: bool,
    /// Recovery codes that have not been used.
    pub codes_left: u32,
    /// The passkeys, the oldest first.
    pub keys: Vec<KeyRow>,
    /// What this browser has begun and not finished.
    pub begun: Begun,
}

impl Factors {
    /// Whether a login asks for more than the password.
    #[must_use]
    pub const fn any(&self) -> bool {
        self.app || !self.keys.is_empty()
    }
}

/// One passkey.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyRow {
    /// Which.
    pub id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// When it was added: «22 ноября 2026, 14:05».
    pub added: String,
    /// When it was last used.
    pub used: Option<String>,
}

/// A step that waits for the next one.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Begun {
    /// Nothing.
    #[default]
    Nothing,
    /// An app waits for its first code.
    App(AppSetup),
    /// A passkey is to be made with these options (JSON).
    Key(String),
    /// Recovery codes are to be copied, in groups.
    Codes(Vec<String>),
}

/// What an app needs to know.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppSetup {
    /// The secret in groups of four letters.
    pub secret: String,
    /// The same as an address that an app on this device opens.
    pub link: String,
    /// The same as a picture: how many squares it has on a side.
    pub size: usize,
    /// Its dark squares as the path of an SVG.
    pub path: String,
}

/// What the second step of a login may be done with.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondStep {
    /// Whether a password has been given, so that codes are asked for; without it a passkey is the whole login.
    pub codes: bool,
    /// Whether an app gives codes.
    pub app: bool,
    /// The options (JSON) for a passkey.
    pub key: Option<String>,
}

crate::field::opaque!(Factors, KeyRow, Begun, AppSetup, SecondStep);
