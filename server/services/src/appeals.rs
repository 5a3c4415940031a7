//! «Обратная связь»: keeps what a person writes and tells them its number.

use chrono::Duration;
use db::{
    appeals::{self, NewAppeal},
    entity,
};
use domain::{appeals::Feedback, files::Purpose};
use uuid::Uuid;

use crate::{
    Error, Result, Services,
    files::{self, Uploads},
    limits::{Network, Quota},
    notices,
};

/// Messages an hour for one network.
const PER_NETWORK: Quota = Quota::new(10, Duration::hours(1));
const PURPOSE: &str = "appeal-network";

/// Letters a day to one address: nobody knows whether it is the writer's own.
const LETTERS: Quota = Quota::new(5, Duration::days(1));

/// An appeal with what came along.
pub struct Appeal {
    /// What was written and by whom.
    pub row: entity::appeals::Model,
    /// Its files in their order.
    pub files: Vec<entity::files::Model>,
}

/// Keeps a message with its files and sends its number to the address given, unless it has got enough such letters today.
///
/// # Errors
/// `TooMany` for the network; what is wrong with a file; `Busy`.
pub async fn send(
    services: &Services,
    from: &Network,
    user_id: Option<Uuid>,
    feedback: Feedback,
    uploads: Uploads,
) -> Result<i64> {
    // Nobody's files are looked at in vain.
    PER_NETWORK.refuse_network(services, PURPOSE, from).await?;
    let kept = files::take(services, files::By::Network(from), Purpose::Message, uploads).await?;
    PER_NETWORK
        .take_of_network(services, services.db.writer(), PURPOSE, from)
        .await?;
    let tx = services.db.begin().await?;
    let appeal = NewAppeal {
        id: services.new_id()?,
        topic: feedback.topic.key().to_owned(),
        name: feedback.name,
        email: feedback.email.as_str().to_owned(),
        phone: feedback.phone.map(|phone| phone.e164()),
        text: feedback.text,
        user_id,
        created_at: services.now(),
    };
    let number = appeals::insert(&tx, appeal).await?;
    for (place, file) in (1..).zip(kept) {
        let id = files::insert(&tx, file).await?;
        appeals::attach(&tx, number, place, id).await?;
    }
    let address = services.keys.label("appeal-letters", feedback.email.as_str());
    if LETTERS.try_take(&tx, &address, services.now()).await? {
        notices::appeal_received(services, &tx, &feedback.email, number).await?;
    }
    tx.commit().await?;
    services.notices_wait.notify_one();
    Ok(number)
}

/// The last appeals, newest first.
///
/// # Errors
/// Those of the database.
pub async fn list(services: &Services, limit: u64) -> Result<Vec<Appeal>> {
    let mut list = Vec::new();
    for row in appeals::list(services.db.reader(), limit).await? {
        let files = appeals::files(services.db.reader(), row.number).await?;
        list.push(Appeal { row, files });
    }
    Ok(list)
}

/// One appeal. Who reads it is the operator; that it was read is written to the log.
///
/// # Errors
/// `NotFound`.
pub async fn show(services: &Services, number: i64) -> Result<Appeal> {
    let row = appeals::find(services.db.reader(), number)
        .await?
        .ok_or(Error::NotFound)?;
    let files = appeals::files(services.db.reader(), number).await?;
    tracing::info!(audit = "appeal-read", appeal = number, "an appeal was read");
    Ok(Appeal { row, files })
}

/// The content of one file of an appeal. That it was read is written to the log.
///
/// # Errors
/// `NotFound`; `Internal` when the content cannot be read.
pub async fn file(services: &Services, number: i64, place: usize) -> Result<(entity::files::Model, Vec<u8>)> {
    let files = appeals::files(services.db.reader(), number).await?;
    let file = place.checked_sub(1).and_then(|at| files.into_iter().nth(at));
    let file = file.ok_or(Error::NotFound)?;
    let content = files::read(services, &file).await?;
    tracing::info!(audit = "appeal-file-read", appeal = number, place, file = %file.id, "a file of an appeal was read");
    Ok((file, content))
}
