//! What the log says about the ways into a cabinet: who did what, by id alone. The request's id stands in the same line.

use uuid::Uuid;

/// Notes what a person did, or what was done for or against them.
pub(crate) fn note(audit: &'static str, user: Uuid) {
    tracing::info!(audit, %user, "about the way into a cabinet");
}
