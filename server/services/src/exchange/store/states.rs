//! What became of sent readings: a step that is known is skipped, one that does not follow is wrong.

use std::collections::{BTreeSet, HashMap};

use chrono::{Days, NaiveDate};
use db::{
    exchange::states::{KnownSending, advance, known},
    jobs::enqueue_all,
};
use domain::{
    calendar::awake_from,
    exchange::{RowReason, StateRow},
    readings::Step,
};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::{Desk, Store};
use crate::{
    exchange::{ImportError, lines::Line},
    jobs::{Kind, row},
};

/// Nothing needs to be remembered: the database tells what the batches before have done.
pub(in super::super) struct States;

impl Store for States {
    type Row = StateRow;

    async fn store(
        &mut self,
        transaction: &DatabaseTransaction,
        lines: Vec<Line<StateRow>>,
        desk: &mut Desk<'_>,
    ) -> Result<(), ImportError> {
        let numbers: Vec<_> = lines.iter().map(|line| line.row.account.as_str()).collect();
        let accounts = db::exchange::meters::known(transaction, &numbers).await?;
        let meter = |row: &StateRow| -> Result<_, (&'static str, RowReason)> {
            let account = accounts
                .get(row.account.as_str())
                .ok_or(("account", RowReason::Unknown))?;
            let meter = account.meter(&row.serial).ok_or(("serial", RowReason::Unknown))?;
            Ok((meter.id, row.taken_on))
        };
        let days: BTreeSet<_> = lines.iter().filter_map(|line| meter(&line.row).ok()).collect();
        let mut sendings = Sendings::of(known(transaction, &days).await?);
        let tomorrow = desk.now.date_naive() + Days::new(1);
        for Line { number, row } in &lines {
            // The branches are a few hours ahead of Greenwich.
            let fault = match meter(row) {
                Err(fault) => Some(fault),
                Ok(_) if on(row.step) > tomorrow => Some(("date", RowReason::Early)),
                Ok(day) => match sendings.take(day, row.step) {
                    Ok(Taken::Anew) => {
                        desk.updated += 1;
                        None
                    }
                    Ok(Taken::Before) => {
                        desk.skipped += 1;
                        None
                    }
                    Err(fault) => Some(fault),
                },
            };
            if let Some((column, reason)) = fault {
                desk.faults.note(*number, column, reason);
            }
        }
        let changed = sendings.changed();
        advance(transaction, desk.now, &changed).await?;
        tell_of_refusals(transaction, desk, &changed).await
    }
}

/// Puts down that whoever sent what was refused is told, at an hour that wakes nobody.
async fn tell_of_refusals(
    transaction: &DatabaseTransaction,
    desk: &mut Desk<'_>,
    changed: &[KnownSending],
) -> Result<(), ImportError> {
    let mut jobs = Vec::new();
    for sending in changed.iter().filter(|sending| sending.stage.is_refused()) {
        let run_at = awake_from(desk.now, sending.offset_minutes);
        let key = sending.receipt.id.to_string();
        jobs.push(row(desk.ids.next()?, Kind::Refusals, key, desk.now, run_at));
    }
    Ok(enqueue_all(transaction, jobs).await?)
}

/// What came of a right line.
enum Taken {
    /// The sending has come further.
    Anew,
    /// It had come there before.
    Before,
}

/// The sendings that a batch is about, by meter and day.
struct Sendings {
    of_day: HashMap<(Uuid, NaiveDate), Vec<KnownSending>>,
    changed: BTreeSet<Uuid>,
}

impl Sendings {
    fn of(known: Vec<KnownSending>) -> Self {
        let mut of_day: HashMap<_, Vec<_>> = HashMap::new();
        for sending in known {
            let day = (sending.receipt.meter_id, sending.taken_on);
            of_day.entry(day).or_default().push(sending);
        }
        for sendings in of_day.values_mut() {
            // The one that counts first, then the newest.
            sendings
                .sort_by_key(|sending| std::cmp::Reverse((sending.counts, sending.received_at, sending.receipt.id)));
        }
        Self {
            of_day,
            changed: BTreeSet::new(),
        }
    }

    /// Takes a step with the sending of a day that counts, or with the last one that did: the billing may have read it
    /// before it was replaced. A step that any sending of the day has taken is known.
    fn take(&mut self, day: (Uuid, NaiveDate), step: Step) -> Result<Taken, (&'static str, RowReason)> {
        let sendings = self.of_day.get_mut(&day).ok_or(("taken_on", RowReason::Unknown))?;
        if sendings.iter().any(|sending| sending.stage.has_taken(step)) {
            return Ok(Taken::Before);
        }
        let sending = sendings.first_mut().ok_or(("taken_on", RowReason::Unknown))?;
        sending.stage = sending.stage.advance(step).map_err(|_| ("state", RowReason::Step))?;
        self.changed.insert(sending.receipt.id);
        Ok(Taken::Anew)
    }

    fn changed(self) -> Vec<KnownSending> {
        let all = self.of_day.into_values().flatten();
        all.filter(|sending| self.changed.contains(&sending.receipt.id))
            .collect()
    }
}

const fn on(step: Step) -> NaiveDate {
    match step {
        Step::Check { on } | Step::Refuse { on, .. } | Step::Bill { on, .. } => on,
    }
}
