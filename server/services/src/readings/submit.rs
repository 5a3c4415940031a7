//! Takes a customer's reading, or keeps it until its window opens.

use chrono::{DateTime, NaiveDate, Utc};
use db::{
    entity::{meters, readings::Model},
    readings::{meters as meter_rows, readings as reading_rows},
};
use domain::{
    FieldError, Refusal,
    accounts::{Action, Branch},
    files::Purpose,
    readings::{Arrival, MeterCard, ReadingForm, Source, Submission, WindowState},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use uuid::Uuid;

use super::{
    cards::{card, is_sent, past},
    keep, photos, receipt,
};
use crate::{
    Error, Result, Services,
    accounts::own,
    files::{self, Uploads},
    identity::Caller,
};

/// Takes a reading of every zone of a meter, with photos. The same one sent twice is stored once; another one of the same
/// window stands in place of the first, which stays in the history. Outside the window it is kept and sent when that opens;
/// one that was typed inside it without a connection is taken late ([`Arrival::of`]).
///
/// # Errors
/// `NotFound` when the meter is not of an account in the caller's cabinet; `MeterArchived`, `MeterAutomatic`; the errors of
/// [`ReadingForm::validate_with`]; what is wrong with a photo; `Busy`.
pub async fn submit(services: &Services, caller: &Caller, form: &ReadingForm, uploads: Uploads) -> Result<()> {
    // Photos are looked at for readings alone that would be taken, and outside the transaction: that takes time.
    let photos = if uploads.is_empty() {
        Vec::new()
    } else {
        let tx = services.db.begin().await?;
        let prepared = Prepared::of(services, &tx, caller, form, uploads.check(Purpose::Reading)).await?;
        tx.rollback().await?;
        if prepared.is_none() {
            return Ok(());
        }
        files::take(services, files::By::Person(caller.user_id), Purpose::Reading, uploads).await?
    };
    let tx = services.db.begin().await?;
    let Some(prepared) = Prepared::of(services, &tx, caller, form, Ok(())).await? else {
        return Ok(());
    };
    let Prepared {
        sending,
        submission_id,
        submission,
    } = prepared;
    let of = match sending.window {
        WindowState::Open { .. } => {
            let sender = Sender::Member(caller.user_id);
            let taken = sending.take(services, &tx, sender, submission_id, &submission).await?;
            keep::give_way(&tx, sending.meter.id, &submission, taken).await?;
            taken
        }
        WindowState::Closed { .. } => {
            let confirmed = form.is_confirmed();
            keep::keep(services, &tx, caller, &sending, &submission, confirmed).await?
        }
    };
    photos::attach(services, &tx, of, sending.meter.id, caller.user_id, photos).await?;
    tx.commit().await?;
    Ok(())
}

/// Readings that may be stored, and their meter, held until the transaction ends.
struct Prepared {
    sending: Sending,
    submission_id: Uuid,
    submission: Submission,
}

impl Prepared {
    /// Authorises and checks; nothing when the same sending has arrived before.
    async fn of(
        services: &Services,
        tx: &DatabaseTransaction,
        caller: &Caller,
        form: &ReadingForm,
        photos: Result<(), FieldError>,
    ) -> Result<Option<Self>> {
        let id = |text: &str| text.parse::<Uuid>().map_err(|_| Error::NotFound);
        let (account_id, meter_id) = (id(&form.account)?, id(&form.meter)?);
        let own = own(services, tx, caller.user_id, account_id).await?;
        own.require(Action::SendReadings)?;
        let sending = Sending::begin(services, tx, &own.branch, (account_id, meter_id), form.typed_at()).await?;
        let submission_id = submission_id(services, form)?;
        if let Some(before) = reading_rows::meter_of_submission(tx, submission_id).await? {
            return if before == meter_id {
                Ok(None)
            } else {
                Err(Refusal::Malformed.into())
            };
        }
        let submission = form.validate_with(&sending.card.rules, sending.today, photos)?;
        Ok(Some(Self {
            sending,
            submission_id,
            submission,
        }))
    }
}

/// The browser's name of the sending; a new one where it gave none.
fn submission_id(services: &Services, form: &ReadingForm) -> Result<Uuid> {
    match form.id.as_str() {
        "" => services.new_id(),
        id => id.parse().map_err(|_| Refusal::Malformed.into()),
    }
}

/// Who sends readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sender {
    /// Somebody in whose cabinet the account is.
    Member(Uuid),
    /// Somebody who knows the account's number and the meter's. What a member sent never gives way to theirs.
    Guest,
}

impl Sender {
    const fn source(self) -> Source {
        match self {
            Self::Member(_) => Source::Customer,
            Self::Guest => Source::Guest,
        }
    }

    const fn user_id(self) -> Option<Uuid> {
        match self {
            Self::Member(id) => Some(id),
            Self::Guest => None,
        }
    }
}

/// A meter that takes readings of customers, held until the transaction ends.
pub(super) struct Sending {
    pub(super) meter: meters::Model,
    pub(super) card: MeterCard,
    pub(super) window: WindowState,
    /// The day the readings hold for: today, unless they waited for a connection.
    pub(super) today: NaiveDate,
    /// When they were typed, if they waited.
    pub(super) typed_at: Option<DateTime<Utc>>,
    /// What counts in this window.
    counts: Counts,
}

impl Sending {
    /// Holds the meter of an account (`at`: the ids of both) and reads what is known of it.
    ///
    /// # Errors
    /// `NotFound` when it is not of the account; `MeterArchived`, `MeterAutomatic`.
    pub(super) async fn begin(
        services: &Services,
        tx: &DatabaseTransaction,
        branch: &Branch,
        at: (Uuid, Uuid),
        typed_at: Option<DateTime<Utc>>,
    ) -> Result<Self> {
        let Arrival { day: today, typed_at } =
            Arrival::of(branch.window, typed_at, services.now(), branch.offset_minutes);
        let window = branch.window.state(today);
        let (account_id, meter_id) = at;
        let meter = meter_rows::lock(tx, meter_id)
            .await?
            .filter(|meter| meter.account_id == account_id)
            .ok_or(Error::NotFound)?;
        let (card, counts) = fresh_card(tx, &meter, &window, today).await?;
        if card.is_archived(today) {
            return Err(Refusal::MeterArchived.into());
        }
        if card.automatic {
            return Err(Refusal::MeterAutomatic.into());
        }
        Ok(Self {
            meter,
            card,
            window,
            today,
            typed_at,
            counts,
        })
    }

    /// Whether the same readings count already.
    pub(super) fn has(&self, submission: &Submission) -> bool {
        submission.values.iter().all(|value| self.card.sent.contains(value))
    }

    /// Stores readings of the open window; the ones sent in it before give way. Gives the sending that counts: an earlier
    /// one where that brought the same readings.
    ///
    /// # Errors
    /// `NotTaken` for a guest where a member has sent others; those of the database; `Internal` while the window is closed.
    pub(super) async fn take(
        &self,
        services: &Services,
        tx: &impl ConnectionTrait,
        by: Sender,
        submission_id: Uuid,
        submission: &Submission,
    ) -> Result<Uuid> {
        let WindowState::Open { from, until, .. } = self.window else {
            return Err(Error::internal("readings are taken while the window is closed"));
        };
        let before = self.counts.submission_id;
        if by == Sender::Guest {
            if self.has(submission) {
                // What a registry brought has no sending of its own.
                return Ok(before.unwrap_or(submission_id));
            }
            if self.counts.by_member {
                return Err(Refusal::NotTaken.into());
            }
        }
        // A guest's become a member's when the member sends them, too.
        if let Some(before) = before
            && self.has(submission)
            && self.counts.by_member
        {
            return Ok(before);
        }
        let now = services.now();
        let sent = Source::ALL.into_iter().filter(|source| source.is_sent());
        reading_rows::supersede(tx, self.meter.id, sent, from, until, now).await?;
        for (zone, value) in &submission.values {
            let row = Model {
                id: services.new_id()?,
                meter_id: self.meter.id,
                zone: zone.key().to_owned(),
                value: value.thousandths(),
                taken_on: self.today,
                received_at: now,
                source: by.source().key().to_owned(),
                user_id: by.user_id(),
                typed_at: self.typed_at,
                submission_id: Some(submission_id),
                superseded_at: None,
            };
            reading_rows::insert(tx, row).await?;
        }
        receipt::issue(services, tx, submission_id, self.meter.id).await?;
        Ok(submission_id)
    }
}

/// What was sent in the open window and counts.
#[derive(Default)]
struct Counts {
    /// Whether a member sent it.
    by_member: bool,
    /// The sending it came with.
    submission_id: Option<Uuid>,
}

/// The card, and what counts in the open window.
async fn fresh_card(
    tx: &DatabaseTransaction,
    meter: &meters::Model,
    window: &WindowState,
    today: NaiveDate,
) -> Result<(MeterCard, Counts)> {
    let mut meters = meter_rows::of_account(tx, meter.account_id).await?;
    meters.retain(|(row, _)| row.id == meter.id);
    let past = past(tx, &meters, window, today).await?;
    let registers = meters
        .into_iter()
        .next()
        .map(|(_, registers)| registers)
        .unwrap_or_default();
    let counts = match window {
        WindowState::Open { from, .. } => {
            let sent: Vec<_> = past
                .iter()
                .filter(|reading| is_sent(reading) && reading.taken_on >= *from)
                .collect();
            Counts {
                by_member: sent.iter().any(|reading| reading.source == Source::Customer.key()),
                submission_id: sent.iter().find_map(|reading| reading.submission_id),
            }
        }
        WindowState::Closed { .. } => Counts::default(),
    };
    Ok((card(meter, &registers, &past, window, today)?, counts))
}
