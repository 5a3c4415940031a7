//! Photos of a meter that come with its readings: attached, shown to whoever sees the readings, shown to staff.

use chrono::{DateTime, Utc};
use db::{accounts::accounts, entity::reading_photos::Model as Row, readings::photos as rows};
use domain::{accounts::Action, calendar::business_date, files::Kind};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    Error, Result, Services,
    accounts::own,
    files::{self, Kept},
    identity::Caller,
};

/// Gives photos to a sending, in the place of those that it had; none change nothing.
pub(super) async fn attach(
    services: &Services,
    tx: &impl ConnectionTrait,
    submission_id: Uuid,
    meter_id: Uuid,
    user_id: Uuid,
    photos: Vec<Kept>,
) -> Result<()> {
    if photos.is_empty() {
        return Ok(());
    }
    rows::drop_of(tx, submission_id).await?;
    for (place, photo) in (1..).zip(photos) {
        let photo = Row {
            submission_id,
            place,
            file_id: files::insert(tx, photo).await?,
            meter_id,
            user_id,
            sent_at: services.now(),
        };
        rows::attach(tx, photo).await?;
    }
    Ok(())
}

/// The ids of a sending's photos among those of its account.
pub(super) fn of(photos: &[Row], submission_id: Option<Uuid>) -> Vec<Uuid> {
    let theirs = photos.iter().filter(|photo| Some(photo.submission_id) == submission_id);
    theirs.map(|photo| photo.file_id).collect()
}

/// A photo to be saved.
pub struct Photo {
    /// A name made here: the day and the place.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Its content.
    pub content: Vec<u8>,
}

/// A photo of an account's meter, for whoever sees the account's readings.
///
/// # Errors
/// `NotFound` when the account is not in the caller's cabinet, or the photo is not of it.
pub async fn photo(services: &Services, caller: &Caller, account_id: Uuid, photo_id: Uuid) -> Result<Photo> {
    let conn = services.db.reader();
    let own = own(services, conn, caller.user_id, account_id).await?;
    own.require(Action::SeeReadings)?;
    let found = rows::find(conn, photo_id).await?;
    let (row, file, _) = found
        .filter(|(.., meter)| meter.account_id == account_id)
        .ok_or(Error::NotFound)?;
    let kind = Kind::of_media_type(&file.kind).ok_or_else(|| Error::internal("a photo has an unknown kind"))?;
    let day = business_date(row.sent_at, own.branch.offset_minutes);
    let ending = kind.endings().first().copied().unwrap_or_default();
    Ok(Photo {
        name: format!("schetchik-{day}-{}.{ending}", row.place),
        kind,
        content: files::read(services, &file).await?,
    })
}

/// A photo as staff see it in a list.
pub struct Listed {
    /// Its id.
    pub id: Uuid,
    /// When it came.
    pub sent_at: DateTime<Utc>,
    /// The account.
    pub account: String,
    /// The number on the meter's plate.
    pub meter: String,
    /// Its media type.
    pub kind: String,
    /// How long it is.
    pub bytes: i64,
}

/// The last photos, newest first, of one account or of all.
///
/// # Errors
/// `NotFound` when there is no such account.
pub async fn photos(services: &Services, account: Option<&str>, limit: u64) -> Result<Vec<Listed>> {
    let conn = services.db.reader();
    let account_id = match account {
        Some(number) => {
            let account = accounts::by_number(conn, number).await?;
            Some(account.ok_or(Error::NotFound)?.id)
        }
        None => None,
    };
    let photos = rows::list(conn, account_id, limit).await?;
    listed(conn, photos).await
}

/// One photo with its content. Who reads it is the operator; that it was read is written to the log.
///
/// # Errors
/// `NotFound`; `Internal` when the content cannot be read.
pub async fn photo_for_staff(services: &Services, id: Uuid) -> Result<(Listed, Vec<u8>)> {
    let conn = services.db.reader();
    let photo = rows::find(conn, id).await?.ok_or(Error::NotFound)?;
    let (_, file, meter) = &photo;
    let content = files::read(services, file).await?;
    tracing::info!(audit = "reading-photo-read", photo = %id, meter = %meter.id, "a photo of a meter was read");
    let listed = listed(conn, vec![photo]).await?.pop().ok_or(Error::NotFound)?;
    Ok((listed, content))
}

async fn listed(conn: &impl ConnectionTrait, photos: Vec<rows::Whole>) -> Result<Vec<Listed>> {
    let accounts = accounts::by_ids(conn, photos.iter().map(|(.., meter)| meter.account_id)).await?;
    let number = |id| {
        accounts
            .iter()
            .find(|account| account.id == id)
            .map(|account| account.number.clone())
    };
    let one = |(row, file, meter): rows::Whole| Listed {
        id: row.file_id,
        sent_at: row.sent_at,
        account: number(meter.account_id).unwrap_or_default(),
        meter: meter.serial,
        kind: file.kind,
        bytes: file.bytes,
    };
    Ok(photos.into_iter().map(one).collect())
}
