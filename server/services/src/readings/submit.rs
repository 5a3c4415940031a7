//! Takes a customer's reading.

use chrono::NaiveDate;
use db::{
    entity::{meters, readings::Model},
    readings::{meters as meter_rows, readings as reading_rows},
};
use domain::{
    Refusal,
    accounts::Action,
    calendar::business_date,
    readings::{MeterCard, ReadingForm, Source, WindowState},
};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::cards::{card, past};
use crate::{Error, Result, Services, accounts::own, identity::Caller};

/// Takes a reading of every zone of a meter. The same one sent twice is stored once; another one of the same window
/// stands in place of the first, which stays in the history.
///
/// # Errors
/// `NotFound` when the meter is not of an account in the caller's cabinet; `WindowClosed`, `MeterArchived`, `MeterAutomatic`; the
/// errors of [`ReadingForm::validate`].
pub async fn submit(services: &Services, caller: &Caller, form: &ReadingForm) -> Result<()> {
    let id = |text: &str| text.parse::<Uuid>().map_err(|_| Error::NotFound);
    let (account_id, meter_id) = (id(&form.account)?, id(&form.meter)?);
    let now = services.now();
    let tx = services.db.begin().await?;
    let own = own(services, &tx, caller, account_id).await?;
    own.require(Action::SendReadings)?;
    let today = business_date(now, own.branch.offset_minutes);
    let window = own.branch.window.state(today);
    let (from, until) = match window {
        WindowState::Open { from, until, .. } => (from, until),
        WindowState::Closed { opens, .. } => return Err(Refusal::WindowClosed(opens).into()),
    };
    let meter = meter_rows::lock(&tx, meter_id)
        .await?
        .filter(|meter| meter.account_id == account_id)
        .ok_or(Error::NotFound)?;
    let card = fresh_card(&tx, account_id, &meter, &window, today).await?;
    if card.is_archived(today) {
        return Err(Refusal::MeterArchived.into());
    }
    if card.automatic {
        return Err(Refusal::MeterAutomatic.into());
    }
    let submission = form.validate(&card.rules, today)?;
    if submission.values.iter().all(|value| card.sent.contains(value)) {
        return Ok(());
    }
    reading_rows::supersede(&tx, meter_id, Source::Customer.key(), from, until, now).await?;
    for (zone, value) in submission.values {
        let row = Model {
            id: services.new_id()?,
            meter_id,
            zone: zone.key().to_owned(),
            value: value.thousandths(),
            taken_on: today,
            received_at: now,
            source: Source::Customer.key().to_owned(),
            user_id: Some(caller.user_id),
            superseded_at: None,
        };
        reading_rows::insert(&tx, row).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn fresh_card(
    tx: &DatabaseTransaction,
    account_id: Uuid,
    meter: &meters::Model,
    window: &WindowState,
    today: NaiveDate,
) -> Result<MeterCard> {
    let mut meters = meter_rows::of_account(tx, account_id).await?;
    meters.retain(|(row, _)| row.id == meter.id);
    let past = past(tx, &meters, window, today).await?;
    let registers = meters
        .into_iter()
        .next()
        .map(|(_, registers)| registers)
        .unwrap_or_default();
    card(meter, &registers, &past, window, today)
}
