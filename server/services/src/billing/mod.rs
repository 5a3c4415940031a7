//! What an account pays by, what its month will come to, which zones would suit it.

mod advice;
mod forecast;

use chrono::NaiveDate;
use db::entity::accounts;
use domain::{
    billing::{Category, Prices},
    calendar::{month_of, months_after},
};
use sea_orm::ConnectionTrait;

pub use advice::advice;

pub(crate) use forecast::forecast;

use crate::Result;

/// The prices of a day's month; nothing where billing does not say whose tariff the account pays, or has none for it.
pub(crate) async fn prices(
    conn: &impl ConnectionTrait,
    account: &accounts::Model,
    today: NaiveDate,
) -> Result<Option<Prices>> {
    let Some(category) = account.category.as_deref().and_then(Category::from_key) else {
        return Ok(None);
    };
    let month = month_of(today);
    let tariff = db::tariffs::between(conn, &account.branch, category, month, months_after(month, 1)).await?;
    Ok(tariff.map(|tariff| Prices { category, tariff }))
}
