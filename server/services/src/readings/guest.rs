//! «Передать показания без входа»: by the account's number and the meter's.
//!
//! The answer is «accepted» or one refusal for everything else. Wrong tries are counted by network and by network and
//! account, never by the account alone, so that nobody shuts out whoever lives there; a try is taken before anything is
//! looked at and given back unless it was refused.

use chrono::Duration;
use db::{accounts::accounts, entity::meters, readings::meters as meter_rows, readings::readings as reading_rows};
use domain::{
    Refusal,
    accounts::AccountNumber,
    readings::{GuestReadings, ReadingDoor, Serial},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use uuid::Uuid;

use super::submit::{Sender, Sending};
use crate::{
    Error, Result, Services,
    accounts::branches,
    limits::{Network, Quota},
};

/// Wrong tries an hour for one network.
const PER_NETWORK: Quota = Quota::new(30, Duration::hours(1));
const NETWORK: &str = "guest-network";
/// Wrong tries a day for one account from one network.
const PER_PAIR: Quota = Quota::new(5, Duration::days(1));
/// More wrong tries a day for one account than this raise an alarm, and hinder nobody.
const WATCHED: Quota = Quota::new(50, Duration::days(1));
/// Changes a day for one meter: the rows of a history cost something.
const CHANGES: Quota = Quota::new(10, Duration::days(1));

/// What the form needs to know.
///
/// # Errors
/// Those of the database.
pub async fn door(services: &Services) -> Result<ReadingDoor> {
    Ok(ReadingDoor {
        branches: (*branches(services).await?).clone(),
        now: services.now(),
    })
}

/// Takes readings of a meter in its window, as [`super::submit`] does; never in the place of what a member sent.
///
/// # Errors
/// `NotTaken` for an unknown account, another meter, one that takes none, other zones, a reading below the last one or far
/// above what is usual: the same answer after the same work. `TooMany`.
pub async fn send_as_guest(services: &Services, from: &Network, readings: &GuestReadings) -> Result<()> {
    let attempt = Try::take(services, from, &readings.number).await?;
    let taken = take(services, readings).await;
    if !matches!(taken, Err(Error::Refused(Refusal::NotTaken)))
        && let Err(error) = attempt.give_back(services, from).await
    {
        tracing::warn!(%error, "a try at sending readings without login is not given back");
    }
    taken
}

async fn take(services: &Services, readings: &GuestReadings) -> Result<()> {
    let branches = branches(services).await?;
    let branch = branches.of(&readings.number).ok_or(Refusal::NotTaken)?;
    let tx = services.db.begin().await?;
    let account = accounts::by_number(&tx, readings.number.as_str()).await?;
    // The nil id is no account's and no meter's: what is unknown takes the same work.
    let account_id = account.map_or(Uuid::nil(), |account| account.id);
    let meter_id = find(&tx, account_id, &readings.serial).await?;
    let sending = match Sending::begin(services, &tx, branch, (account_id, meter_id), None).await {
        Ok(sending) => sending,
        Err(Error::NotFound) => return as_much_work(services, &tx).await,
        Err(Error::Refused(_)) => return Err(Refusal::NotTaken.into()),
        Err(error) => return Err(error),
    };
    if !sending.window.is_open() {
        return Err(Refusal::NotTaken.into());
    }
    let form = readings.for_meter(&sending.card.rules).ok_or(Refusal::NotTaken)?;
    // What is wrong with a reading would tell the last one.
    let submission = form
        .validate(&sending.card.rules, sending.today)
        .map_err(|_| Refusal::NotTaken)?;
    let is_change = !sending.has(&submission);
    let id = services.new_id()?;
    sending.take(services, &tx, Sender::Guest, id, &submission).await?;
    if is_change {
        let key = services.keys.label("guest-meter", &meter_id.to_string());
        CHANGES.take(&tx, &key, services.now()).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The meter of an account with this number on its plate, the one in use first; the nil id when there is none.
async fn find(conn: &impl ConnectionTrait, account_id: Uuid, serial: &Serial) -> Result<Uuid> {
    let meters = meter_rows::of_account(conn, account_id).await?;
    let found = meters
        .iter()
        .map(|(meter, _)| meter)
        .filter(|meter| Serial::on_file(&meter.serial) == *serial)
        .min_by_key(|meter: &&meters::Model| meter.archived_on.is_some());
    Ok(found.map_or(Uuid::nil(), |meter| meter.id))
}

/// Asks what [`Sending::begin`] asks about a meter that there is.
async fn as_much_work(services: &Services, tx: &DatabaseTransaction) -> Result<()> {
    meter_rows::of_account(tx, Uuid::nil()).await?;
    reading_rows::since(tx, &[Uuid::nil()], services.now().date_naive()).await?;
    Err(Refusal::NotTaken.into())
}

/// One try that was taken.
struct Try {
    pair: String,
    account: String,
}

impl Try {
    async fn take(services: &Services, from: &Network, number: &AccountNumber) -> Result<Self> {
        let (conn, now) = (services.db.writer(), services.now());
        PER_NETWORK.take_of_network(services, conn, NETWORK, from).await?;
        let number = number.as_str();
        let this = Self {
            pair: services.keys.label("guest-pair", &format!("{}:{number}", from.0)),
            account: services.keys.label("guest-account", number),
        };
        PER_PAIR.take(conn, &this.pair, now).await?;
        if !WATCHED.try_take(conn, &this.account, now).await? {
            tracing::error!(alarm = "guest-guesses", account = %this.account, "many wrong readings without login for one account");
        }
        Ok(this)
    }

    async fn give_back(self, services: &Services, from: &Network) -> Result<()> {
        let conn = services.db.writer();
        Quota::give_back_to_network(services, conn, NETWORK, from).await?;
        for key in [&self.pair, &self.account] {
            db::limits::refund(conn, key).await?;
        }
        Ok(())
    }
}
