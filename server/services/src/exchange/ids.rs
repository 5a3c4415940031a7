//! Ids for many rows at once: UUID v7 that rise by random steps.
//!
//! Source: RFC 9562, 6.2, method 2. All ids of an import carry the moment it began; the 74 bits after it start at random
//! and rise by 1..=2³² each time. So they lie together in an index, cannot be guessed from one another, and an id tells
//! whether it was made by this import.

use chrono::{DateTime, Utc};
use uuid::{Builder, Uuid};

use crate::ports::{Entropy, EntropyError};

/// Random bytes drawn at once.
const BLOCK: usize = 16 * 1024;
/// Bytes that one id takes.
const STEP: usize = 4;

/// Makes ids.
pub(super) struct Ids<'a> {
    entropy: &'a dyn Entropy,
    millis: u64,
    first: u128,
    last: u128,
    block: Vec<u8>,
    used: usize,
}

impl<'a> Ids<'a> {
    /// Ids of the moment `now`.
    ///
    /// # Errors
    /// When there is no randomness.
    pub(super) fn new(now: DateTime<Utc>, entropy: &'a dyn Entropy) -> Result<Self, EntropyError> {
        let mut random = [0; 16];
        entropy.fill(&mut random)?;
        // 73 bits: the highest stays clear, so that the steps have room to rise.
        let first = u128::from_be_bytes(random) >> 55;
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
        Ok(Self {
            entropy,
            millis,
            first,
            last: first,
            block: vec![0; BLOCK],
            used: BLOCK,
        })
    }

    /// The next id.
    ///
    /// # Errors
    /// When there is no randomness.
    pub(super) fn next(&mut self) -> Result<Uuid, EntropyError> {
        if self.used >= BLOCK {
            self.entropy.fill(&mut self.block)?;
            self.used = 0;
        }
        let step = self
            .block
            .get(self.used..self.used + STEP)
            .and_then(|bytes| bytes.try_into().ok());
        self.used += STEP;
        self.last += u128::from(u32::from_be_bytes(step.unwrap_or_default())) + 1;
        Ok(build(self.millis, self.last))
    }

    /// Whether this import made the id.
    pub(super) fn contains(&self, id: Uuid) -> bool {
        (build(self.millis, self.first)..=build(self.millis, self.last)).contains(&id)
    }
}

/// Spreads 74 bits over the random parts of a UUID v7: 12 before the variant, 62 behind it.
fn build(millis: u64, random: u128) -> Uuid {
    let spread = ((random >> 62) << 64) | (random & ((1 << 62) - 1));
    let mut bytes = [0; 10];
    for (byte, spread) in bytes.iter_mut().zip(spread.to_be_bytes().into_iter().skip(6)) {
        *byte = spread;
    }
    Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte again and again.
    struct Same(u8);

    impl Entropy for Same {
        fn fill(&self, bytes: &mut [u8]) -> Result<(), EntropyError> {
            bytes.fill(self.0);
            Ok(())
        }
    }

    #[test]
    fn ids_rise_and_are_known_again() {
        for byte in [0, 0x7f, 0xff] {
            let now = DateTime::from_timestamp_millis(1_795_000_000_000).expect("a moment");
            let entropy = Same(byte);
            let mut ids = Ids::new(now, &entropy).expect("ids");
            let made: Vec<_> = (0..10_000).map(|_| ids.next().expect("an id")).collect();
            assert!(made.is_sorted() && made.windows(2).all(|pair| pair[0] != pair[1]));
            for id in &made {
                assert_eq!((id.get_version_num(), id.get_variant()), (7, uuid::Variant::RFC4122));
                assert_eq!(id.get_timestamp().map(|time| time.to_unix().0), Some(1_795_000_000));
                assert!(ids.contains(*id));
            }
            let later = Ids::new(now + chrono::Duration::milliseconds(1), &entropy).expect("ids");
            assert!(made.iter().all(|id| !later.contains(*id)));
        }
    }
}
