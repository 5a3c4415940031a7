//! Three years of an account: what its registers showed at the end of each month, what was charged, what was paid.

use chrono::{Datelike, Days, Months, NaiveDate};
use domain::{
    Money,
    accounts::AccountNumber,
    exchange::{MeterRow, PaymentRow, ReadingRow},
    readings::{Energy, Source, Zone},
};
use fastrand::Rng;

use super::{
    Plan,
    branches::SampleBranch,
    chance::{Subject, chance},
    meters::MONTHS,
};

/// Use in each month of the year, in hundredths of the usual.
const SEASONS: [i64; 12] = [130, 126, 114, 100, 86, 76, 74, 78, 88, 102, 116, 128];

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

/// The history of the account `index` with these meters.
pub(super) fn of(plan: Plan, sample: &SampleBranch, index: u32, meters: &[MeterRow]) -> History {
    let mut rng = chance(plan.seed, index, Subject::History);
    let usual = rng.i64(70..400);
    let (mut readings, mut paid, mut balance) = (Vec::new(), Vec::new(), 0_i64);
    let mut dials: Vec<_> = meters.iter().map(|meter| Dials::new(meter, &mut rng)).collect();
    let this_month = plan.today.with_day(1).unwrap_or(plan.today);
    for back in (1..=MONTHS).rev() {
        let month = domain::calendar::months_before(this_month, back);
        let window = sample.branch.window;
        let taken_on = month.with_day(rng.u32(window.from()..=window.to())).unwrap_or(month);
        let season = usize::try_from(month.month0())
            .ok()
            .and_then(|at| SEASONS.get(at))
            .copied()
            .unwrap_or(100);
        let volume = usual * season / 100 * rng.i64(80..=120) / 100;
        for dials in dials.iter_mut().filter(|dials| dials.counts_on(taken_on)) {
            balance += dials.turn(volume, sample.rate, &mut rng);
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

/// A meter's registers as they turn.
struct Dials<'a> {
    meter: &'a MeterRow,
    /// The zone, what its register shows in thousandths of a kWh, its share of the use and of the rate in hundredths.
    registers: Vec<(Zone, i64, i64, i64)>,
}

impl<'a> Dials<'a> {
    fn new(meter: &'a MeterRow, rng: &mut Rng) -> Self {
        let age = (meter.archived_on.is_some() || meter.digits == 5)
            .then(|| rng.i64(1_000..15_000))
            .unwrap_or_default();
        let shares = |zone| match (zone, meter.zones.count()) {
            (Zone::Single, _) => (100, 100),
            (Zone::Day, _) => (68, 115),
            (Zone::Peak, _) => (25, 130),
            (Zone::HalfPeak, _) => (45, 100),
            (Zone::Night, 2) => (32, 65),
            (Zone::Night, _) => (30, 65),
        };
        let register = |&zone: &Zone| {
            let (use_share, rate_share) = shares(zone);
            (zone, age * use_share * 10, use_share, rate_share)
        };
        Self {
            meter,
            registers: meter.zones.zones().iter().map(register).collect(),
        }
    }

    fn counts_on(&self, day: NaiveDate) -> bool {
        self.meter.installed_on <= day && self.meter.archived_on.is_none_or(|archived_on| day < archived_on)
    }

    /// Uses `volume` kWh; what that costs in kopecks.
    fn turn(&mut self, volume: i64, rate: i64, rng: &mut Rng) -> i64 {
        let unit = if self.meter.decimals == 0 { 1_000 } else { 100 };
        let mut cost = 0;
        for (_, shows, use_share, rate_share) in &mut self.registers {
            let used = volume * *use_share * rng.i64(90..=110) / 10 / unit * unit;
            *shows += used;
            cost += used * rate * *rate_share / 100_000;
        }
        cost
    }

    fn read(&self, taken_on: NaiveDate, source: Source) -> impl Iterator<Item = ReadingRow> {
        self.registers.iter().map(move |(zone, shows, ..)| ReadingRow {
            account: self.meter.account.clone(),
            serial: self.meter.serial.clone(),
            zone: *zone,
            taken_on,
            value: Energy::from_thousandths(*shows),
            source,
        })
    }
}
