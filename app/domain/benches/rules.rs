//! What the rules cost that run at every key press in the browser and once more on the server.

use std::{error::Error, hint::black_box, time::Duration};

use chrono::NaiveDate;
use criterion::Criterion;
use domain::{
    Money,
    accounts::{AccountNumber, Proof},
    billing::{Band, Months, OpenMonth, Register, Shown, Tariff, TariffLine, Use, advise},
    readings::{Energy, MeterRules, PastReading, ReadingForm, RegisterRules, Window, Zone, ZoneSet},
};
use rust_decimal::Decimal;

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> Outcome {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    readings(&mut criterion)?;
    texts(&mut criterion)?;
    billing(&mut criterion)?;
    outlook(&mut criterion)?;
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

/// What a month costs: the usual bill, and the longest one there is.
fn billing(criterion: &mut Criterion) -> Outcome {
    let day = |month| NaiveDate::from_ymd_opt(2026, month, 15).ok_or("no such day");
    let bands = |dearer: i64| {
        let limits = [Some(3_900), Some(6_000), None];
        let rates = [595, 810, 1_240].map(|rate| Decimal::new(rate + dearer, 2));
        let band = |(up_to, rate): (Option<i64>, Decimal)| Band {
            up_to: up_to.map(Energy::from_kwh),
            rate,
        };
        limits.into_iter().zip(rates).map(band).collect::<Vec<_>>()
    };
    let line = |zone, from, until, dearer| TariffLine {
        zone,
        months: Months::YEAR,
        from,
        until,
        bands: bands(dearer),
    };
    let (first, change) = (day(1)?, day(10)?);
    let zones = Zone::ALL.into_iter();
    let lines = zones.flat_map(|zone| [line(zone, first, Some(change), 0), line(zone, change, None, 67)]);
    let tariff = Tariff::new(lines.collect())?;
    let used = |zones: &[Zone], kwh| {
        let volume = Energy::from_kwh(kwh);
        zones.iter().map(|&zone| Use { zone, volume }).collect::<Vec<_>>()
    };
    let usual = used(ZoneSet::One.zones(), 210);
    let longest = used(ZoneSet::Three.zones(), 3_000);
    for (name, month, used, lines) in [("charge", day(11)?, usual, 1), ("charge_longest", change, longest, 18)] {
        let charge = tariff.charge(month, &used, Energy::ZERO).ok_or("no price")?;
        if charge.lines.len() != lines {
            return Err(format!("{name}: {} lines", charge.lines.len()).into());
        }
        criterion.bench_function(name, |b| {
            b.iter(|| black_box(&tariff).charge(month, black_box(&used), Energy::ZERO));
        });
    }
    Ok(())
}

/// A year of three zones, reckoned for each number of them, and where the next month is heading.
fn outlook(criterion: &mut Criterion) -> Outcome {
    let (past, today, _) = year()?;
    let register = |zone: &Zone| {
        let own = past.iter().filter(|reading| reading.zone == *zone);
        let shown = own.map(|reading| Shown {
            taken_on: reading.taken_on,
            value: reading.value,
            real: true,
        });
        Register::new(*zone, 5, true, shown.collect())
    };
    let registers: Vec<_> = ZoneSet::Three.zones().iter().map(register).collect();
    let first = NaiveDate::from_ymd_opt(2025, 1, 1).ok_or("no such day")?;
    let line = |zone| TariffLine {
        zone,
        months: Months::YEAR,
        from: first,
        until: None,
        bands: vec![
            Band {
                up_to: Some(Energy::from_kwh(3_900)),
                rate: Decimal::new(595, 2),
            },
            Band {
                up_to: None,
                rate: Decimal::new(810, 2),
            },
        ],
    };
    let tariff = Tariff::new(Zone::ALL.into_iter().map(line).collect())?;
    let window = Window::new(20, 25)?.state(today);
    if advise(&registers, &tariff, today).is_err() {
        return Err("no advice".into());
    }
    let open = OpenMonth::of(&registers, window);
    open.forecast(&tariff, &registers, today).ok_or("no forecast")?;
    criterion.bench_function("advice_of_a_year", |b| {
        b.iter(|| advise(black_box(&registers), &tariff, today));
    });
    criterion.bench_function("forecast", |b| {
        b.iter(|| open.forecast(&tariff, black_box(&registers), today));
    });
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
