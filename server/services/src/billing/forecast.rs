//! What an account's month will come to.

use chrono::NaiveDate;
use db::entity::accounts;
use domain::{
    billing::{Forecast, OpenMonth, Prices},
    calendar::month_of,
    readings::{Verification, WindowState},
};

use super::prices;
use crate::{Result, Services, readings::Seen};

/// The forecast of an account whose prices of today's month are known already; nothing where it would be a guess: without
/// prices or a pace, or where a meter's verification has ended, so that its readings count for no bill.
pub(crate) async fn forecast(
    services: &Services,
    account: &accounts::Model,
    seen: &Seen,
    window: WindowState,
    today: NaiveDate,
    known: Option<&Prices>,
) -> Result<Option<Forecast>> {
    let overdue = |verification| matches!(verification, Some(Verification::Overdue(_)));
    if seen.cards.iter().any(|card| overdue(card.verification(today))) {
        return Ok(None);
    }
    let open = OpenMonth::of(&seen.registers, window);
    let later;
    let prices = if open.month() == month_of(today) {
        known
    } else {
        later = prices(services, account, open.month()).await?;
        later.as_ref()
    };
    Ok(prices.and_then(|prices| open.forecast(&prices.tariff, &seen.registers, today)))
}
