//! What pages show about meters and readings.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Energy, Kept, MeterRules, MonthUse, Source, Zone, ZoneHours};

/// A meter on the account's page, with all that the browser needs to check a reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeterCard {
    /// Its id.
    pub id: Uuid,
    /// The number on its plate.
    pub serial: String,
    /// Since when it counts.
    #[serde(with = "crate::calendar::days")]
    pub installed_on: NaiveDate,
    /// The number of its seal.
    pub seal: Option<String>,
    /// Whether it sends its readings itself: they are shown, not asked for.
    pub automatic: bool,
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
    /// The number of the receipt for it.
    pub receipt: Option<String>,
    /// What the billing refused, while nothing has come in its place.
    pub refused: Option<RefusedSending>,
    /// What waits for the window.
    pub kept: Option<Kept>,
    /// When its zones count.
    #[serde(default)]
    pub hours: ZoneHours,
    /// The photos that came with what was sent, by their ids.
    #[serde(default)]
    pub photos: Vec<Uuid>,
}

/// Sent readings that no bill will count with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedSending {
    /// The number of their receipt.
    pub receipt: String,
    /// The day they hold for.
    #[serde(with = "crate::calendar::days")]
    pub taken_on: NaiveDate,
    /// Why: [`Objection::title`](super::Objection::title).
    pub why: String,
    /// What the customer can do about it: [`Objection::advice`](super::Objection::advice).
    pub advice: String,
}

impl MeterCard {
    /// Whether it takes no readings any more.
    #[must_use]
    pub fn is_archived(&self, today: NaiveDate) -> bool {
        self.archived_on.is_some_and(|day| day <= today)
    }

    /// What is to be said of its verification; nothing of a meter that is archived or good for a while.
    #[must_use]
    pub fn verification(&self, today: NaiveDate) -> Option<Verification> {
        let due = self.verification_due.filter(|_| !self.is_archived(today))?;
        match (due - today).num_days() {
            ..0 => Some(Verification::Overdue(due)),
            left @ 0..=WARNED_BEFORE => Some(Verification::Soon { due, left }),
            _ => None,
        }
    }
}

/// Days before the end of a verification from which on the customer is told.
const WARNED_BEFORE: i64 = 60;

/// What is to be said of a meter's verification («поверка»).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verification {
    /// It ends soon.
    Soon {
        /// Its last day.
        due: NaiveDate,
        /// Days left after today.
        left: i64,
    },
    /// It has ended: readings count for no bill.
    Overdue(NaiveDate),
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
    /// When it was typed, where it waited for a connection since.
    pub typed: Option<String>,
    /// Whether the customer who looks sent it.
    pub own: bool,
    /// Who it came from.
    pub source: Source,
    /// It counts no more: a later one of the same window stands in its place, or the check has refused it.
    pub superseded: bool,
    /// The photos that came with it, by their ids.
    pub photos: Vec<Uuid>,
    /// The receipt, where it was sent in this cabinet.
    pub receipt: Option<RowReceipt>,
}

/// The receipt for a reading of the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowReceipt {
    /// Its number, as printed.
    pub number: String,
    /// How far the reading has come, in words.
    pub path: Vec<String>,
    /// The check has refused it.
    pub refused: bool,
}

/// The history's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// The year asked for; nothing: the last twelve months.
    pub year: Option<i32>,
    /// Every year from the first reading to the present one, newest first.
    pub years: Vec<i32>,
    /// The readings of that time, newest first.
    pub rows: Vec<HistoryRow>,
    /// The year that the chart shows beside the one before.
    pub chart_year: i32,
    /// What was used in those two years.
    pub uses: Vec<MonthUse>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verification_is_spoken_of_sixty_days_before_its_end() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let mut card = MeterCard {
            id: Uuid::nil(),
            serial: "СЭ-1".to_owned(),
            installed_on: day("2010-01-24"),
            seal: None,
            automatic: false,
            verification_due: Some(day("2027-01-23")),
            archived_on: None,
            rules: MeterRules {
                digits: 5,
                decimals: 0,
                registers: Vec::new(),
            },
            sent: Vec::new(),
            receipt: None,
            refused: None,
            kept: None,
            hours: ZoneHours::default(),
            photos: Vec::new(),
        };
        let due = day("2027-01-23");
        for (today, told) in [
            ("2026-11-23", None),
            ("2026-11-24", Some(Verification::Soon { due, left: 60 })),
            ("2027-01-23", Some(Verification::Soon { due, left: 0 })),
            ("2027-01-24", Some(Verification::Overdue(due))),
        ] {
            assert_eq!(card.verification(day(today)), told, "{today}");
        }
        card.archived_on = Some(day("2027-01-01"));
        assert_eq!(card.verification(day("2027-01-24")), None, "it counts no more");
        card.archived_on = None;
        card.verification_due = None;
        assert_eq!(card.verification(day("2027-01-24")), None);
    }
}
