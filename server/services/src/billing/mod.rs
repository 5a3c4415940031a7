//! What an account pays by, what its month will come to, which zones would suit it.

mod advice;
mod forecast;

use chrono::NaiveDate;
use db::entity::accounts;
use domain::{
    billing::{Category, Prices, Tariff},
    calendar::{month_of, months_after},
};

pub use advice::advice;

pub(crate) use forecast::forecast;

use crate::{Result, Services, fresh::Fresh};

/// The prices of a category of a branch in a month, as last read.
pub type Tariffs = Fresh<(String, Category, NaiveDate), Tariff>;

/// The prices of a day's month, at most ten seconds old; nothing where billing does not say whose tariff the account pays, or
/// has none for it.
pub(crate) async fn prices(services: &Services, account: &accounts::Model, today: NaiveDate) -> Result<Option<Prices>> {
    let Some(category) = account.category.as_deref().and_then(Category::from_key) else {
        return Ok(None);
    };
    let month = month_of(today);
    let key = (account.branch.clone(), category, month);
    let read = async {
        let conn = services.db.reader();
        Ok(db::tariffs::between(conn, &account.branch, category, month, months_after(month, 1)).await?)
    };
    let tariff = services.tariffs.or_read(services.now(), key, read).await?;
    Ok(tariff.map(|tariff| Prices {
        category,
        tariff: Tariff::clone(&tariff),
    }))
}
