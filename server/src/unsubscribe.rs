//! The one press of RFC 8058: a mail program sends it by itself, from nowhere and without a session. The page at the same
//! address, for whoever opens the link, is a section of the settings.

use axum::{
    Router,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::StatusCode,
    routing::post,
};
use domain::Refusal;
use serde::Deserialize;
use services::{Error, Services, notices};

/// The address without what says whom it is for.
pub const PATH: &str = "/settings/unsubscribe";

/// What the link says.
#[derive(Deserialize)]
struct Asked {
    kind: String,
    token: String,
}

/// The route: that of the sections, because the page has it, too.
pub fn router(services: Services) -> Router {
    Router::new()
        .route("/settings/{section}", post(one_press))
        .with_state(services)
}

async fn one_press(
    State(services): State<Services>,
    Path(section): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> StatusCode {
    let Some(Query(Asked { kind, token })) = asked.ok().filter(|_| PATH.ends_with(&format!("/{section}"))) else {
        return StatusCode::NOT_FOUND;
    };
    match notices::unsubscribe(&services, &kind, &token).await {
        Ok(()) => StatusCode::OK,
        Err(Error::Refused(Refusal::LinkDead)) => StatusCode::NOT_FOUND,
        Err(Error::Unavailable(_) | Error::Busy) => StatusCode::SERVICE_UNAVAILABLE,
        Err(error) => {
            tracing::error!(%error, "nobody could be taken off the list");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}
