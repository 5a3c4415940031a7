//! What is over is forgotten: no personal data is kept longer than it is of use.

use chrono::Duration;
use db::expired;

use crate::{Result, Services};

/// How long what is over is still told apart from what never was.
const GRACE: Duration = Duration::days(1);
/// Rows of each table in one statement.
const BATCH: u64 = 1_000;

/// Deletes the sessions, codes, links, drafts and counters that have been over for a day; gives how many there were. Any
/// number of processes may do it at once.
///
/// # Errors
/// Those of the database; what was deleted before stays deleted.
pub async fn forget(services: &Services) -> Result<u64> {
    let before = services.now() - GRACE;
    let mut forgotten = 0;
    loop {
        match expired::forget(services.db.writer(), before, BATCH).await? {
            0 => return Ok(forgotten),
            some => forgotten += some,
        }
    }
}
