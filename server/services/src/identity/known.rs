//! Browsers that their owner has logged in with before. Their failures are counted apart, so that a stranger's guesses do
//! not keep the owner waiting (OWASP calls it a device cookie).

use chrono::{DateTime, Duration, Utc};
use db::entity::users::Model;
use uuid::Uuid;

use crate::{Result, Services, secrets::Token};

/// A browser counts as known for so long after its last login.
pub const KNOWN_FOR: Duration = Duration::days(180);

/// What the marks are for, and the name of the counter of a browser's failures.
const PURPOSE: &str = "login-known";

/// The mark for a browser in which somebody has just logged in. It opens nothing, and it is worth nothing after the next
/// password: whoever knew the old one may have got a mark by it.
pub(super) fn mark(services: &Services, user_id: Uuid, password_changed_at: DateTime<Utc>) -> Result<Token> {
    let owner = owner(user_id, password_changed_at);
    Ok(services.keys.mark(services.entropy.as_ref(), PURPOSE, &owner)?)
}

/// The counter of a browser's failures, if it carries a mark of this person.
pub(super) fn counter(services: &Services, user: Option<&Model>, mark: Option<&Token>) -> Option<String> {
    let (user, mark) = (user?, mark?);
    let owner = owner(user.id, user.password_changed_at);
    let is_known = services.keys.has_marked(PURPOSE, &owner, mark);
    is_known.then(|| services.keys.label(PURPOSE, &mark.expose()))
}

fn owner(user_id: Uuid, password_changed_at: DateTime<Utc>) -> String {
    format!("{user_id} {}", password_changed_at.timestamp_micros())
}
