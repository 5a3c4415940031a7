//! Three years of an account: what its registers showed at the end of each month, what was charged, what was paid.

use chrono::{Datelike, Days, Months, NaiveDate};
use domain::{
    Money,
    accounts::AccountNumber,
    billing::Tariff,
    exchange::{MeterRow, PaymentRow, ReadingRow},
    readings::{Energy, Source},
};
use fastrand::Rng;

use super::{
    Plan,
    branches::SampleBranch,
    chance::{Subject, chance},
    dials::Dials,
    meters::MONTHS,
};

/// Use in each month of the year, in hundredths of the usual.
const SEASONS: [i64; 12] = [130, 126, 114, 100, 86, 76, 74, 78, 88, 102, 116, 128];

/// The same where electricity heats.
const HEATED: [i64; 12] = [150, 142, 126, 102, 66, 34, 30, 32, 60, 102, 126, 146];

/// How a household lives.
#[derive(Debug, Clone, Copy)]
pub(super) struct Habits {
    /// The account's place in the sample.
    pub(super) index: u32,
    /// Whether electricity heats the house.
    pub(super) heated: bool,
}

/// What came of three years.
pub(super) struct History {
    pub(super) readings: Vec<ReadingRow>,
    /// What is to be paid today, or paid in advance.
    pub(super) balance: Money,
    paid: Vec<(NaiveDate, Money)>,
}

impl History {
    /// The payments, each with its own number.
    pub(super) fn payments(&self, account: &AccountNumber) -> Vec<PaymentRow> {
        let row = |&(paid_on, amount): &(NaiveDate, Money)| PaymentRow {
            account: account.clone(),
            paid_on,
            amount,
            reference: format!("{}-{}", account.as_str(), paid_on.format("%Y%m")),
        };
        self.paid.iter().map(row).collect()
    }
}

/// The history of an account with these meters and prices.
pub(super) fn of(plan: Plan, sample: &SampleBranch, tariff: &Tariff, habits: Habits, meters: &[MeterRow]) -> History {
    let Habits { index, heated } = habits;
    let mut rng = chance(plan.seed, index, Subject::History);
    let (usual, seasons) = match rng.i64(70..400) {
        usual if heated => (usual + 3_400, HEATED),
        usual => (usual, SEASONS),
    };
    let (mut readings, mut paid, mut balance) = (Vec::new(), Vec::new(), 0_i64);
    let this_month = plan.today.with_day(1).unwrap_or(plan.today);
    let begins = domain::calendar::months_before(this_month, MONTHS);
    let mut dials: Vec<_> = meters.iter().map(|meter| Dials::new(meter, begins, &mut rng)).collect();
    for back in (1..=MONTHS).rev() {
        let month = domain::calendar::months_before(this_month, back);
        let window = sample.branch.window;
        let taken_on = month.with_day(rng.u32(window.from()..=window.to())).unwrap_or(month);
        let season = usize::try_from(month.month0())
            .ok()
            .and_then(|at| seasons.get(at))
            .copied()
            .unwrap_or(100);
        let volume = usual * season / 100 * rng.i64(80..=120) / 100;
        for dials in dials.iter_mut().filter(|dials| dials.counts_on(taken_on)) {
            let used = dials.turn(volume, &mut rng);
            let charge = tariff.charge(month, &used, Energy::ZERO).unwrap_or_default();
            balance += charge.total.kopecks();
            readings.extend(dials.read(taken_on, source(&mut rng)));
        }
        let payment = if back > 1 {
            usual_payment(balance, &mut rng)
        } else {
            last_payment(balance, index)
        };
        let paid_on = pay_day(month, plan.today, &mut rng);
        if payment > 0 {
            paid.push((paid_on, Money::from_kopecks(payment)));
            balance -= payment;
        }
    }
    History {
        readings,
        balance: Money::from_kopecks(balance),
        paid,
    }
}

/// Most pay to the kopeck, some a part, some more, some nothing.
fn usual_payment(balance: i64, rng: &mut Rng) -> i64 {
    match rng.u32(..100) {
        0..=7 => balance / 20_000 * 10_000,
        8..=10 => balance / 50_000 * 50_000 + 50_000,
        11..=14 => 0,
        _ => balance,
    }
}

/// Whether the last bill is paid, not yet paid or paid with an advance follows from the account's place alone.
const fn last_payment(balance: i64, index: u32) -> i64 {
    match index % 10 {
        0..=4 => balance,
        5..=7 => 0,
        _ => balance / 10_000 * 10_000 + 30_000,
    }
}

/// Between the 1st and the 15th of the next month, but not after today.
fn pay_day(month: NaiveDate, today: NaiveDate, rng: &mut Rng) -> NaiveDate {
    let next = month.checked_add_months(Months::new(1)).unwrap_or(month);
    next.checked_add_days(Days::new(rng.u64(..15)))
        .unwrap_or(next)
        .min(today)
}

/// Most readings are the customer's own.
fn source(rng: &mut Rng) -> Source {
    match rng.u32(..100) {
        0..=6 => Source::Controller,
        7..=11 => Source::Calculated,
        _ => Source::Customer,
    }
}
