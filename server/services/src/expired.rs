//! What is over is forgotten: no personal data is kept longer than it is of use.

use chrono::Duration;
use db::{expired, readings::photos};

use crate::{Result, Services};

/// How long what is over is still told apart from what never was.
const GRACE: Duration = Duration::days(1);
/// How long an operator sees which letters left and which were given up.
const LETTERS: Duration = Duration::days(30);
/// How long readings that were not taken when their window opened are shown: until two more have passed.
const REFUSED: Duration = Duration::days(60);
/// How long a photo of a meter is kept: until the yearly check of the meter has passed.
const PHOTOS: Duration = Duration::days(400);
/// Rows of each table in one statement.
const BATCH: u64 = 1_000;

/// Deletes the sessions, codes, links, drafts and counters that have been over for a day, and the letters and messages that
/// were sent or given up thirty days ago, readings refused sixty days ago, and photos of meters four hundred days old; gives
/// how many there were. Any number of processes may do it at once.
///
/// # Errors
/// Those of the database; what was deleted before stays deleted.
pub async fn forget(services: &Services) -> Result<u64> {
    let (conn, now) = (services.db.writer(), services.now());
    let mut forgotten = 0;
    loop {
        let over = expired::forget(conn, now - GRACE, BATCH).await?;
        let letters = expired::forget_notices(conn, now - LETTERS, BATCH).await?;
        let refused = expired::forget_refused(conn, now - REFUSED, BATCH).await?;
        let photos = photos::drop_before(conn, now - PHOTOS, BATCH).await?;
        match over + letters + refused + photos {
            0 => return Ok(forgotten),
            some => forgotten += some,
        }
    }
}
