//! The status of an answer that was refused before its function began: the framework calls each of them 500.

use app::AppError;
use axum::{
    body::{Body, to_bytes},
    http::StatusCode,
    response::Response,
};
use leptos::server_fn::error::SERVER_FN_ERROR_HEADER as MARK;

/// The largest refusal.
const REFUSAL_MAX: usize = 64 * 1024;

/// Gives a refusal of a server function the status that goes with it.
pub async fn tell(response: Response) -> Response {
    let refused = response.headers().contains_key(MARK);
    if !refused || response.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, REFUSAL_MAX).await else {
        return Response::from_parts(parts, Body::empty());
    };
    let status = serde_json::from_slice::<AppError>(&bytes).map(|error| StatusCode::from_u16(error.status()));
    if let Ok(Ok(status)) = status {
        parts.status = status;
    }
    Response::from_parts(parts, Body::from(bytes))
}

#[cfg(test)]
mod tests {
    use domain::Refusal;

    use super::*;

    async fn status_of(error: &str, marked: bool) -> StatusCode {
        let mut response = Response::new(Body::from(error.to_owned()));
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        if marked {
            let path = axum::http::HeaderValue::from_static("/api/identity/login");
            response.headers_mut().insert(MARK, path);
        }
        tell(response).await.status()
    }

    #[tokio::test]
    async fn a_refusal_before_the_function_has_its_own_status() {
        let refused = serde_json::to_string(&AppError::Refused(Refusal::Malformed)).unwrap();
        assert_eq!(status_of(&refused, true).await, StatusCode::UNPROCESSABLE_ENTITY);
        let internal = serde_json::to_string(&AppError::Internal("1".into())).unwrap();
        assert_eq!(status_of(&internal, true).await, StatusCode::INTERNAL_SERVER_ERROR);
    }

    #[tokio::test]
    async fn what_no_function_answered_stays_as_it_is() {
        let refused = serde_json::to_string(&AppError::Refused(Refusal::Malformed)).unwrap();
        assert_eq!(status_of(&refused, false).await, StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(status_of("not ours", true).await, StatusCode::INTERNAL_SERVER_ERROR);
    }
}
