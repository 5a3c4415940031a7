//! «Скачать все показания»: the account's history as a file.

use app::{api::readings::HISTORY_FILE, caller};
use axum::{
    Router,
    extract::{Extension, Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::calendar::{MOSCOW, business_date};
use services::{Result, Services, readings};
use tracing::Span;
use uuid::Uuid;

use crate::download::{asking, attachment, refused};

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
        Err(error) => refused(&error, &format!("/accounts/{account}/history")),
    }
}

async fn table(services: &Services, line: &Span, headers: &HeaderMap, account: Uuid) -> Result<Vec<u8>> {
    let caller = asking(services, line, headers).await?;
    readings::history_table(services, &caller, account).await
}
