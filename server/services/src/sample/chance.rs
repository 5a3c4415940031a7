//! Chance that can be repeated: a generator for each subject of each account, so that no order of writing matters.

use fastrand::Rng;

/// What a generator decides about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Subject {
    /// A person.
    Person,
    /// A house and its meters.
    House,
    /// What was used and paid.
    History,
}

/// The generator for a subject of the account or person `index`.
pub(super) fn chance(seed: u64, index: u32, subject: Subject) -> Rng {
    let subject = match subject {
        Subject::Person => 1,
        Subject::House => 2,
        Subject::History => 3,
    };
    Rng::with_seed(scatter(scatter(seed).wrapping_add(u64::from(index) << 2 | subject)))
}

/// One of the things; the first when there is no choice.
pub(super) fn one_of<T: Copy + Default>(rng: &mut Rng, things: &[T]) -> T {
    things
        .get(rng.usize(..things.len().max(1)))
        .copied()
        .unwrap_or_default()
}

/// Neighbouring seeds give numbers far apart (the finaliser of SplitMix64).
const fn scatter(seed: u64) -> u64 {
    let mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
