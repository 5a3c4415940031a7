//! What the rules cost that run at every key press in the browser and once more on the server.

use std::{error::Error, hint::black_box, time::Duration};

use chrono::NaiveDate;
use criterion::Criterion;
use domain::{
    Money,
    accounts::{AccountNumber, Proof},
    readings::{Energy, MeterRules, PastReading, ReadingForm, RegisterRules, Zone, ZoneSet},
};

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> Outcome {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    readings(&mut criterion)?;
    texts(&mut criterion)?;
    criterion.final_summary();
    Ok(())
}

/// A meter of three zones with a year of readings, as the form has it.
fn readings(criterion: &mut Criterion) -> Outcome {
    let (past, today, opens) = year()?;
    let register = |&zone: &Zone| RegisterRules::from_history(zone, 5, &past, opens);
    let meter = MeterRules {
        digits: 5,
        decimals: 0,
        registers: ZoneSet::Three.zones().iter().map(register).collect(),
    };
    let mut form = ReadingForm::default();
    for (zone, text) in [(Zone::Peak, "2 210"), (Zone::HalfPeak, "2215"), (Zone::Night, "2220")] {
        form.set(zone, text.to_owned());
    }
    form.validate(&meter, today).map_err(|_| "the form is refused")?;
    criterion.bench_function("reading_form", |b| {
        b.iter(|| black_box(&form).validate(black_box(&meter), today).is_ok());
    });
    criterion.bench_function("register_from_history", |b| {
        b.iter(|| RegisterRules::from_history(Zone::Peak, 5, black_box(&past), opens));
    });
    criterion.bench_function("energy", |b| {
        b.iter(|| Energy::parse(black_box("12 345,6"), 6, 1).is_ok())
    });
    Ok(())
}

/// Sums, account numbers and the three kinds of proof, as people type them.
fn texts(criterion: &mut Criterion) -> Outcome {
    criterion.bench_function("money", |b| b.iter(|| black_box("1 234,56").parse::<Money>().is_ok()));
    criterion.bench_function("account_number", |b| {
        b.iter(|| black_box("69 000 00 01").parse::<AccountNumber>().is_ok());
    });
    let proofs = [
        ("proof_sum", "sum+address", "1 234,56"),
        (
            "proof_address",
            "sum+address",
            "170000, г. Тверь, ул. Образцовая, д. 12, кв. 34",
        ),
        ("proof_surname", "sum+surname", "Алёшкина"),
    ];
    for (name, allowed, text) in proofs {
        let allowed = allowed.parse()?;
        Proof::parse(text, allowed).map_err(|_| "the proof is refused")?;
        criterion.bench_function(name, |b| b.iter(|| Proof::parse(black_box(text), allowed).is_ok()));
    }
    Ok(())
}

/// Thirteen monthly readings of three registers, today, and the day on which the window opened.
fn year() -> Result<(Vec<PastReading>, NaiveDate, NaiveDate), &'static str> {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).ok_or("no such day");
    let mut past = Vec::new();
    for (month, kwh) in (0..13_u32).zip((600_i64..).step_by(120)) {
        let taken_on = day(2025 + i32::from(month > 1), (month + 10) % 12 + 1, 24)?;
        for zone in ZoneSet::Three.zones() {
            past.push(PastReading {
                zone: *zone,
                value: Energy::from_kwh(kwh),
                taken_on,
            });
        }
    }
    Ok((past, day(2026, 12, 24)?, day(2026, 12, 20)?))
}
