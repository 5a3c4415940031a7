//! One account with everything that the registries tell about it.

use std::io;

use domain::{
    FieldError,
    billing::Category,
    exchange::{AccountRow, MeterRow, PaymentRow, ReadingRow, StateRow},
};
use fastrand::Rng;

use super::{
    Plan,
    branches::SampleBranch,
    chance::{Subject, chance, one_of},
    history, meters, people, states,
};

/// Streets that no town has.
const STREETS: [&str; 6] = [
    "ул. Образцовая",
    "пер. Примерный",
    "ул. Вымышленная",
    "пр-д Условный",
    "ул. Показательная",
    "пер. Пробный",
];

/// The lines about one account.
pub(super) struct Household {
    pub(super) account: AccountRow,
    pub(super) meters: Vec<MeterRow>,
    pub(super) readings: Vec<ReadingRow>,
    pub(super) payments: Vec<PaymentRow>,
    pub(super) states: Vec<StateRow>,
}

/// The household `index` of a sample. Neighbouring accounts belong to different branches; every third belongs to the
/// owner of the one before, so that one phone leads to two accounts.
pub(super) fn household(plan: Plan, branches: &[SampleBranch], index: u32) -> io::Result<Household> {
    let count = u32::try_from(branches.len()).unwrap_or(u32::MAX).max(1);
    let (at, place) = (index % count, index / count);
    let sample = usize::try_from(at)
        .ok()
        .and_then(|at| branches.get(at))
        .ok_or(io::ErrorKind::NotFound)?;
    let owner = if index % 3 == 2 { index - 1 } else { index };
    let mut rng = chance(plan.seed, index, Subject::House);
    let mask = &sample.branch.mask;
    let number = format!(
        "{}{:0width$}",
        mask.prefix(),
        place + 1,
        width = mask.length() - mask.prefix().len()
    );
    let mut account = AccountRow {
        number: within_bounds(number.parse())?,
        branch: sample.branch.code.clone(),
        address: address(sample, &mut rng),
        owner: people::full_name(plan.seed, owner),
        phone: Some(within_bounds(format!("+7999{:07}", owner % 10_000_000).parse())?),
        balance: domain::Money::ZERO,
        balance_on: plan.today,
        category: Some(category(at, place)),
    };
    let mut meters = meters::of(plan, &account.number, at, place, &mut rng);
    if is_heated(at, place) {
        // It turns over a hundred thousand within three years.
        meters.iter_mut().for_each(|meter| meter.digits = 6);
    }
    let tariff = account.category.and_then(|category| sample.tariffs.get(&category));
    let habits = history::Habits {
        index,
        heated: is_heated(at, place),
    };
    let history = history::of(plan, sample, tariff.ok_or(io::ErrorKind::NotFound)?, habits, &meters);
    account.balance = history.balance;
    let payments = history.payments(&account.number);
    Ok(Household {
        states: states::of(plan, index, &history.readings),
        account,
        meters,
        readings: history.readings,
        payments,
    })
}

/// One in twenty is a country house that is heated by electricity, which the supplier was not told: its winter is near the
/// end of the first range. The second account of the demonstration is one.
const fn is_heated(at: u32, place: u32) -> bool {
    matches!((place + at) % 40, 2 | 38)
}

/// Most homes are in towns; every branch has some of the others.
const fn category(at: u32, place: u32) -> Category {
    if is_heated(at, place) {
        return Category::Rural;
    }
    match (place + at) % 8 {
        5 => Category::ElectricStove,
        6 => Category::Rural,
        7 => Category::ElectricHeating,
        _ => Category::City,
    }
}

/// A branch has only so many numbers.
fn within_bounds<T>(made: Result<T, FieldError>) -> io::Result<T> {
    made.map_err(|_| io::Error::other("a sample has no room for so many accounts"))
}

fn address(sample: &SampleBranch, rng: &mut Rng) -> String {
    let (post_code, street) = (one_of(rng, &sample.post_codes), one_of(rng, &STREETS));
    let house = rng.u32(1..=120);
    let flat = if rng.u32(..100) < 15 {
        String::new()
    } else {
        format!(", кв. {}", rng.u32(1..=140))
    };
    format!("{post_code}, {}, {street}, д. {house}{flat}", sample.town)
}
