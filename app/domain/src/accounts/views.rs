//! What pages show about accounts.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Role;
use crate::{
    Money,
    billing::{Forecast, Prices},
    readings::{MeterCard, WindowState},
};

/// An account of the person's cabinet, as the switcher lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedAccount {
    /// Its id in addresses of pages; the number never stands there.
    pub id: Uuid,
    /// «Номер лицевого счёта»
    pub number: String,
    /// A name of one's own.
    pub label: Option<String>,
    /// Where the electricity goes; masked after a weak proof that was not the address itself, and for readers.
    pub address: String,
    /// «Тверь»
    pub branch: String,
    /// What the person is to it.
    pub role: Role,
}

impl LinkedAccount {
    /// What to call it where its number stands beside it.
    #[must_use]
    pub fn name(&self) -> String {
        self.label.clone().unwrap_or_else(|| "Лицевой счёт".to_owned())
    }

    /// What to call it: the own name, or the number.
    #[must_use]
    pub fn title(&self) -> String {
        self.label
            .clone()
            .unwrap_or_else(|| format!("Лицевой счёт {}", self.number))
    }
}

/// An account that carries the person's confirmed phone and is not linked yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedAccount {
    /// Its id.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// Its address.
    pub address: String,
    /// «Тверь»
    pub branch: String,
}

/// What is owed, on the supplier's last word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    /// Above zero: to be paid. Below: an advance.
    pub due: Money,
    /// The day the billing system said so.
    #[serde(with = "crate::calendar::days")]
    pub as_of: NaiveDate,
}

/// Everything the account's page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountPage {
    /// Whose cabinet it is seen in.
    pub person: Uuid,
    /// The account.
    pub account: LinkedAccount,
    /// The owner's name, masked after a weak proof; nothing for those who may not see it.
    pub owner: Option<String>,
    /// What is owed; nothing for those who may not see it.
    pub balance: Option<Balance>,
    /// The day at the branch.
    #[serde(with = "crate::calendar::days")]
    pub today: NaiveDate,
    /// Whether readings are taken today.
    pub window: WindowState,
    /// The contact centre's phone.
    pub phone: String,
    /// The account's meters, archived ones last.
    pub meters: Vec<MeterCard>,
    /// This month's prices, where the supplier says whose tariff the account pays, for those who may see
    /// what is owed.
    pub prices: Option<Prices>,
    /// Where the month is heading, for the same people; nothing where too little is known.
    pub forecast: Option<Forecast>,
}
