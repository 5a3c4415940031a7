//! What pages show about meters and readings.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Energy, MeterRules, Source, Zone};

/// A meter on the account's page, with all that the browser needs to check a reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeterCard {
    /// Its id.
    pub id: Uuid,
    /// The number on its plate.
    pub serial: String,
    /// When it must be verified next.
    #[serde(with = "crate::calendar::days")]
    pub verification_due: Option<NaiveDate>,
    /// Since when it is archived; its readings are not taken any more.
    #[serde(with = "crate::calendar::days")]
    pub archived_on: Option<NaiveDate>,
    /// Digits, registers and what they showed before the present window.
    pub rules: MeterRules,
    /// What was already sent in the present window.
    pub sent: Vec<(Zone, Energy)>,
}

impl MeterCard {
    /// Whether it takes no readings any more.
    #[must_use]
    pub fn is_archived(&self, today: NaiveDate) -> bool {
        self.archived_on.is_some_and(|day| day <= today)
    }
}

/// One reading in the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryRow {
    /// The meter's number.
    pub serial: String,
    /// The register.
    pub zone: Zone,
    /// What it showed.
    pub value: Energy,
    /// The difference to the reading before, where both are of one meter.
    pub volume: Option<Energy>,
    /// The day it was taken.
    #[serde(with = "crate::calendar::days")]
    pub taken_on: NaiveDate,
    /// When it was sent in this cabinet, by the branch's clock: «22 ноября 2026, 14:05». `None` for what the supplier's
    /// registries brought: when they were loaded tells a customer nothing.
    pub received: Option<String>,
    /// Whether the customer who looks sent it.
    pub own: bool,
    /// Who it came from.
    pub source: Source,
    /// A later one of the same window stands in its place.
    pub superseded: bool,
}
