//! How a file that a page leads to is answered: something to save, or what stands in the way of it.

use app::{
    AppError,
    caller::{self, SESSION, token_in},
};
use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use services::{
    Result, Services,
    identity::{self, Caller},
};
use tracing::Span;

/// Who asks; the request's line of the log names them.
///
/// # Errors
/// `SignedOut`, `Leaving`; those of the database.
pub async fn asking(services: &Services, line: &Span, headers: &HeaderMap) -> Result<Caller> {
    let caller = identity::who(services, token_in(headers, SESSION).as_ref()).await?;
    caller::note_caller(line, &caller);
    Ok(caller)
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

/// No file: whoever is not logged in is led to the login and from there to this page, all others are told why.
pub fn refused(error: &AppError, page: &str) -> Response {
    match error {
        AppError::SignedOut => Redirect::to(&format!("/login?next={page}")).into_response(),
        AppError::Leaving => Redirect::to("/settings/come-back").into_response(),
        error => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, error.sentence().unwrap_or_default()).into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_gets_no_file_is_led_on_or_told_why() {
        let answered = |error| {
            let answer = refused(&error, "/settings/data");
            let to = answer.headers().get(header::LOCATION).cloned();
            (answer.status().as_u16(), to)
        };
        let to = |page| Some(HeaderValue::from_static(page));
        assert_eq!(answered(AppError::SignedOut), (303, to("/login?next=/settings/data")));
        assert_eq!(answered(AppError::Leaving), (303, to("/settings/come-back")));
        assert_eq!(answered(AppError::NotFound), (404, None));
        assert_eq!(answered(AppError::Busy), (503, None));
    }
}
