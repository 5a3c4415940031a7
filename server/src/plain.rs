//! The account's page as bare JSON, in a demonstration alone: the same session and the same queries without rendering,
//! so that a measurement can tell what rendering costs.

use app::caller::{SESSION, token_in};
use axum::{
    Json, Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    routing::get,
};
use domain::{
    accounts::{AccountPage, LinkedAccount},
    identity::Me,
};
use serde::Serialize;
use services::{Error, Services, accounts, identity};

/// What the page shows: its frame and its body.
#[derive(Serialize)]
struct Plain {
    me: Me,
    accounts: Vec<LinkedAccount>,
    page: AccountPage,
}

/// `/dev/plain/account/{id}`.
pub fn router(services: Services) -> Router {
    Router::new()
        .route("/dev/plain/account/{id}", get(account))
        .with_state(services)
}

async fn account(
    State(services): State<Services>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Plain>, StatusCode> {
    let id = id.parse().map_err(|_| StatusCode::NOT_FOUND)?;
    let caller = identity::who(&services, token_in(&headers, SESSION).as_ref())
        .await
        .map_err(|error| status(&error))?;
    let frame = accounts::linked(&services, &caller);
    let body = accounts::page(&services, &caller, id);
    let (accounts, page) = tokio::try_join!(frame, body).map_err(|error| status(&error))?;
    Ok(Json(Plain {
        me: caller.me(),
        accounts,
        page,
    }))
}

const fn status(error: &Error) -> StatusCode {
    match error {
        Error::SignedOut | Error::Leaving => StatusCode::UNAUTHORIZED,
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Busy | Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
