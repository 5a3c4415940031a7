//! A line of the log for each request: method, route, who asks, status, time. Never the address itself: it may carry an id or
//! a token.

use axum::{
    extract::{self, MatchedPath},
    http::Request,
    middleware::Next,
    response::Response,
};
use tower_http::{
    classify::{ServerErrorsAsFailures, SharedClassifier},
    trace::{DefaultOnResponse, MakeSpan, TraceLayer},
};
use tracing::{Level, Span, field};

/// Makes the span of a request.
#[derive(Clone, Copy)]
pub struct RequestSpan;

impl<B> MakeSpan<B> for RequestSpan {
    fn make_span(&mut self, request: &Request<B>) -> Span {
        let id = request
            .headers()
            .get("x-request-id")
            .and_then(|id| id.to_str().ok())
            .unwrap_or_default();
        // The route, not the path: a path of another shape could carry anything.
        let route = request
            .extensions()
            .get::<MatchedPath>()
            .map_or("-", MatchedPath::as_str);
        tracing::info_span!("request", id, method = %request.method(), route, user = field::Empty)
    }
}

/// The layer.
#[must_use]
pub fn layer() -> TraceLayer<SharedClassifier<ServerErrorsAsFailures>, RequestSpan> {
    TraceLayer::new_for_http()
        .make_span_with(RequestSpan)
        .on_response(DefaultOnResponse::new().level(Level::INFO))
}

/// Hands the request's line on, to whoever finds out who is asking: pages are made by tasks of their own.
pub async fn hand_on(mut request: extract::Request, next: Next) -> Response {
    request.extensions_mut().insert(Span::current());
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use std::{
        io::{self, Write},
        sync::{Arc, Mutex},
    };

    use axum::{Extension, Router, body::Body, http::StatusCode, middleware::from_fn, routing::get};
    use tower::ServiceExt as _;
    use tower_http::csrf::CsrfLayer;
    use tracing::subscriber::set_default;

    use super::*;
    use crate::layers::csrf;

    /// What was written to the log.
    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("whole").write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Log {
        fn take(&self) -> String {
            let bytes = std::mem::take(&mut *self.0.lock().expect("whole"));
            String::from_utf8(bytes).expect("text")
        }
    }

    async fn somebody(Extension(line): Extension<Span>) -> StatusCode {
        line.record("user", "7");
        StatusCode::NOT_FOUND
    }

    #[tokio::test]
    async fn the_log_names_who_was_refused_and_what_came_from_elsewhere() {
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
        let _guard = set_default(subscriber);
        let site = Router::new()
            .route("/door", get(somebody).post(somebody))
            .route("/open", get(StatusCode::NOT_FOUND))
            .layer(CsrfLayer::new())
            .layer(from_fn(csrf::refuse_unknown_origin))
            .layer(from_fn(hand_on))
            .layer(layer());
        let ask = async |method: &str, path: &str, headers: &[(&'static str, &'static str)]| {
            let mut request = Request::builder().method(method).uri(format!("{path}?secret=1"));
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let request = request.body(Body::empty()).expect("a request");
            let status = site.clone().oneshot(request).await.expect("an answer").status();
            (status.as_u16(), log.take())
        };
        let (status, told) = ask("GET", "/door", &[]).await;
        assert!(
            status == 404 && told.contains("user=\"7\"") && told.contains("status=404"),
            "{told}"
        );
        assert!(!told.contains("secret"), "{told}");
        let (_, told) = ask("GET", "/open", &[]).await;
        assert!(told.contains("status=404") && !told.contains("user"), "{told}");
        for (headers, from) in [
            (&[][..], "nowhere"),
            (&[("origin", "https://example.com"), ("host", "127.0.0.1")], "elsewhere"),
            (&[("sec-fetch-site", "cross-site")], "elsewhere"),
        ] {
            let (status, told) = ask("POST", "/door", headers).await;
            assert_eq!(status, 403);
            assert!(told.contains(&format!("refused=\"origin\" from=\"{from}\"")), "{told}");
        }
        let (status, told) = ask("POST", "/door", &[("sec-fetch-site", "same-origin")]).await;
        assert!(status == 404 && !told.contains("refused"), "{told}");
    }
}
