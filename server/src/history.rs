//! «Скачать все показания»: the account's history as a file.

use app::{
    AppError,
    api::readings::HISTORY_FILE,
    caller::{self, SESSION, token_in},
};
use axum::{
    Router,
    extract::{Extension, Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use domain::calendar::{MOSCOW, business_date};
use services::{Result, Services, identity, readings};
use tracing::Span;
use uuid::Uuid;

use crate::own_data::attachment;

/// The route of the file.
pub fn router(services: Services) -> Router {
    Router::new()
        .route(&format!("/accounts/{{id}}/{HISTORY_FILE}"), get(file))
        .with_state(services)
}

async fn file(
    State(services): State<Services>,
    Path(account): Path<String>,
    Extension(line): Extension<Span>,
    headers: HeaderMap,
) -> Response {
    let Ok(account) = account.parse::<Uuid>() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match caller::answer(table(&services, &line, &headers, account).await) {
        Ok(table) => {
            let day = business_date(services.now(), MOSCOW);
            attachment(&format!("pokazaniya-{day}.csv"), "text/csv; charset=utf-8", table)
        }
        Err(AppError::SignedOut) => Redirect::to(&format!("/login?next=/accounts/{account}/history")).into_response(),
        Err(AppError::Leaving) => Redirect::to("/settings/come-back").into_response(),
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, error.sentence().unwrap_or_default()).into_response()
        }
    }
}

async fn table(services: &Services, line: &Span, headers: &HeaderMap, account: Uuid) -> Result<Vec<u8>> {
    let caller = identity::who(services, token_in(headers, SESSION).as_ref()).await?;
    caller::note_caller(line, &caller);
    readings::history_table(services, &caller, account).await
}
