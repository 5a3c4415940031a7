//! What is done to files now and then: objects that no row names are taken away, keys are wrapped anew.

use chrono::{DateTime, Duration, Utc};
use db::files;
use uuid::Uuid;

use crate::{Error, Result, Services};

/// An object without a row is left alone for so long: its form may still be on its way into the database.
const GRACE: Duration = Duration::hours(1);
/// How many files are looked at in one query.
const AT_ONCE: usize = 500;

/// Takes away the objects whose form was never kept; gives how many there were.
///
/// # Errors
/// When the database or the store does not answer.
pub async fn sweep(services: &Services) -> Result<u64> {
    let before = services.now() - GRACE;
    let mut ids = services.files.store.ids().await.map_err(Error::internal)?;
    ids.retain(|id| made_at(*id).is_some_and(|made| made < before));
    let mut taken = 0;
    for ids in ids.chunks(AT_ONCE) {
        let known = files::known(services.db.reader(), ids).await?;
        for id in ids.iter().filter(|id| !known.contains(id)) {
            services.files.store.delete(*id).await.map_err(Error::internal)?;
            taken += 1;
        }
    }
    Ok(taken)
}

/// Wraps the key of every file that is wrapped with another than the current key anew; gives how many there were. The
/// older keys may be forgotten afterwards.
///
/// # Errors
/// When the database does not answer, or a key cannot be opened: the files before it are done.
pub async fn rewrap(services: &Services) -> Result<u64> {
    let keys = &services.files.keys;
    let (mut done, mut after) = (0, None);
    loop {
        let limit = u64::try_from(AT_ONCE).map_err(Error::internal)?;
        let files = files::wrapped_otherwise(services.db.reader(), keys.current(), after, limit).await?;
        let Some(last) = files.last() else { return Ok(done) };
        after = Some(last.id);
        for file in &files {
            let key = keys.unwrap(file.id, &file.key_id, &file.wrapped_key);
            let wrapped = keys.wrap(file.id, &key.map_err(Error::internal)?, services.entropy.as_ref())?;
            done += u64::from(files::rewrap(services.db.writer(), file, keys.current(), wrapped).await?);
        }
    }
}

/// The moment in an id.
fn made_at(id: Uuid) -> Option<DateTime<Utc>> {
    let (seconds, nanoseconds) = id.get_timestamp()?.to_unix();
    DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanoseconds)
}
