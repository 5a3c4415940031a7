//! A line of the tariff registry: one range of one zone.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Cells, RegistryRow, RowError, RowReason};
use crate::{
    billing::{Band, Category, Months, Tariff, TariffError, TariffLine},
    readings::{Energy, Zone},
};

/// What a kWh costs in one range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TariffRow {
    /// The branch's key.
    pub branch: String,
    /// Who pays it.
    pub category: Category,
    /// The part of the day.
    pub zone: Zone,
    /// The season; an empty cell is the whole year.
    pub months: Months,
    /// The first day.
    pub from: NaiveDate,
    /// The first day on which it holds no more.
    pub until: Option<NaiveDate>,
    /// Up to how many kWh a month, of all zones together; an empty cell is the last range.
    pub up_to: Option<Energy>,
    /// Roubles for one kWh, with VAT, at most five digits after the point.
    pub rate: Decimal,
}

/// The most roubles that a kWh may cost: a rate in kopecks is a slip.
const RATE_MAX: Decimal = Decimal::ONE_HUNDRED;
/// The most digits of a rate after the point.
const DECIMALS_MAX: u32 = 5;
/// The most kWh of a range: more than a house can draw in a month.
const UP_TO_DIGITS: u8 = 7;

impl TariffRow {
    /// The range as a line of its own.
    #[must_use]
    pub fn line(&self) -> TariffLine {
        TariffLine {
            zone: self.zone,
            months: self.months,
            from: self.from,
            until: self.until,
            bands: vec![Band {
                up_to: self.up_to,
                rate: self.rate,
            }],
        }
    }
}

impl RegistryRow for TariffRow {
    const COLUMNS: &'static [&'static str] =
        &["branch", "category", "zone", "months", "from", "until", "up_to", "rate"];

    fn read(cells: Cells<'_>) -> Result<Self, RowError> {
        let months = cells.text("months", 5)?.parse().map_err(|_| RowError {
            column: "months",
            reason: RowReason::Range,
        })?;
        Ok(Self {
            branch: cells.required("branch", 40)?.to_owned(),
            category: cells.parse("category", RowReason::Word, |key| Category::from_key(key).ok_or(()))?,
            zone: cells.parse("zone", RowReason::Word, |key| Zone::from_key(key).ok_or(()))?,
            months,
            from: cells.date("from")?,
            until: cells.optional_date("until")?,
            up_to: cells.optional("up_to", RowReason::Range, |text| Energy::parse(text, UP_TO_DIGITS, 0))?,
            rate: cells.parse("rate", RowReason::Range, read_rate)?,
        })
    }

    fn write(&self) -> Vec<String> {
        let months = if self.months == Months::YEAR {
            String::new()
        } else {
            self.months.to_string()
        };
        vec![
            self.branch.clone(),
            self.category.key().to_owned(),
            self.zone.key().to_owned(),
            months,
            self.from.to_string(),
            self.until.map(|until| until.to_string()).unwrap_or_default(),
            self.up_to.map(Energy::plain).unwrap_or_default(),
            self.rate.to_string(),
        ]
    }
}

/// Digits with a point or a comma, above zero.
fn read_rate(text: &str) -> Result<Decimal, ()> {
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    let rate: Decimal = text.replace(',', ".").parse().map_err(|_| ())?;
    let fits = Decimal::ZERO < rate && rate <= RATE_MAX && rate.scale() <= DECIMALS_MAX;
    (plain && fits).then_some(rate).ok_or(())
}

/// Whose tariff cannot be made of a registry's lines, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("тариф {branch}, {}: {error}", category.key())]
pub struct TariffsError {
    /// The branch's key.
    pub branch: String,
    /// The category.
    pub category: Category,
    /// What is wrong.
    pub error: TariffError,
}

/// The tariffs of a whole registry, its lines in any order.
///
/// # Errors
/// The first branch and category whose prices have a gap, an overlap or ranges that make no sense.
pub fn tariffs(
    rows: impl IntoIterator<Item = TariffRow>,
) -> Result<BTreeMap<(String, Category), Tariff>, TariffsError> {
    let mut ranges: BTreeMap<(String, Category), Vec<TariffLine>> = BTreeMap::new();
    for row in rows {
        let line = row.line();
        ranges.entry((row.branch, row.category)).or_default().push(line);
    }
    let made =
        ranges.into_iter().map(
            |((branch, category), ranges)| match Tariff::new(TariffLine::of_ranges(ranges)) {
                Ok(tariff) => Ok(((branch, category), tariff)),
                Err(error) => Err(TariffsError {
                    branch,
                    category,
                    error,
                }),
            },
        );
    made.collect()
}

#[cfg(test)]
mod tests {
    use super::{super::row::tests::*, *};

    const RIGHT: &[(&str, &str)] = &[
        ("branch", "khakassia"),
        ("category", "electric_heating"),
        ("zone", "single"),
        ("months", "10-4"),
        ("from", "2026-01-01"),
        ("until", "2026-10-01"),
        ("up_to", "7020"),
        ("rate", "2.28"),
    ];

    #[test]
    fn a_range_is_read_and_written_back() {
        let row: TariffRow = read(RIGHT).expect("a range");
        let cells: Vec<_> = RIGHT.iter().map(|(_, value)| (*value).to_owned()).collect();
        assert_eq!(row.write(), cells);
        let mut open = RIGHT.to_vec();
        for column in ["months", "until", "up_to"] {
            open = with(&open, column, "");
        }
        let row: TariffRow = read(&open).expect("a range");
        assert_eq!((row.months, row.until, row.up_to), (Months::YEAR, None, None));
        let comma: TariffRow = read(&with(RIGHT, "rate", "6,6215")).expect("a range");
        assert_eq!(comma.rate, Decimal::new(66_215, 4));
    }

    fn row(zone: &str, from: &str, up_to: &str, rate: &str) -> TariffRow {
        let cells = [
            ("zone", zone),
            ("months", ""),
            ("from", from),
            ("until", ""),
            ("up_to", up_to),
            ("rate", rate),
        ];
        let line = cells
            .into_iter()
            .fold(RIGHT.to_vec(), |line, (column, value)| with(&line, column, value));
        read(&line).expect("a range")
    }

    #[test]
    fn lines_in_any_order_make_a_tariff_for_each_branch_and_category() {
        let mut rows = vec![
            row("single", "2026-01-01", "", "5.93"),
            row("night", "2026-01-01", "", "1.90"),
            row("single", "2026-01-01", "3900", "2.28"),
            row("single", "2026-01-01", "6000", "2.62"),
        ];
        let mut rural = row("single", "2026-01-01", "", "4.17");
        rural.category = Category::Rural;
        rows.push(rural);
        let made = tariffs(rows.clone()).expect("two tariffs");
        let keys: Vec<_> = made
            .keys()
            .map(|(branch, category)| (branch.as_str(), *category))
            .collect();
        assert_eq!(
            keys,
            [("khakassia", Category::Rural), ("khakassia", Category::ElectricHeating)]
        );
        let lines = made[&("khakassia".to_owned(), Category::ElectricHeating)].lines();
        let rates: Vec<_> = lines.iter().map(|line| line.bands.len()).collect();
        assert_eq!(rates, [3, 1]);
        rows.push(row("single", "2026-05-01", "", "6"));
        let error = tariffs(rows).expect_err("two prices");
        assert_eq!(
            error.to_string(),
            "тариф khakassia, electric_heating: зона «single»: две цены на 2026-05-01"
        );
    }

    #[test]
    fn what_makes_no_sense_is_told_by_its_column() {
        for (column, value, reason) in [
            ("branch", "", RowReason::Empty),
            ("category", "firm", RowReason::Word),
            ("zone", "noon", RowReason::Word),
            ("months", "10-13", RowReason::Range),
            ("from", "01.01.2026", RowReason::Date),
            ("up_to", "7020.5", RowReason::Range),
            ("up_to", "-1", RowReason::Range),
            ("rate", "595", RowReason::Range),
            ("rate", "0", RowReason::Range),
            ("rate", "-2.28", RowReason::Range),
            ("rate", "2.280001", RowReason::Range),
            ("rate", "1e1", RowReason::Range),
            ("rate", "", RowReason::Empty),
        ] {
            assert_eq!(
                read::<TariffRow>(&with(RIGHT, column, value)),
                Err((column, reason)),
                "{column}: {value}"
            );
        }
    }
}
