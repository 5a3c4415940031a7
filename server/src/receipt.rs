//! «Квитанция о приёме»: the receipt for sent readings as a file to be printed.

use app::{api::readings::RECEIPTS, caller};
use axum::{
    Router,
    extract::{Extension, Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::get,
};
use services::{Result, Services, readings};
use tracing::Span;
use uuid::Uuid;

use crate::download::{asking, attachment, refused};

/// The route of the file.
pub fn router(services: Services) -> Router {
    Router::new()
        .route(&format!("/accounts/{{id}}/{RECEIPTS}/{{file}}"), get(file))
        .with_state(services)
}

async fn file(
    State(services): State<Services>,
    Path((account, file)): Path<(String, String)>,
    Extension(line): Extension<Span>,
    headers: HeaderMap,
) -> Response {
    let (Ok(account), Some(number)) = (account.parse::<Uuid>(), file.strip_suffix(".pdf")) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match caller::answer(pdf(&services, &line, &headers, account, number).await) {
        // Whoever asked for it by another name would find that name in the header.
        Ok((number, pdf)) => attachment(&format!("kvitantsiya-{number}.pdf"), "application/pdf", pdf),
        Err(error) => refused(&error, &format!("/accounts/{account}/history")),
    }
}

async fn pdf(
    services: &Services,
    line: &Span,
    headers: &HeaderMap,
    account: Uuid,
    number: &str,
) -> Result<(String, Vec<u8>)> {
    let caller = asking(services, line, headers).await?;
    readings::receipt_file(services, &caller, account, number).await
}
