//! The file of «Скачать данные»: a form answered with something to save, with scripts and without.

use app::{
    AppError,
    api::identity::OWN_DATA_FILE,
    caller::{self, SESSION, token_in},
};
use axum::{
    Router,
    body::Bytes,
    extract::{Extension, State},
    http::{HeaderMap, HeaderValue, header},
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
        Err(AppError::SignedOut) => Redirect::to("/login?next=/settings/data").into_response(),
        Err(AppError::Leaving) => Redirect::to("/settings/come-back").into_response(),
        Err(error) => refused(error),
    }
}

async fn data(services: &Services, line: &Span, headers: &HeaderMap, body: &[u8]) -> Result<Vec<u8>> {
    let caller = identity::who(services, token_in(headers, SESSION).as_ref()).await?;
    caller::note_caller(line, &caller);
    let name = format!("form[{}]", Field::CurrentPassword.name());
    let typed = form_urlencoded::parse(body).find(|(field, _)| *field == name);
    let form = CurrentPasswordForm {
        current: typed.map(|(_, typed)| typed.into_owned()).unwrap_or_default(),
    };
    let data = identity::own_data(services, &caller, &form.validate()?).await?;
    serde_json::to_vec_pretty(&data).map_err(services::Error::internal)
}

/// A file to be saved and kept by nobody on the way.
pub fn attachment(name: &str, kind: &'static str, content: Vec<u8>) -> Response {
    let mut response = content.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}

/// Back to the page, which says what is wrong, as the framework does for server functions.
fn refused(error: AppError) -> Response {
    let url = ServerFnUrlError::new(OWN_DATA_FILE, error).to_url(PAGE).ok();
    let query = url
        .and_then(|url| url.query().map(ToOwned::to_owned))
        .unwrap_or_default();
    Redirect::to(&format!("/settings/data?{query}")).into_response()
}
