//! The file of «Скачать данные»: a form answered with something to save, with scripts and without.

use app::{AppError, api::identity::OWN_DATA_FILE, caller};
use axum::{
    Router,
    body::Bytes,
    extract::{Extension, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use domain::{
    Field,
    calendar::{MOSCOW, business_date},
    identity::CurrentPasswordForm,
};
use leptos::server_fn::error::ServerFnUrlError;
use services::{Result, Services, identity};
use tracing::Span;

use crate::download::{asking, attachment, refused};

/// The page with the form; the host stands for any.
const PAGE: &str = "http://localhost/settings/data";

/// The route of the file.
pub fn router(services: Services) -> Router {
    Router::new().route(OWN_DATA_FILE, post(file)).with_state(services)
}

async fn file(
    State(services): State<Services>,
    Extension(line): Extension<Span>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    match caller::answer(data(&services, &line, &headers, &body).await) {
        Ok(text) => {
            let day = business_date(services.now(), MOSCOW);
            attachment(&format!("kabinet-{day}.json"), "application/json", text)
        }
        Err(error @ (AppError::SignedOut | AppError::Leaving)) => refused(&error, "/settings/data"),
        Err(error) => back(error),
    }
}

async fn data(services: &Services, line: &Span, headers: &HeaderMap, body: &[u8]) -> Result<Vec<u8>> {
    let caller = asking(services, line, headers).await?;
    let name = format!("form[{}]", Field::CurrentPassword.name());
    let typed = form_urlencoded::parse(body).find(|(field, _)| *field == name);
    let form = CurrentPasswordForm {
        current: typed.map(|(_, typed)| typed.into_owned()).unwrap_or_default(),
    };
    let data = identity::own_data(services, &caller, &form.validate()?).await?;
    serde_json::to_vec_pretty(&data).map_err(services::Error::internal)
}

/// Back to the page, which says what is wrong, as the framework does for server functions.
fn back(error: AppError) -> Response {
    let url = ServerFnUrlError::new(OWN_DATA_FILE, error).to_url(PAGE).ok();
    let query = url
        .and_then(|url| url.query().map(ToOwned::to_owned))
        .unwrap_or_default();
    Redirect::to(&format!("/settings/data?{query}")).into_response()
}
