//! Forms with files: the files are taken out and the rest goes on as the plain form that every other layer and every
//! server function knows. Only these forms may be large, only so many come at once, and none takes for ever.

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};
use domain::files::Purpose;
use services::{files::Uploads, limits::Network};

use super::{gate::Gate, multipart};

/// The server functions whose forms have files, and what these are for.
const TAKE_FILES: [(&str, Purpose); 2] = [
    ("/api/appeals/feedback", Purpose::Message),
    ("/api/readings/submit", Purpose::Reading),
];

/// Takes the files out of a form that may have some.
pub async fn take(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let Some((boundary, purpose)) = form_with_files(&request) else {
        return next.run(request).await;
    };
    let network = request.extensions().get::<Network>().cloned();
    let place = gate.enter(&network.unwrap_or_else(|| Network("unknown".to_owned())));
    let (mut parts, body) = request.into_parts();
    let mut received = multipart::receive(body, boundary, purpose, place.as_ref()).await;
    let is_lost = place.as_ref().is_some_and(|place| !place.hold());
    if is_lost && received.uploads != Uploads::default() {
        received.uploads = Uploads::Busy;
    }
    let form = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(received.fields)
        .finish();
    parts.headers.remove(header::TRANSFER_ENCODING);
    parts.headers.insert(header::CONTENT_LENGTH, form.len().into());
    let plain = HeaderValue::from_static("application/x-www-form-urlencoded");
    parts.headers.insert(header::CONTENT_TYPE, plain);
    parts.extensions.insert(received.uploads);
    let response = next.run(Request::from_parts(parts, Body::from(form))).await;
    // The files are in memory until the answer is ready.
    drop(place);
    response
}

/// What stands between the parts of such a form, and what its files are for.
fn form_with_files(request: &Request) -> Option<(String, Purpose)> {
    if request.method() != Method::POST {
        return None;
    }
    let (_, purpose) = TAKE_FILES.iter().find(|(path, _)| *path == request.uri().path())?;
    let content_type = request.headers().get(header::CONTENT_TYPE)?.to_str().ok()?;
    Some((multer::parse_boundary(content_type).ok()?, *purpose))
}

#[cfg(test)]
mod tests {
    use std::{io, time::Duration};

    use axum::{Extension, Router, body::to_bytes, middleware::from_fn_with_state, routing::post};
    use bytes::Bytes;
    use futures::{Stream, StreamExt as _, stream};
    use tokio::time::{Instant, sleep};
    use tower::ServiceExt as _;

    use super::*;

    const HEAD: &str = "--x\r\nContent-Disposition: form-data; name=\"form[text]\"\r\n\r\nтекст\r\n\
        --x\r\nContent-Disposition: form-data; name=\"form[files]\"; filename=\"a.pdf\"\r\n\r\n12";

    /// What the server function gets to see: the form, and what became of the files.
    async fn seen(Extension(uploads): Extension<Uploads>, form: String) -> String {
        let became = match uploads {
            Uploads::Received(files) => format!("{} bytes", files.iter().map(|file| file.bytes).sum::<u64>()),
            Uploads::Busy => "busy".to_owned(),
            Uploads::Slow => "slow".to_owned(),
            Uploads::Broken => "broken".to_owned(),
        };
        format!("{became}: {form}")
    }

    async fn send(site: &Router, from: &str, rest: impl Stream<Item = &'static str> + Send + 'static) -> String {
        let whole = stream::once(async { HEAD }).chain(rest);
        let body = whole.map(|piece| Ok::<_, io::Error>(Bytes::from_static(piece.as_bytes())));
        let mut request = Request::post(TAKE_FILES[0].0)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(Body::from_stream(body))
            .expect("a request");
        request.extensions_mut().insert(Network(from.to_owned()));
        let response = site.clone().oneshot(request).await.expect("an answer");
        let body = to_bytes(response.into_body(), 10_000).await.expect("a body");
        String::from_utf8(body.to_vec()).expect("text")
    }

    const TYPED: &str = "form%5Btext%5D=%D1%82%D0%B5%D0%BA%D1%81%D1%82&form%5Bfiles%5D=a.pdf";

    #[tokio::test(start_paused = true)]
    async fn two_networks_that_trickle_do_not_keep_the_others_out_and_lose_nothing_typed() {
        let site = Router::new()
            .route(TAKE_FILES[0].0, post(seen))
            .layer(from_fn_with_state(Gate::new(4), take));
        let trickle = || {
            stream::iter(["1"; 50]).then(|piece| async move {
                sleep(Duration::from_secs(10)).await;
                piece
            })
        };
        let slow = ["a", "a", "b", "b"].map(|from| send(&site, from, trickle()));
        let others = async {
            sleep(Duration::from_secs(31)).await;
            let mut answers = Vec::new();
            for from in ["c", "d", "e"] {
                let began = Instant::now();
                let rest = stream::once(async { "34\r\n--x--\r\n" });
                answers.push(send(&site, from, rest).await);
                assert!(began.elapsed() < Duration::from_secs(1));
            }
            answers
        };
        let (slow, others) = tokio::join!(futures::future::join_all(slow), others);
        assert_eq!(
            others,
            ["4 bytes", "4 bytes", "4 bytes"].map(|became| format!("{became}: {TYPED}"))
        );
        assert!(slow.iter().all(|answer| answer.ends_with(TYPED)), "{slow:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn who_comes_when_all_are_taken_gets_the_place_of_whoever_trickles() {
        let site = Router::new()
            .route(TAKE_FILES[0].0, post(seen))
            .layer(from_fn_with_state(Gate::new(1), take));
        let trickle = stream::iter(["1"; 50]).then(|piece| async move {
            sleep(Duration::from_secs(10)).await;
            piece
        });
        let end = || stream::once(async { "34\r\n--x--\r\n" });
        let others = async {
            sleep(Duration::from_secs(5)).await;
            let early = send(&site, "b", end()).await;
            sleep(Duration::from_secs(26)).await;
            (early, send(&site, "b", end()).await)
        };
        let (slow, (early, late)) = tokio::join!(send(&site, "a", trickle), others);
        assert_eq!(early, format!("busy: {TYPED}"));
        assert_eq!(late, format!("4 bytes: {TYPED}"));
        assert_eq!(slow, format!("busy: {TYPED}"), "what was typed is there");
    }
}
