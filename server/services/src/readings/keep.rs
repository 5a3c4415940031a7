//! Readings typed outside the window: kept, thrown away, sent when it opens.

use db::{
    entity::kept_readings::Model,
    readings::{kept as rows, meters as meter_rows, photos},
};
use domain::{
    Refusal,
    accounts::Action,
    calendar::{business_date, long_date},
    notices::Kind,
    readings::{Kept, Submission},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use uuid::Uuid;

use super::{
    remind::is_awake,
    submit::{Sender, Sending},
};
use crate::{
    Error, Result, Services,
    accounts::{Own, branches, own},
    identity::Caller,
    jobs::{Held, Step, advance},
    notices::{Optional, tail, tell},
};

/// Meters looked at in one step.
const BATCH: u64 = 50;

/// Keeps readings of a meter in the place of those kept before; gives the id that photos are attached to. Those of other
/// readings are thrown away with them.
pub(super) async fn keep(
    services: &Services,
    tx: &impl ConnectionTrait,
    caller: &Caller,
    sending: &Sending,
    submission: &Submission,
    confirmed: bool,
) -> Result<Uuid> {
    let readings = stored(submission)?;
    let before = rows::lock(tx, sending.meter.id).await?;
    if let Some(before) = before.as_ref().filter(|before| before.readings != readings) {
        photos::drop_of(tx, before.id).await?;
    }
    let id = before.map_or_else(|| services.new_id(), |before| Ok(before.id))?;
    let row = Model {
        id,
        user_id: caller.user_id,
        account_id: sending.meter.account_id,
        meter_id: sending.meter.id,
        readings,
        confirmed,
        typed_on: sending.today,
        kept_at: services.now(),
        refused_at: None,
    };
    rows::put(tx, row).await?;
    Ok(id)
}

fn stored(submission: &Submission) -> Result<String> {
    serde_json::to_string(&Kept::stored(&submission.values)).map_err(Error::internal)
}

/// What is kept for a meter gives way to readings sent by hand. Where they are the same, its photos go along.
pub(super) async fn give_way(
    tx: &impl ConnectionTrait,
    meter_id: Uuid,
    submission: &Submission,
    taken: Uuid,
) -> Result<()> {
    if let Some(row) = rows::lock(tx, meter_id).await? {
        if row.readings == stored(submission)? {
            photos::hand_over(tx, row.id, taken).await?;
        }
        throw_away(tx, &row).await?;
    }
    Ok(())
}

async fn throw_away(tx: &impl ConnectionTrait, row: &Model) -> Result<()> {
    photos::drop_of(tx, row.id).await?;
    rows::discard(tx, row.meter_id).await?;
    Ok(())
}

/// What a row keeps, but for its photos.
pub(super) fn read(row: &Model) -> Result<Kept> {
    let stored: Vec<(String, i64)> = serde_json::from_str(&row.readings).map_err(Error::internal)?;
    Ok(Kept {
        values: Kept::read(&stored).ok_or_else(|| Error::internal("a kept reading has an unknown zone"))?,
        confirmed: row.confirmed,
        typed_on: row.typed_on,
        refused: row.refused_at.is_some(),
        photos: Vec::new(),
    })
}

/// Throws away what is kept for a meter; nothing kept is as good.
///
/// # Errors
/// `NotFound` when the meter is not of an account in the caller's cabinet; `RoleForbids`.
pub async fn discard(services: &Services, caller: &Caller, account_id: Uuid, meter_id: Uuid) -> Result<()> {
    let tx = services.db.begin().await?;
    let own = own(services, &tx, caller.user_id, account_id).await?;
    own.require(Action::SendReadings)?;
    let meter = meter_rows::lock(&tx, meter_id).await?;
    meter
        .filter(|meter| meter.account_id == account_id)
        .ok_or(Error::NotFound)?;
    if let Some(row) = rows::lock(&tx, meter_id).await? {
        throw_away(&tx, &row).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Puts the work down for every branch that takes readings today, at an hour when a message wakes nobody: once a day, so that what was kept in the last second
/// before the window opened goes out, too.
///
/// # Errors
/// Those of the database.
pub async fn plan(services: &Services) -> Result<()> {
    for branch in &branches(services).await?.0 {
        let today = business_date(services.now(), branch.offset_minutes);
        if branch.window.state(today).is_open() && is_awake(services, branch) {
            let key = format!("{}:{today}", branch.code);
            crate::jobs::enqueue(services, services.db.writer(), crate::jobs::Kind::KeptReadings, &key).await?;
        }
    }
    Ok(())
}

/// Sends what is kept for some meters of the branch that the piece of work is about, each in a transaction of its own.
///
/// # Errors
/// Those of the database.
pub async fn send_kept(services: &Services, held: &mut Held) -> Result<Step> {
    let branch = held.key().split(':').next().unwrap_or_default().to_owned();
    let behind = held.progress().and_then(|id| id.parse().ok());
    let meters = rows::waiting(services.db.reader(), &branch, behind, BATCH).await?;
    let Some(last) = meters.last() else {
        return Ok(Step::Done);
    };
    for meter_id in &meters {
        match send_one(services, *meter_id).await {
            Ok(()) => {}
            Err(error @ (Error::Unavailable(_) | Error::Busy)) => return Err(error),
            // One row that nothing can be done with must not keep the others back.
            Err(error) => {
                tracing::error!(meter = %meter_id, %error, "kept readings cannot be sent");
                rows::refuse(services.db.writer(), *meter_id, services.now()).await?;
            }
        }
    }
    let still_held = advance(services, services.db.writer(), held, last.to_string()).await?;
    Ok(if still_held { Step::More } else { Step::Lost })
}

async fn send_one(services: &Services, meter_id: Uuid) -> Result<()> {
    let tx = services.db.begin().await?;
    // The meter first, as everybody else does.
    meter_rows::lock(&tx, meter_id).await?;
    let Some(row) = rows::lock(&tx, meter_id).await? else {
        return Ok(());
    };
    let kept = read(&row)?;
    let own = match own(services, &tx, row.user_id, row.account_id).await {
        Ok(own) if own.require(Action::SendReadings).is_ok() => own,
        // They have no say over the account any more.
        Ok(_) | Err(Error::NotFound) => {
            throw_away(&tx, &row).await?;
            tx.commit().await?;
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    match take(services, &tx, &own, &row, &kept).await {
        Ok(Outcome::Closed) => return Ok(()),
        Ok(Outcome::Taken(sending)) => {
            photos::hand_over(&tx, row.id, sending).await?;
            throw_away(&tx, &row).await?;
            report(services, &tx, &own, &row, &kept, Became::Taken).await?;
        }
        Err(Error::Fields(_)) => {
            rows::refuse(&tx, meter_id, services.now()).await?;
            report(services, &tx, &own, &row, &kept, Became::Refused).await?;
        }
        Err(Error::Refused(Refusal::MeterArchived | Refusal::MeterAutomatic)) => {
            throw_away(&tx, &row).await?;
            report(services, &tx, &own, &row, &kept, Became::NotAsked).await?;
        }
        Err(error) => return Err(error),
    }
    tx.commit().await?;
    Ok(())
}

/// What became of kept readings.
enum Became {
    /// They were sent.
    Taken,
    /// They do not fit any more: the customer has to look.
    Refused,
    /// The meter takes none any more.
    NotAsked,
}

enum Outcome {
    /// The sending that counts.
    Taken(Uuid),
    /// The window closed meanwhile: what is kept waits for the next one.
    Closed,
}

async fn take(services: &Services, tx: &DatabaseTransaction, own: &Own, row: &Model, kept: &Kept) -> Result<Outcome> {
    let sending = Sending::begin(services, tx, &own.branch, (row.account_id, row.meter_id), None).await?;
    if !sending.window.is_open() {
        return Ok(Outcome::Closed);
    }
    let form = kept.form(row.account_id.to_string(), row.meter_id.to_string());
    let submission = form.validate(&sending.card.rules, sending.today)?;
    let (sender, id) = (Sender::Member(row.user_id), services.new_id()?);
    Ok(Outcome::Taken(
        sending.take(services, tx, sender, id, &submission).await?,
    ))
}

/// Tells whoever typed them what became of their readings.
async fn report(
    services: &Services,
    tx: &DatabaseTransaction,
    own: &Own,
    row: &Model,
    kept: &Kept,
    became: Became,
) -> Result<()> {
    let Some(user) = db::identity::users::by_id(tx, row.user_id).await? else {
        return Ok(());
    };
    let number = tail(&own.account.number);
    let day = long_date(kept.typed_on);
    let of = format!("Показания лицевого счёта …{number}");
    let (subject, line, sms) = match became {
        Became::Taken => (
            "Показания переданы",
            format!("{of}, которые вы сохранили {day}, переданы: приём открылся."),
            format!("{of} переданы. АтомЭнергоСбыт"),
        ),
        Became::Refused => (
            "Показания не приняты",
            format!(
                "{of}, которые вы сохранили {day}, не приняты: проверьте их и передайте ещё раз, пока приём открыт."
            ),
            format!("{of} не приняты, проверьте их. АтомЭнергоСбыт"),
        ),
        Became::NotAsked => (
            "Показания больше не нужны",
            format!("{of}, которые вы сохранили {day}, не переданы: счётчик снят с учёта или передаёт показания сам."),
            format!("{of} не переданы: счётчик снят с учёта или передаёт их сам. АтомЭнергоСбыт"),
        ),
    };
    let notice = Optional {
        kind: Kind::Readings,
        subject,
        lines: vec![line],
        link: Some(("Открыть лицевой счёт", format!("/accounts/{}", row.account_id))),
        sms,
    };
    tell(services, tx, &user, &notice).await
}
