//! The SMS gateway: `POST /v1/messages` over HTTP, one message per idempotency key.

mod connection;
mod request;
mod sent;

use std::{
    io,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    Json, Router,
    extract::{ConnectInfo, DefaultBodyLimit, State, rejection::JsonRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use serde_json::json;
use tokio::{net::TcpListener, sync::oneshot};

use crate::{
    fault::Fault,
    outbox::{Channel, Outbox},
};
use connection::{CuttableListener, Scissors};
use request::SmsRequest;
use sent::{Sent, SentKeys};

/// The token that the gateway asks for. It guards nothing: the twin listens on loopback only.
pub(crate) const TOKEN: &str = "twin-sms-token";

const LARGEST_REQUEST: usize = 64 * 1024;

#[derive(Clone)]
struct Gateway {
    outbox: Outbox,
    sent: Arc<Mutex<SentKeys>>,
}

/// Serves until `stop` resolves, which it also does when its other half is dropped.
pub(crate) async fn serve(listener: TcpListener, outbox: Outbox, stop: oneshot::Receiver<()>) -> io::Result<()> {
    let gateway = Gateway {
        outbox,
        sent: Arc::default(),
    };
    let router = Router::new()
        .route("/v1/messages", post(send))
        .layer(DefaultBodyLimit::max(LARGEST_REQUEST))
        .with_state(gateway)
        .into_make_service_with_connect_info::<Scissors>();
    axum::serve(CuttableListener(listener), router)
        .with_graceful_shutdown(async move {
            let _ = stop.await;
        })
        .await
}

async fn send(
    State(gateway): State<Gateway>,
    ConnectInfo(scissors): ConnectInfo<Scissors>,
    headers: HeaderMap,
    body: Result<Json<SmsRequest>, JsonRejection>,
) -> Response {
    if !is_authorised(&headers) {
        let challenge = [(header::WWW_AUTHENTICATE, "Bearer")];
        return (challenge, refusal(StatusCode::UNAUTHORIZED, "unauthorized")).into_response();
    }
    let request = match body.map(|Json(request)| request.check()) {
        Ok(Ok(request)) => request,
        Ok(Err(reason)) => return refusal(StatusCode::BAD_REQUEST, reason),
        Err(_) => return refusal(StatusCode::BAD_REQUEST, "malformed_body"),
    };
    let fault = gateway.outbox.take_fault(Channel::Sms);
    match fault {
        Some(Fault::Refuse) => return refusal(StatusCode::BAD_REQUEST, "recipient_refused"),
        Some(Fault::Busy) => {
            let wait = [(header::RETRY_AFTER, "1")];
            return (wait, refusal(StatusCode::TOO_MANY_REQUESTS, "too_many_requests")).into_response();
        }
        Some(Fault::HangUpAfterAccepting) => scissors.cut(),
        None => {}
    }
    let mut sent = gateway.sent.lock().unwrap_or_else(PoisonError::into_inner);
    match sent.once(request, |received| gateway.outbox.put(received)) {
        Sent::Now(id) => (StatusCode::ACCEPTED, Json(json!({ "id": id }))).into_response(),
        Sent::Before(id) => (StatusCode::OK, Json(json!({ "id": id }))).into_response(),
        Sent::KeyOfAnother => refusal(StatusCode::CONFLICT, "idempotency_key_reused"),
    }
}

fn is_authorised(headers: &HeaderMap) -> bool {
    let value = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    value.and_then(|value| value.strip_prefix("Bearer ")) == Some(TOKEN)
}

fn refusal(status: StatusCode, reason: &'static str) -> Response {
    (status, Json(json!({ "error": reason }))).into_response()
}
