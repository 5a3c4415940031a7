//! Ids in order of time.

use chrono::{DateTime, Utc};
use uuid::{Builder, Uuid};

use crate::ports::{Entropy, EntropyError};

/// A UUID v7 of the moment `now`.
///
/// # Errors
/// When there is no randomness.
pub fn new_id(now: DateTime<Utc>, entropy: &dyn Entropy) -> Result<Uuid, EntropyError> {
    let mut random = [0_u8; 10];
    entropy.fill(&mut random)?;
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
    Ok(Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
}
