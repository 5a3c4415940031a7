//! The headers of every answer.

use app::shell::content_security_policy;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use services::Services;

/// The form of a moment in a header (RFC 9110, 5.6.7).
const HTTP_DATE: &str = "%a, %d %b %Y %H:%M:%S GMT";

/// What every answer carries, made once.
#[derive(Clone)]
pub struct Headers {
    policy: HeaderValue,
    https: bool,
    services: Services,
}

impl Headers {
    /// Customers who come over TLS are told never to come otherwise.
    #[must_use]
    pub fn new(services: Services) -> Self {
        let policy = HeaderValue::from_str(&content_security_policy(None));
        Self {
            policy: policy.unwrap_or(HeaderValue::from_static("default-src 'none'")),
            https: services.settings.public_url.starts_with("https://"),
            services,
        }
    }
}

/// Adds what an answer does not say itself. Pages and answers are never kept by caches; files say so themselves.
pub async fn add(State(headers): State<Headers>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    tell_charset(response.headers_mut());
    let mut add = |name: HeaderName, value: HeaderValue| {
        response.headers_mut().entry(name).or_insert(value);
    };
    add(header::CONTENT_SECURITY_POLICY, headers.policy);
    add(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    add(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // The policy says so too; browsers from before it understand only this.
    add(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    add(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    add(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=(), payment=()"),
    );
    add(
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    );
    // The clock that all rules go by: a device compares its own with it.
    if let Ok(now) = HeaderValue::from_str(&headers.services.now().format(HTTP_DATE).to_string()) {
        add(header::DATE, now);
    }
    if headers.https {
        add(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=63072000; includeSubDomains"),
        );
    }
    response
}

/// All our text is UTF-8; files are sent with their type alone.
fn tell_charset(headers: &mut HeaderMap) {
    let Some(told) = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()) else {
        return;
    };
    let is_text = told.starts_with("text/") || told.ends_with("+xml");
    if is_text
        && !told.contains("charset")
        && let Ok(whole) = HeaderValue::from_str(&format!("{told}; charset=utf-8"))
    {
        headers.insert(header::CONTENT_TYPE, whole);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_every_kind_tells_its_charset() {
        for (told, expected) in [
            ("text/css", "text/css; charset=utf-8"),
            ("text/javascript", "text/javascript; charset=utf-8"),
            ("image/svg+xml", "image/svg+xml; charset=utf-8"),
            ("text/html; charset=utf-8", "text/html; charset=utf-8"),
            ("application/wasm", "application/wasm"),
            ("application/json", "application/json"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(told));
            tell_charset(&mut headers);
            assert_eq!(headers[header::CONTENT_TYPE], expected);
        }
        let mut without = HeaderMap::new();
        tell_charset(&mut without);
        assert!(without.is_empty());
    }
}
