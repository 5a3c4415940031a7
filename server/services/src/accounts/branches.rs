//! The rules of the branches: every page needs them, and they change only when a registry is imported.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Duration, Utc};
use domain::accounts::BranchRules;
use sea_orm::ConnectionTrait;

use crate::{Result, Services};

/// They are read again after this long.
const FRESH: Duration = Duration::seconds(10);

/// The rules as last read, and when.
#[derive(Debug, Default)]
pub struct Branches(Mutex<Option<(DateTime<Utc>, Arc<BranchRules>)>>);

impl Branches {
    fn fresh(&self, now: DateTime<Utc>) -> Option<Arc<BranchRules>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (read_at, rules) = kept.as_ref()?;
        let age = now - *read_at;
        (age >= Duration::zero() && age < FRESH).then(|| Arc::clone(rules))
    }

    fn keep(&self, now: DateTime<Utc>, rules: &Arc<BranchRules>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, Arc::clone(rules)));
    }
}

/// The rules of every branch, at most ten seconds old.
///
/// # Errors
/// Those of the database.
pub async fn branches(services: &Services) -> Result<Arc<BranchRules>> {
    known(services, services.db.reader()).await
}

/// The same for whoever holds a connection already: waiting for a second one could last for ever.
pub(crate) async fn known(services: &Services, conn: &impl ConnectionTrait) -> Result<Arc<BranchRules>> {
    let now = services.now();
    if let Some(rules) = services.branches.fresh(now) {
        return Ok(rules);
    }
    let rules = Arc::new(BranchRules(db::accounts::branches::all(conn).await?));
    // None at all: the first registry is about to be imported.
    if !rules.0.is_empty() {
        services.branches.keep(now, &rules);
    }
    Ok(rules)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_kept_for_ten_seconds_whichever_way_the_clock_goes() {
        let (branches, now) = (Branches::default(), DateTime::UNIX_EPOCH);
        assert!(branches.fresh(now).is_none());
        branches.keep(now, &Arc::new(BranchRules(Vec::new())));
        for (seconds, expected) in [(0, true), (9, true), (10, false), (-1, false)] {
            assert_eq!(
                branches.fresh(now + Duration::seconds(seconds)).is_some(),
                expected,
                "{seconds}"
            );
        }
    }
}
