//! Whether the process lives and whether it can serve.

use axum::{extract::State, http::StatusCode};
use services::Services;

/// The process lives.
pub async fn healthz() -> &'static str {
    "ok"
}

/// The database answers and has this version's schema.
pub async fn readyz(State(services): State<Services>) -> (StatusCode, &'static str) {
    if services.db.ping().await.is_err() {
        return (StatusCode::SERVICE_UNAVAILABLE, "database unavailable");
    }
    match services.db.pending_migrations().await {
        Ok(0) => (StatusCode::OK, "ok"),
        Ok(_) => (StatusCode::SERVICE_UNAVAILABLE, "migrations pending"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "database unavailable"),
    }
}
