//! A line of the payment registry.

use chrono::NaiveDate;

use super::{Cells, RegistryRow, RowError, RowReason};
use crate::{Money, accounts::AccountNumber};

/// One payment that reached the supplier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentRow {
    /// The account.
    pub account: AccountNumber,
    /// The day it was paid.
    pub paid_on: NaiveDate,
    /// Above zero.
    pub amount: Money,
    /// The billing system's own number of the payment, unique.
    pub reference: String,
}

impl RegistryRow for PaymentRow {
    const COLUMNS: &'static [&'static str] = &["account", "paid_on", "amount", "reference"];

    fn read(cells: Cells<'_>) -> Result<Self, RowError> {
        let amount = cells.money("amount")?;
        if amount <= Money::ZERO {
            return Err(RowError {
                column: "amount",
                reason: RowReason::NotPositive,
            });
        }
        Ok(Self {
            account: cells.parse("account", RowReason::Number, str::parse)?,
            paid_on: cells.date("paid_on")?,
            amount,
            reference: cells.required("reference", 60)?.to_owned(),
        })
    }

    fn write(&self) -> Vec<String> {
        vec![
            self.account.as_str().to_owned(),
            self.paid_on.to_string(),
            self.amount.plain(),
            self.reference.clone(),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::{super::row::tests::*, *};

    const RIGHT: &[(&str, &str)] = &[
        ("account", "690000001"),
        ("paid_on", "2026-10-12"),
        ("amount", "102.00"),
        ("reference", "P-1"),
    ];

    #[test]
    fn a_payment_is_read_and_written_back() {
        let row: PaymentRow = read(RIGHT).expect("a payment");
        assert_eq!(
            row.write(),
            RIGHT.iter().map(|(_, value)| (*value).to_owned()).collect::<Vec<_>>()
        );
    }

    #[test]
    fn nothing_and_less_are_no_payments() {
        for value in ["0.00", "-102.00"] {
            assert_eq!(
                read::<PaymentRow>(&with(RIGHT, "amount", value)),
                Err(("amount", RowReason::NotPositive))
            );
        }
        assert_eq!(
            read::<PaymentRow>(&with(RIGHT, "amount", "102")),
            Err(("amount", RowReason::Sum))
        );
    }
}
