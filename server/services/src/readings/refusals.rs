//! Telling whoever sent readings that the billing does not count with them.

use chrono::NaiveDate;
use db::{
    entity::{meters, readings as row, receipts},
    identity::users,
    readings::{
        readings::{self as reading_rows, Counting},
        receipts as rows,
    },
};
use domain::{
    accounts::Action,
    calendar::long_date,
    notices::Kind,
    readings::{Objection, RefusedSending},
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    cards::is_sent,
    receipt::{printed, stage},
};
use crate::{
    Error, Result, Services,
    accounts::own,
    jobs::{Held, Step, advance},
    notices::{Optional, tail, tell},
};

/// What stands in the place of `progress` when the letter is written.
const TOLD: &str = "told";

/// Tells of the refused sending that the piece of work is about. The letter and the note that it is written commit together.
///
/// # Errors
/// Those of the database.
pub async fn tell_refusal(services: &Services, held: &mut Held) -> Result<Step> {
    if held.progress().is_some() {
        return Ok(Step::Done);
    }
    let id: Uuid = held.key().parse().map_err(Error::internal)?;
    let tx = services.db.begin().await?;
    report(services, &tx, id).await?;
    if !advance(services, &tx, held, TOLD.to_owned()).await? {
        return Ok(Step::Lost);
    }
    tx.commit().await?;
    Ok(Step::Done)
}

/// Nobody is told who has no say over the account any more, who sent without login, or who has sent others meanwhile. A reading
/// from elsewhere takes the notice off the page but keeps no letter back: it may be why theirs was refused.
async fn report(services: &Services, tx: &impl ConnectionTrait, id: Uuid) -> Result<()> {
    let Some((receipt, meter)) = rows::by_id(tx, id).await? else {
        return Ok(());
    };
    let readings = reading_rows::of_submission(tx, id).await?;
    let Some((first, user_id)) = readings.first().and_then(|first| Some((first, first.user_id?))) else {
        return Ok(());
    };
    let later = reading_rows::since(tx, &[meter.id], first.taken_on).await?;
    if later.iter().any(is_sent) {
        return Ok(());
    }
    let own = match own(services, tx, user_id, meter.account_id).await {
        Ok(own) if own.require(Action::SeeReadings).is_ok() => own,
        Ok(_) | Err(Error::NotFound) => return Ok(()),
        Err(error) => return Err(error),
    };
    let (Some(objection), Some(user)) = (
        stage(&own, &receipt, first)?.objection(),
        users::by_id(tx, user_id).await?,
    ) else {
        return Ok(());
    };
    let notice = notice(&meter, &tail(&own.account.number), first, objection);
    tell(services, tx, &user, &notice).await
}

fn notice(meter: &meters::Model, number: &str, first: &row::Model, objection: Objection) -> Optional {
    let of = format!("Показания лицевого счёта …{number}");
    Optional {
        kind: Kind::Readings,
        subject: "Показания не приняты к расчёту",
        lines: vec![
            format!(
                "{of} за {} не приняты к расчёту: {}.",
                long_date(first.taken_on),
                objection.title()
            ),
            objection.advice().to_owned(),
        ],
        link: Some(("Открыть лицевой счёт", format!("/accounts/{}", meter.account_id))),
        sms: format!("{of} не приняты к расчёту. Почему, сказано в личном кабинете. АтомЭнергоСбыт"),
    }
}

/// What the billing refused of a meter, unless a later reading has come in its place. `counting` are the readings of some
/// meters that count, `refused` their refused sendings.
pub(super) fn refused(
    meter: &meters::Model,
    counting: &[Counting],
    refused: &[(receipts::Model, NaiveDate)],
) -> Result<Option<RefusedSending>> {
    let own = refused.iter().filter(|(receipt, _)| receipt.meter_id == meter.id);
    let Some((receipt, taken_on)) = own.max_by_key(|(receipt, taken_on)| (*taken_on, receipt.refused_on)) else {
        return Ok(None);
    };
    let replaced = counting
        .iter()
        .any(|reading| reading.meter_id == meter.id && reading.taken_on >= *taken_on);
    let objection = receipt.objection.as_deref().and_then(Objection::from_key);
    let Some(objection) = objection.filter(|_| !replaced) else {
        return Ok(None);
    };
    Ok(Some(RefusedSending {
        receipt: printed(receipt)?,
        taken_on: *taken_on,
        why: objection.title().to_owned(),
        advice: objection.advice().to_owned(),
    }))
}
