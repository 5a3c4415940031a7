//! A request that changes something must come from our own page.
//!
//! `tower_http::csrf` refuses what comes from elsewhere but passes a request with neither `Origin` nor
//! `Sec-Fetch-Site`; this refuses those, too, but for the one press of a mail program, which comes from nowhere and needs
//! no session. Whatever is refused by either stands in the log.

use axum::{
    extract::Request,
    http::{Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tower_http::csrf::ProtectionError;

use crate::unsubscribe;

/// Refuses a changing request that does not say where it comes from.
pub async fn refuse_unknown_origin(request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let known = request.headers().contains_key(header::ORIGIN) || request.headers().contains_key("sec-fetch-site");
    let from_nowhere = request.uri().path() == unsubscribe::PATH;
    if safe || known || from_nowhere {
        let response = next.run(request).await;
        if response.extensions().get::<ProtectionError>().is_some() {
            note("elsewhere");
        }
        response
    } else {
        note("nowhere");
        StatusCode::FORBIDDEN.into_response()
    }
}

fn note(from: &'static str) {
    tracing::warn!(
        refused = "origin",
        from,
        "a changing request did not come from our own page"
    );
}
