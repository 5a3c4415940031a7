//! What the log says about the ways into a cabinet: who did what, by id alone. In the server's log the id
//! of the request stands in the same line; a command writes to the operator's terminal.

use uuid::Uuid;

/// Notes what a person did, or what was done for or against them.
pub(crate) fn note(audit: &'static str, user: Uuid) {
    tracing::info!(audit, %user, "about the way into a cabinet");
}
