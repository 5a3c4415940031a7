//! The receipt for sent readings: everything that the paper says.

use chrono::NaiveDate;

use super::{Energy, Milestone, Objection, PreviousReading, ReceiptNumber, Zone};

/// A receipt as one person may see it. Nothing of it is markup: whoever prints it takes every text as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Its number.
    pub number: ReceiptNumber,
    /// Who took the readings: «АО «АтомЭнергоСбыт»».
    pub company: String,
    /// The branch: «Тверь».
    pub branch: String,
    /// The contact centre's phone.
    pub phone: String,
    /// «Номер лицевого счёта»
    pub account: String,
    /// Where the electricity goes, as far as the person may see it.
    pub address: String,
    /// The meter's number.
    pub serial: String,
    /// What each register showed.
    pub lines: Vec<ReceiptLine>,
    /// The day the readings hold for.
    pub taken_on: NaiveDate,
    /// When they came in, by the branch's clock: «22 ноября 2026, 14:05».
    pub received: String,
    /// When they were typed, where they waited for a connection since.
    pub typed: Option<String>,
    /// Who they came from: «Передали вы».
    pub source: &'static str,
    /// How far they have come.
    pub path: Vec<Milestone>,
    /// Why no bill will count with them, if so.
    pub objection: Option<Objection>,
    /// What is still to come.
    pub ahead: &'static [&'static str],
    /// When later readings took their place.
    pub superseded: Option<String>,
    /// The moment at which all this was so, by the branch's clock.
    pub as_of: String,
}

/// One register of a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReceiptLine {
    /// The part of the day.
    pub zone: Zone,
    /// What it showed.
    pub value: Energy,
    /// What it showed before.
    pub previous: Option<PreviousReading>,
    /// What was used in between.
    pub volume: Option<Energy>,
}
