//! A photo of a meter, for whoever sees the readings that it came with: something to save, never a page.

use app::{
    AppError,
    api::readings::PHOTOS,
    caller::{self, SESSION, token_in},
};
use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use services::{
    Error, Result, Services, identity,
    readings::{self, Photo},
};

use crate::own_data::attachment;

/// The route of the photos.
pub fn router(services: Services) -> Router {
    Router::new()
        .route(&format!("/accounts/{{account}}/{PHOTOS}/{{photo}}"), get(file))
        .with_state(services)
}

async fn file(
    State(services): State<Services>,
    Path((account, photo)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    match caller::answer(read(&services, &headers, &account, &photo).await) {
        Ok(photo) => attachment(&photo.name, photo.kind.media_type(), photo.content),
        Err(AppError::SignedOut) => Redirect::to(&format!("/login?next=/accounts/{account}/history")).into_response(),
        Err(AppError::Leaving) => Redirect::to("/settings/come-back").into_response(),
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, error.sentence().unwrap_or_default()).into_response()
        }
    }
}

async fn read(services: &Services, headers: &HeaderMap, account: &str, photo: &str) -> Result<Photo> {
    let id = |text: &str| text.parse().map_err(|_| Error::NotFound);
    let (account, photo) = (id(account)?, id(photo)?);
    let caller = identity::who(services, token_in(headers, SESSION).as_ref()).await?;
    readings::photo(services, &caller, account, photo).await
}
