//! «Квитанция о приёме»: the receipt for sent readings as a file to be printed.

use app::{
    AppError,
    api::readings::RECEIPTS,
    caller::{self, SESSION, token_in},
};
use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use services::{Result, Services, identity, readings};
use uuid::Uuid;

use crate::own_data::attachment;

/// The route of the file.
pub fn router(services: Services) -> Router {
    Router::new()
        .route(&format!("/accounts/{{id}}/{RECEIPTS}/{{file}}"), get(file))
        .with_state(services)
}

async fn file(
    State(services): State<Services>,
    Path((account, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let (Ok(account), Some(number)) = (account.parse::<Uuid>(), file.strip_suffix(".pdf")) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match caller::answer(pdf(&services, &headers, account, number).await) {
        // Whoever asked for it by another name would find that name in the header.
        Ok((number, pdf)) => attachment(&format!("kvitantsiya-{number}.pdf"), "application/pdf", pdf),
        Err(AppError::SignedOut) => Redirect::to(&format!("/login?next=/accounts/{account}/history")).into_response(),
        Err(AppError::Leaving) => Redirect::to("/settings/come-back").into_response(),
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, error.sentence().unwrap_or_default()).into_response()
        }
    }
}

async fn pdf(services: &Services, headers: &HeaderMap, account: Uuid, number: &str) -> Result<(String, Vec<u8>)> {
    let caller = identity::who(services, token_in(headers, SESSION).as_ref()).await?;
    readings::receipt_file(services, &caller, account, number).await
}
