//! What the log says about the ways into a cabinet: who did what, by id alone. In the server's log the id
//! of the request stands in the same line; a command writes to the operator's terminal.

use uuid::Uuid;

/// Notes what a person did, or what was done for or against them.
pub(crate) fn note(audit: &'static str, user: Uuid) {
    tracing::info!(audit, %user, "about the way into a cabinet");
}

/// Notes what cannot be said of a person: a try for a cabinet that there is not, a refusal. What was typed may be anything,
/// a password in the wrong field too, so the log has the name of its counter, a keyed hash.
pub(crate) fn note_counter(audit: &'static str, counter: &str) {
    tracing::info!(audit, counter, "about the way into a cabinet");
}
