//! Forms without scripts: what was typed is kept when the form comes back, and across a login.

use app::{
    caller::{ACCEPTED, DRAFT, KEEP_DRAFT, SIGNED_OUT, is_plain_form, secret_cookie, token_in},
    draft::Draft,
};
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::identity::ReturnPath;
use services::{Services, drafts, secrets::Token};

/// The largest form.
const FORM_MAX: usize = 64 * 1024;

/// Shows a page the form that came back to it; keeps or forgets the form that is sent.
pub async fn carry(State(services): State<Services>, mut request: Request, next: Next) -> Response {
    let token = token_in(request.headers(), DRAFT);
    if request.method() == Method::GET {
        if let Some(token) = &token
            && let Ok(Some(fields)) = drafts::find(&services, token, request.uri().path()).await
        {
            request.extensions_mut().insert(Draft(fields));
        }
        return next.run(request).await;
    }
    if request.method() != Method::POST || !request.uri().path().starts_with("/api/") {
        return next.run(request).await;
    }
    let page = page_of(request.headers());
    if !is_plain_form(request.headers()) {
        return forget_when_accepted(&services, token, page, next.run(request).await).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, FORM_MAX).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let fields = fields(&bytes);
    let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    finish(&services, token, page, fields, response).await
}

async fn finish(
    services: &Services,
    token: Option<Token>,
    page: ReturnPath,
    fields: Vec<(String, String)>,
    mut response: Response,
) -> Response {
    let headers = response.headers_mut();
    let signed_out = headers.remove(&SIGNED_OUT).is_some();
    let keep = headers.remove(&KEEP_DRAFT).is_some();
    headers.remove(&ACCEPTED);
    let refused = headers
        .get(header::LOCATION)
        .is_some_and(|to| to.as_bytes().windows(6).any(|part| part == b"__err="));
    if signed_out && let Ok(to) = HeaderValue::from_str(&format!("/login?kept&next={}", page.as_str())) {
        headers.insert(header::LOCATION, to);
    }
    if refused || keep {
        let token = match token.map_or_else(|| services.new_token(), Ok) {
            Ok(token) => token,
            Err(_) => return response,
        };
        if drafts::keep(services, &token, page.as_str(), fields).await.is_ok()
            && let Ok(value) = HeaderValue::from_str(&secret_cookie(DRAFT, &token).to_string())
        {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    } else if let Some(token) = &token {
        // A form that could not be forgotten is forgotten by its age.
        let _ = drafts::forget(services, token, page.as_str()).await;
    }
    response
}

async fn forget_when_accepted(
    services: &Services,
    token: Option<Token>,
    page: ReturnPath,
    mut response: Response,
) -> Response {
    response.headers_mut().remove(&SIGNED_OUT);
    let keep = response.headers_mut().remove(&KEEP_DRAFT).is_some();
    let accepted = response.headers_mut().remove(&ACCEPTED).is_some();
    if let Some(token) = &token
        && accepted
        && !keep
    {
        let _ = drafts::forget(services, token, page.as_str()).await;
    }
    response
}

/// The page that the form stands on.
fn page_of(headers: &HeaderMap) -> ReturnPath {
    let referer = headers
        .get(header::REFERER)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let path = referer
        .parse::<axum::http::Uri>()
        .map(|uri| uri.path().to_owned())
        .unwrap_or_default();
    ReturnPath::or_home(&path)
}

/// `form[email]=…` becomes the field `email`.
fn fields(body: &[u8]) -> Vec<(String, String)> {
    let bare = |name: &str| {
        name.strip_prefix("form[")
            .and_then(|name| name.strip_suffix(']'))
            .unwrap_or(name)
            .to_owned()
    };
    form_urlencoded::parse(body)
        .map(|(name, value)| (bare(&name), value.into_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forms_fields_lose_their_wrapping() {
        let pairs = fields("form%5Bemail%5D=a%40b.ru&account=1&form[text]=%D1%8F".as_bytes());
        let pairs: Vec<_> = pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(pairs, [("email", "a@b.ru"), ("account", "1"), ("text", "я")]);
    }

    #[test]
    fn the_page_is_the_referers_path_and_never_leads_away() {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::REFERER,
            HeaderValue::from_static("http://127.0.0.1:3000/register?__err=x"),
        );
        assert_eq!(page_of(&headers).as_str(), "/register");
        headers.insert(
            header::REFERER,
            HeaderValue::from_static("http://evil.example//evil.example"),
        );
        assert_eq!(page_of(&headers).as_str(), "/");
    }
}
