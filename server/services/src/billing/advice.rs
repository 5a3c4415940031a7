//! Which zones would have suited an account.

use domain::{
    accounts::Action,
    billing::{AdvicePage, NoAdvice, advise, break_even},
    calendar::{business_date, month_of, months_after, months_before},
    readings::Zone,
};
use uuid::Uuid;

use super::prices;
use crate::{Result, Services, accounts::own, identity::Caller, readings};

/// Prices are needed for so many months before this one.
const MONTHS: u32 = 12;

/// What one, two and three zones would have cost over the account's last year.
///
/// # Errors
/// `NotFound` when the account is not in the caller's cabinet; `RoleForbids` for whoever may not see what is owed.
pub async fn advice(services: &Services, caller: &Caller, account_id: Uuid) -> Result<AdvicePage> {
    let conn = services.db.reader();
    let own = own(services, conn, caller.user_id, account_id).await?;
    own.require(Action::SeeBalance)?;
    let today = business_date(services.now(), own.branch.offset_minutes);
    let night_hours = own.branch.hours.of(Zone::Night);
    let Some(prices) = prices(services, &own.account, today).await? else {
        return Ok(AdvicePage {
            today,
            night_hours,
            prices: None,
            break_even: None,
            advice: Err(NoAdvice::Unpriced),
        });
    };
    let seen = readings::seen(conn, account_id, &own.branch, today).await?;
    let (since, until) = (months_before(month_of(today), MONTHS), months_after(month_of(today), 1));
    let year = db::tariffs::between(conn, &own.account.branch, prices.category, since, until).await?;
    Ok(AdvicePage {
        today,
        night_hours,
        break_even: break_even(&prices.tariff, today),
        advice: year.map_or(Err(NoAdvice::Unpriced), |tariff| {
            advise(&seen.registers, &tariff, today)
        }),
        prices: Some(prices),
    })
}
