//! A photo of a meter, for whoever sees the readings that it came with: something to save, never a page.

use app::{api::readings::PHOTOS, caller};
use axum::{
    Router,
    extract::{Extension, Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::get,
};
use services::{
    Result, Services,
    readings::{self, Photo},
};
use tracing::Span;
use uuid::Uuid;

use crate::download::{asking, attachment, refused};

/// The route of the photos.
pub fn router(services: Services) -> Router {
    Router::new()
        .route(&format!("/accounts/{{id}}/{PHOTOS}/{{photo}}"), get(file))
        .with_state(services)
}

async fn file(
    State(services): State<Services>,
    Path((account, photo)): Path<(String, String)>,
    Extension(line): Extension<Span>,
    headers: HeaderMap,
) -> Response {
    let (Ok(account), Ok(photo)) = (account.parse::<Uuid>(), photo.parse::<Uuid>()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match caller::answer(read(&services, &line, &headers, account, photo).await) {
        Ok(photo) => attachment(&photo.name, photo.kind.media_type(), photo.content),
        Err(error) => refused(&error, &format!("/accounts/{account}/history")),
    }
}

async fn read(services: &Services, line: &Span, headers: &HeaderMap, account: Uuid, photo: Uuid) -> Result<Photo> {
    let caller = asking(services, line, headers).await?;
    readings::photo(services, &caller, account, photo).await
}
