//! What was typed into a form that came back: shown again, so that nothing typed is lost.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::data::told;

/// The fields of a form as typed, without secrets.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft(pub Vec<(String, String)>);

impl Draft {
    /// What this page's form held, if it came back. The server tells the browser.
    #[must_use]
    pub fn of_page() -> Self {
        told(|| use_context::<Self>().unwrap_or_default())
    }

    /// One field; empty when nothing was kept.
    #[must_use]
    pub fn get(&self, field: &str) -> String {
        self.find(field).unwrap_or_default().to_owned()
    }

    /// One field, if it was kept.
    #[must_use]
    pub fn find(&self, field: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(name, _)| name == field)
            .map(|(_, value)| value.as_str())
    }
}
