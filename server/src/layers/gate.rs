//! The places for forms with files: each takes memory, so there are few, and nobody keeps the others out by being slow.
//!
//! A network gets half of them at most, and a further one only while yet another is free: two networks leave a place for the
//! third, and so do all networks of one IPv6 /48 together. When all are taken, whoever has none takes the place of one that
//! has had time enough and either shares its network with others or comes slowly.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use services::limits::Network;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// One network takes at most this share of the places.
const SHARE: usize = 2;
/// For so long a place is sure.
const SURE: Duration = Duration::from_secs(30);
/// Less than this a second, on average, is slow: half a megabit.
const SLOW: u64 = 64 * 1024;

/// The places.
#[derive(Clone)]
pub struct Gate {
    places: usize,
    holders: Arc<Mutex<Vec<Holder>>>,
}

/// Who has a place; the one that came first stands first.
struct Holder {
    mark: Arc<Mark>,
    network: Network,
    since: Instant,
    /// Its files have come: it leaves soon, and nobody takes its place.
    is_busy: bool,
}

/// What a place and its line in the list know each other by.
#[derive(Default)]
struct Mark {
    bytes: AtomicU64,
    lost: CancellationToken,
}

/// A place; free again when dropped.
pub(super) struct Place {
    holders: Arc<Mutex<Vec<Holder>>>,
    mark: Arc<Mark>,
}

impl Gate {
    /// So many places, at least one.
    #[must_use]
    pub fn new(places: usize) -> Self {
        Self {
            places: places.max(1),
            holders: Arc::default(),
        }
    }

    /// A place for a form from this network, if there is one for it.
    pub(super) fn enter(&self, network: &Network) -> Option<Place> {
        let now = Instant::now();
        let mut holders = lock(&self.holders);
        let wide = network.wide();
        let near = |holder: &&Holder| wide.is_some() && holder.network.wide() == wide;
        // They are one subscriber's as easily as a town's.
        if holders.iter().filter(near).count() >= self.places.saturating_sub(1).max(1) {
            return None;
        }
        let own = holders.iter().filter(|holder| holder.network == *network).count();
        if own >= self.places.div_ceil(SHARE) || (own > 0 && holders.len() + 1 >= self.places) {
            return None;
        }
        if holders.len() >= self.places {
            let at = gives_way(&holders, now)?;
            holders.remove(at).mark.lost.cancel();
        }
        let mark = Arc::<Mark>::default();
        holders.push(Holder {
            mark: Arc::clone(&mark),
            network: network.clone(),
            since: now,
            is_busy: false,
        });
        drop(holders);
        Some(Place {
            holders: Arc::clone(&self.holders),
            mark,
        })
    }
}

/// Whose place is taken when all are: of those who may lose theirs, the first to come of the network with the most.
fn gives_way(holders: &[Holder], now: Instant) -> Option<usize> {
    let mut of_network = HashMap::<&str, usize>::new();
    for holder in holders {
        *of_network.entry(&holder.network.0).or_default() += 1;
    }
    let share = |holder: &Holder| of_network.get(holder.network.0.as_str()).copied().unwrap_or_default();
    let candidates = holders.iter().enumerate().filter(|(_, holder)| {
        let age = now.duration_since(holder.since);
        let is_slow = holder.mark.bytes.load(Ordering::Relaxed) < SLOW.saturating_mul(age.as_secs());
        !holder.is_busy && age >= SURE && (share(holder) > 1 || is_slow)
    });
    // Of equals the last one is the greatest.
    candidates
        .rev()
        .max_by_key(|(_, holder)| share(holder))
        .map(|(at, _)| at)
}

impl Place {
    /// Counts what has come.
    pub(super) fn count(&self, bytes: usize) {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        self.mark.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Waits until somebody else has taken this place.
    pub(super) async fn lost(&self) {
        self.mark.lost.cancelled().await;
    }

    /// Everything has come: nobody takes this place any more. Says whether it was not too late.
    pub(super) fn hold(&self) -> bool {
        let mut holders = lock(&self.holders);
        let own = holders.iter_mut().find(|holder| Arc::ptr_eq(&holder.mark, &self.mark));
        let Some(own) = own else { return false };
        own.is_busy = true;
        true
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        lock(&self.holders).retain(|holder| !Arc::ptr_eq(&holder.mark, &self.mark));
    }
}

fn lock(holders: &Mutex<Vec<Holder>>) -> MutexGuard<'_, Vec<Holder>> {
    holders.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    fn enter(gate: &Gate, network: &str) -> Option<Place> {
        gate.enter(&Network(network.to_owned()))
    }

    fn is_lost(place: &Place) -> bool {
        place.mark.lost.is_cancelled()
    }

    #[test]
    fn two_networks_leave_a_place_for_the_third() {
        let gate = Gate::new(4);
        let first = [enter(&gate, "a"), enter(&gate, "a")];
        assert!(first.iter().all(Option::is_some), "half of them");
        assert!(enter(&gate, "a").is_none());
        let second = enter(&gate, "b");
        assert!(
            second.is_some() && enter(&gate, "b").is_none(),
            "the last one is for whoever has none"
        );
        let third = enter(&gate, "c");
        assert!(third.is_some());
        assert!(
            enter(&gate, "d").is_none(),
            "all are taken, and nobody has had time enough"
        );
        drop(first);
        assert!(enter(&gate, "a").is_some());
        drop((second, third));
        assert!(gate.holders.lock().expect("whole").is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn all_networks_of_one_house_leave_a_place_for_others() {
        let gate = Gate::new(4);
        let house = |number: u8| enter(&gate, &format!("2001:db8:7:{number}::/64"));
        let places = [house(1), house(2), house(3)];
        assert!(places.iter().all(Option::is_some));
        assert!(house(4).is_none(), "the last one is for another house");
        let other = enter(&gate, "2001:db8:8:1::/64").expect("free");
        advance(SURE).await;
        assert!(
            house(4).is_none() && !is_lost(&other),
            "not in the place of others either"
        );
        assert!(enter(&gate, "a").is_some());
        let only = Gate::new(1);
        assert!(enter(&only, "2001:db8:7:1::/64").is_some());
    }

    #[test]
    fn a_single_place_is_given_out_and_given_back() {
        let gate = Gate::new(0);
        let only = enter(&gate, "a");
        assert!(only.is_some() && enter(&gate, "a").is_none() && enter(&gate, "b").is_none());
        drop(only);
        assert!(enter(&gate, "b").is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn who_comes_slowly_gives_way_after_a_while_and_not_before() {
        let gate = Gate::new(2);
        let quick = enter(&gate, "a").expect("free");
        let slow = enter(&gate, "b").expect("free");
        advance(SURE - Duration::from_secs(1)).await;
        assert!(enter(&gate, "c").is_none());
        advance(Duration::from_secs(1)).await;
        quick.count(30 * 64 * 1024);
        slow.count(30 * 64 * 1024 - 1);
        let came = enter(&gate, "c").expect("taken over");
        assert!(is_lost(&slow) && !is_lost(&quick));
        assert!(!slow.hold(), "it is too late");
        drop(slow);
        assert!(enter(&gate, "d").is_none(), "leaving what was taken frees nothing");
        drop(came);
        assert!(enter(&gate, "d").is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn a_network_with_several_gives_way_first_however_quick_it_is() {
        let gate = Gate::new(4);
        let places = ["b", "a", "a", "c"].map(|network| enter(&gate, network).expect("free"));
        advance(SURE).await;
        places[1].count(usize::MAX);
        places[2].count(usize::MAX);
        assert!(enter(&gate, "a").is_none(), "not for one of its own");
        let came = enter(&gate, "d").expect("taken over");
        assert_eq!(places.each_ref().map(is_lost), [false, true, false, false]);
        let next = enter(&gate, "e").expect("taken over");
        assert_eq!(
            places.each_ref().map(is_lost),
            [true, true, false, false],
            "then the slow, the first to come"
        );
        drop((came, next));
    }

    #[tokio::test(start_paused = true)]
    async fn whose_files_have_come_keeps_the_place() {
        let gate = Gate::new(1);
        let place = enter(&gate, "a").expect("free");
        assert!(place.hold());
        advance(SURE * 10).await;
        assert!(enter(&gate, "b").is_none() && !is_lost(&place));
    }
}
