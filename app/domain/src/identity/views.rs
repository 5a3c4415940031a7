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

/// How far «Получить код» has come in this browser.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeState {
    /// Where the code went, masked; nothing when none was asked for.
    pub sent_to: Option<String>,
    /// Seconds until another one may be asked for.
    pub wait_seconds: u32,
}
