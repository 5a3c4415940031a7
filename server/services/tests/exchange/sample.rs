//! The sample: the same for the same plan, taken in whole, plausible.

use std::{
    collections::{HashMap, HashSet},
    fs,
    path::Path,
};

use chrono::{Datelike, NaiveDate};
use db::testing::TestDb;
use services::{
    exchange::Registry,
    sample::{Files, Plan, generate, load},
};

use crate::support::{Numbered, Stopped, count};

fn plan(accounts: u32, seed: u64) -> Plan {
    Plan {
        accounts,
        seed,
        today: NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date"),
    }
}

fn written(plan: Plan, dir: &Path) -> Files {
    generate(plan, dir).expect("a sample")
}

fn read(files: &Files, registry: Registry) -> String {
    fs::read_to_string(files.of(registry)).expect("a file")
}

/// The cells of a file's lines without the header.
fn cells(files: &Files, registry: Registry) -> Vec<Vec<String>> {
    read(files, registry)
        .lines()
        .skip(1)
        .map(|line| line.split(';').map(str::to_owned).collect())
        .collect()
}

/// Months since the beginning of time.
fn month(date: NaiveDate) -> i32 {
    date.year() * 12 + i32::try_from(date.month()).expect("a month")
}

#[test]
fn the_same_plan_gives_the_same_files_and_another_seed_gives_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let [one, same, other] =
        [("one", 1), ("same", 1), ("other", 2)].map(|(name, seed)| written(plan(40, seed), &folder.path().join(name)));
    for registry in Registry::ALL {
        assert_eq!(read(&one, registry), read(&same, registry), "{registry}");
    }
    for registry in [
        Registry::Accounts,
        Registry::Meters,
        Registry::Readings,
        Registry::Payments,
    ] {
        assert_ne!(read(&one, registry), read(&other, registry), "{registry}");
    }
}

#[test]
fn a_larger_sample_begins_like_a_smaller_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let small = written(plan(10, 1), &folder.path().join("small"));
    let large = written(plan(20, 1), &folder.path().join("large"));
    for registry in Registry::ALL {
        assert!(
            read(&large, registry).starts_with(&read(&small, registry)),
            "{registry}"
        );
    }
}

#[test]
fn registers_never_turn_back_and_are_read_once_a_month_within_the_branches_window() {
    let folder = tempfile::tempdir().expect("a folder");
    for seed in 0..5 {
        let files = written(plan(60, seed), folder.path());
        let windows: HashMap<_, _> = [
            ("46", 23..=26),
            ("51", 5..=25),
            ("67", 23..=25),
            ("69", 23..=26),
            ("19", 20..=25),
        ]
        .into();
        let mut last: HashMap<String, (NaiveDate, f64)> = HashMap::new();
        for line in cells(&files, Registry::Readings) {
            let (account, key) = (&line[0], line[..3].join(";"));
            let taken_on: NaiveDate = line[3].parse().expect("a date");
            let value: f64 = line[4].parse().expect("a value");
            assert!(windows[&account[..2]].contains(&taken_on.day()), "{line:?}");
            assert!((taken_on.year(), taken_on.month()) < (2026, 11), "{line:?}");
            if let Some((before, shown)) = last.insert(key, (taken_on, value)) {
                assert!(value >= shown, "{line:?}");
                assert_eq!(month(taken_on) - month(before), 1, "{line:?}");
            }
        }
    }
}

#[test]
fn readings_have_no_more_digits_than_their_meter() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = written(plan(200, 3), folder.path());
    let key = |account: &str, serial: &str| format!("{account} {serial}");
    let meters = cells(&files, Registry::Meters)
        .into_iter()
        .map(|meter| (key(&meter[1], &meter[0]), meter));
    let meters: HashMap<_, _> = meters.collect();
    for line in cells(&files, Registry::Readings) {
        let meter = &meters[&key(&line[0], &line[1])];
        let (whole, part) = line[4].split_once('.').unwrap_or((&line[4], ""));
        let [digits, decimals] = [&meter[3], &meter[4]].map(|count| count.parse::<usize>().expect("a count"));
        assert!(whole.len() <= digits && part.len() <= decimals, "{line:?}");
    }
}

#[test]
fn even_fifty_accounts_have_every_kind_of_meter_balance_and_phone() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = written(plan(50, 7), folder.path());
    let (accounts, meters) = (cells(&files, Registry::Accounts), cells(&files, Registry::Meters));
    for zones in ["1", "2", "3"] {
        assert!(meters.iter().any(|meter| meter[2] == zones), "{zones} zones");
    }
    assert!(
        meters.iter().any(|meter| meter[6].as_str() < "2026-11-22"),
        "an overdue verification"
    );
    assert!(meters.iter().any(|meter| !meter[7].is_empty()), "an archived meter");
    let balances: Vec<_> = accounts.iter().map(|account| account[5].as_str()).collect();
    assert!(balances.contains(&"0.00") && balances.iter().any(|sum| sum.starts_with('-')));
    assert!(balances.iter().any(|sum| !sum.starts_with('-') && *sum != "0.00"));
    let (second, third) = (&accounts[1], &accounts[2]);
    assert_eq!(
        (second[4].as_str(), third[4].as_str()),
        ("+79990000001", "+79990000001")
    );
    assert!(
        second[1] != third[1] && second[3] == third[3],
        "one owner, two branches"
    );
    let months: HashSet<_> = cells(&files, Registry::Readings)
        .iter()
        .map(|line| (line[0].clone(), line[3][..7].to_owned()))
        .collect();
    assert_eq!(months.len(), 50 * 36, "three years for each account");
}

db::both_databases! {
    async fn a_sample_of_fifty_accounts_is_taken_in_whole(db: TestDb) {
        let folder = tempfile::tempdir().expect("a folder");
        let reports = load(&db, &Stopped, &Numbered, plan(50, 7), folder.path()).await.expect("a sample");
        for report in &reports {
            let table = report.registry.key();
            if report.registry == Registry::States {
                assert_eq!((report.added, report.updated, report.skipped), (0, report.rows, 0), "{table}");
                continue;
            }
            assert_eq!((report.added, report.updated, report.skipped), (report.rows, 0, 0), "{table}");
            assert_eq!(count(&db, table).await, i64::try_from(report.rows).expect("a count"), "{table}");
        }
        assert_eq!(count(&db, "branches WHERE is_sample").await, 5);
        for (state, columns) in [
            ("accepted", "checked_on IS NULL AND refused_on IS NULL"),
            ("checked", "checked_on IS NOT NULL AND billed_on IS NULL"),
            ("refused", "refused_on IS NOT NULL"),
            ("billed", "billed_on IS NOT NULL"),
        ] {
            assert!(count(&db, &format!("receipts WHERE {columns}")).await > 0, "{state}");
        }
        let again = load(&db, &Stopped, &Numbered, plan(50, 7), folder.path()).await.expect("a sample");
        assert!(again.iter().all(|report| report.already_imported));
    }
}
