//! A line of the account registry.

use chrono::NaiveDate;

use super::{Cells, RegistryRow, RowError, RowReason};
use crate::{Money, accounts::AccountNumber, billing::Category, fold, identity::Phone};

/// One personal account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// Unique among all branches.
    pub number: AccountNumber,
    /// The code of its branch.
    pub branch: String,
    /// As printed on the bill.
    pub address: String,
    /// Surname, name, patronymic.
    pub owner: String,
    /// The owner's mobile phone, if the supplier knows it.
    pub phone: Option<Phone>,
    /// Above zero: to be paid. Below: an advance.
    pub balance: Money,
    /// The day of that balance.
    pub balance_on: NaiveDate,
    /// Whose tariff it pays; nothing is told of money where the supplier does not say.
    pub category: Option<Category>,
}

impl AccountRow {
    /// The owner's surname, folded for comparison.
    #[must_use]
    pub fn surname(&self) -> String {
        fold::fold(self.owner.split_whitespace().next().unwrap_or_default())
    }
}

impl RegistryRow for AccountRow {
    const COLUMNS: &'static [&'static str] = &[
        "number",
        "branch",
        "address",
        "owner",
        "phone",
        "balance",
        "balance_on",
        "category",
    ];

    fn read(cells: Cells<'_>) -> Result<Self, RowError> {
        Ok(Self {
            number: cells.parse("number", RowReason::Number, str::parse)?,
            branch: cells.required("branch", 40)?.to_owned(),
            address: cells.required("address", 300)?.to_owned(),
            owner: cells.required("owner", 200)?.to_owned(),
            phone: cells.optional("phone", RowReason::Phone, str::parse)?,
            balance: cells.money("balance")?,
            balance_on: cells.date("balance_on")?,
            category: cells.optional("category", RowReason::Word, |key| Category::from_key(key).ok_or(()))?,
        })
    }

    fn write(&self) -> Vec<String> {
        vec![
            self.number.as_str().to_owned(),
            self.branch.clone(),
            self.address.clone(),
            self.owner.clone(),
            self.phone.as_ref().map(Phone::e164).unwrap_or_default(),
            self.balance.plain(),
            self.balance_on.to_string(),
            self.category
                .map(|category| category.key().to_owned())
                .unwrap_or_default(),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::{super::row::tests::*, *};

    const RIGHT: &[(&str, &str)] = &[
        ("number", "690000001"),
        ("branch", "tver"),
        ("address", "170100, г. Тверь, ул. Образцовая, д. 1"),
        ("owner", "Сёмина Анна Петровна"),
        ("phone", "+79990000001"),
        ("balance", "-10.50"),
        ("balance_on", "2026-11-01"),
        ("category", "city"),
    ];

    #[test]
    fn an_account_is_read_and_written_back() {
        let row: AccountRow = read(RIGHT).expect("an account");
        assert_eq!(row.surname(), "семина");
        assert_eq!(
            row.write(),
            RIGHT.iter().map(|(_, value)| (*value).to_owned()).collect::<Vec<_>>()
        );
        for may_be_empty in ["phone", "category"] {
            assert!(
                read::<AccountRow>(&with(RIGHT, may_be_empty, "")).is_ok(),
                "{may_be_empty}"
            );
        }
    }

    #[test]
    fn a_wrong_cell_is_named() {
        for (column, value, reason) in [
            ("number", "69-А", RowReason::Number),
            ("number", "", RowReason::Empty),
            ("phone", "+1 212 5550101", RowReason::Phone),
            ("balance", "10", RowReason::Sum),
            ("balance_on", "01.11.2026", RowReason::Date),
            ("address", "", RowReason::Empty),
            ("category", "firm", RowReason::Word),
        ] {
            assert_eq!(read::<AccountRow>(&with(RIGHT, column, value)), Err((column, reason)));
        }
    }
}
