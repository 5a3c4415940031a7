//! What a page shows about the person who is logged in.

use serde::{Deserialize, Serialize};

/// The person who is logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// The address they log in with.
    pub email: String,
    /// The confirmed phone, masked.
    pub phone: String,
}

/// One device where the person is logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRow {
    /// «Chrome, Android»
    pub device: String,
    /// Where it was when they logged in: the address of the network.
    pub network: String,
    /// When they logged in, by the clock of Moscow: «22 ноября 2026, 14:05».
    pub began: String,
    /// When they were last there, by the same clock.
    pub seen: String,
    /// Whether it is the one that asks.
    pub here: bool,
}

/// How far «Получить код» has come in this browser.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeState {
    /// Where the code went, masked; nothing when none was asked for.
    pub sent_to: Option<String>,
    /// Seconds until another one may be asked for.
    pub wait_seconds: u32,
}

/// Whether this browser may have the letter of its registration sent again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LetterState {
    /// No registration of this browser waits for its confirmation.
    #[default]
    None,
    /// It may.
    Again {
        /// Seconds until then.
        wait_seconds: u32,
    },
    /// It was sent as often as it may be.
    Spent,
}
