//! What one import keeps while it runs: its time, its ids, its counts, its wrong lines.

use chrono::{DateTime, Utc};
use domain::exchange::{RowError, RowReason};

use super::super::{ImportReport, LineError, LineErrors, LineReason, Registry, ids::Ids};

/// The state of an import.
pub(in super::super) struct Desk<'a> {
    /// When it began.
    pub(in super::super) now: DateTime<Utc>,
    /// Makes its ids.
    pub(in super::super) ids: Ids<'a>,
    /// What is wrong so far.
    pub(in super::super) faults: Faults,
    /// Lines so far.
    pub(in super::super) rows: u64,
    /// New records.
    pub(super) added: u64,
    /// Known records with new values.
    pub(super) updated: u64,
    /// Lines that said nothing new.
    pub(super) skipped: u64,
}

impl<'a> Desk<'a> {
    /// The beginning of an import.
    pub(in super::super) fn new(now: DateTime<Utc>, ids: Ids<'a>) -> Self {
        Self {
            now,
            ids,
            faults: Faults::default(),
            rows: 0,
            added: 0,
            updated: 0,
            skipped: 0,
        }
    }

    /// What was done.
    pub(in super::super) const fn report(&self, registry: Registry) -> ImportReport {
        let Self {
            rows,
            added,
            updated,
            skipped,
            ..
        } = *self;
        ImportReport {
            registry,
            rows,
            added,
            updated,
            skipped,
            already_imported: false,
        }
    }
}

/// The wrong lines: the first of them, and how many in all.
#[derive(Debug, Default)]
pub(in super::super) struct Faults {
    kept: Vec<LineError>,
    batch: Vec<LineError>,
    total: u64,
}

impl Faults {
    /// Begins with those that were wrong in themselves.
    pub(in super::super) fn begin_batch(&mut self, faults: Vec<LineError>) {
        self.batch = faults;
    }

    /// Notes a line that does not fit what is known.
    pub(super) fn note(&mut self, line: u64, column: &'static str, reason: RowReason) {
        self.batch.push(LineError {
            line,
            reason: LineReason::Cell(RowError { column, reason }),
        });
    }

    /// Puts the batch in the file's order and keeps as much as a report shows.
    pub(in super::super) fn end_batch(&mut self) {
        self.batch.sort_by_key(|fault| fault.line);
        self.total += u64::try_from(self.batch.len()).unwrap_or_default();
        let room = LineErrors::KEPT.saturating_sub(self.kept.len());
        self.kept.extend(self.batch.drain(..).take(room));
    }

    /// Whether no line was wrong so far.
    pub(in super::super) const fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// All of them, if there are any.
    pub(in super::super) fn take(&mut self) -> Option<LineErrors> {
        (self.total > 0).then(|| LineErrors {
            first: std::mem::take(&mut self.kept),
            total: self.total,
        })
    }
}
