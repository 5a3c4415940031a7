//! Shows the outbox to a developer: `/dev/outbox` to read, `/dev/outbox.json` for programs.

mod html;
mod linked;

use axum::{
    Json, Router,
    extract::{Query, State},
    http::header,
    response::{Html, IntoResponse},
    routing::get,
};
use serde::Deserialize;

use crate::outbox::{Message, Outbox};

/// The two addresses under `/dev`, to be merged into a server that runs for development only: it shows every
/// letter and code to anyone who asks.
///
/// - `GET /dev/outbox`: a page in Russian, the newest message first, without scripts and styles.
/// - `GET /dev/outbox.json`: an array of [`Message`], the newest first.
///
/// Both take `?to=` to show one recipient's messages.
pub fn outbox_router(outbox: Outbox) -> Router {
    Router::new()
        .route("/dev/outbox", get(page))
        .route("/dev/outbox.json", get(json))
        .with_state(outbox)
}

#[derive(Deserialize)]
struct Filter {
    to: Option<String>,
}

impl Filter {
    fn apply(&self, outbox: &Outbox) -> Vec<Message> {
        match &self.to {
            None => outbox.messages(),
            Some(to) => match to.strip_prefix(' ') {
                // In a query a plus stands for a space; whoever types a phone number means the plus.
                Some(digits) => outbox.messages_to(&format!("+{digits}")),
                None => outbox.messages_to(to),
            },
        }
    }
}

async fn page(State(outbox): State<Outbox>, Query(filter): Query<Filter>) -> impl IntoResponse {
    let page = html::page(&filter.apply(&outbox));
    ([(header::CACHE_CONTROL, "no-store")], Html(page))
}

async fn json(State(outbox): State<Outbox>, Query(filter): Query<Filter>) -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], Json(filter.apply(&outbox)))
}
