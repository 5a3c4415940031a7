//! The SMS gateway over loopback: one message per key, and the refusals of a real gateway.

use super::client::http;
use twins::{Channel, Fault, Twins};

const MESSAGE: &str = r#"{"to":"+79101234567","text":"Код 1234","idempotency_key":"k1"}"#;

async fn send(twins: &Twins, token: &str, body: &str) -> String {
    let head = format!("POST /v1/messages HTTP/1.1\r\nContent-Type: application/json\r\nAuthorization: Bearer {token}");
    http(twins.sms_addr(), &head, body).await
}

#[tokio::test]
async fn the_same_key_sends_one_message_and_gives_the_same_id() {
    let twins = Twins::start().await.unwrap();
    let first = send(&twins, twins.sms_token(), MESSAGE).await;
    let second = send(&twins, twins.sms_token(), MESSAGE).await;
    assert!(
        first.starts_with("HTTP/1.1 202 ") && first.ends_with(r#"{"id":"sms-1"}"#),
        "{first}"
    );
    assert!(
        second.starts_with("HTTP/1.1 200 ") && second.ends_with(r#"{"id":"sms-1"}"#),
        "{second}"
    );

    let messages = twins.outbox().messages();
    assert_eq!(messages.len(), 1);
    assert_eq!((messages[0].id.as_str(), messages[0].channel), ("sms-1", Channel::Sms));
    assert_eq!(
        (messages[0].to.as_str(), messages[0].text.as_str()),
        ("+79101234567", "Код 1234")
    );

    let other = send(&twins, twins.sms_token(), &MESSAGE.replace("1234\"", "9999\"")).await;
    assert!(other.starts_with("HTTP/1.1 409 "), "{other}");
}

#[tokio::test]
async fn a_wrong_token_is_refused_before_anything_else() {
    let twins = Twins::start().await.unwrap();
    twins.outbox().fail_next(Channel::Sms, Fault::Busy);
    for (token, body) in [("wrong", MESSAGE), ("", "no json")] {
        let response = send(&twins, token, body).await;
        assert!(response.starts_with("HTTP/1.1 401 "), "{response}");
        assert!(
            response.to_lowercase().contains("www-authenticate: bearer"),
            "{response}"
        );
    }
    let response = send(&twins, twins.sms_token(), MESSAGE).await;
    assert!(response.starts_with("HTTP/1.1 429 "), "{response}");
    assert!(twins.outbox().messages().is_empty());
}

#[tokio::test]
async fn a_malformed_request_is_refused_with_a_reason() {
    let twins = Twins::start().await.unwrap();
    let cases = [
        ("no json", "malformed_body"),
        (r#"{"to":"+79101234567","text":"Код"}"#, "malformed_body"),
        (
            r#"{"to":"89101234567","text":"Код","idempotency_key":"k"}"#,
            "invalid_recipient",
        ),
    ];
    for (body, reason) in cases {
        let response = send(&twins, twins.sms_token(), body).await;
        assert!(
            response.starts_with("HTTP/1.1 400 ") && response.contains(reason),
            "{response}"
        );
    }
    assert!(twins.outbox().messages().is_empty());
}

#[tokio::test]
async fn a_refused_message_and_a_busy_gateway_keep_nothing() {
    let twins = Twins::start().await.unwrap();
    twins.outbox().fail_next(Channel::Sms, Fault::Refuse);
    twins.outbox().fail_next(Channel::Sms, Fault::Busy);
    let refused = send(&twins, twins.sms_token(), MESSAGE).await;
    assert!(
        refused.starts_with("HTTP/1.1 400 ") && refused.contains("recipient_refused"),
        "{refused}"
    );
    let busy = send(&twins, twins.sms_token(), MESSAGE).await;
    assert!(
        busy.starts_with("HTTP/1.1 429 ") && busy.to_lowercase().contains("retry-after: 1"),
        "{busy}"
    );
    assert!(twins.outbox().messages().is_empty());
}

#[tokio::test]
async fn a_gateway_that_hangs_up_has_sent_the_message_once() {
    let twins = Twins::start().await.unwrap();
    twins.outbox().fail_next(Channel::Sms, Fault::HangUpAfterAccepting);
    assert_eq!(send(&twins, twins.sms_token(), MESSAGE).await, "");
    assert_eq!(twins.outbox().messages().len(), 1);
    let again = send(&twins, twins.sms_token(), MESSAGE).await;
    assert!(again.starts_with("HTTP/1.1 200 "), "{again}");
    assert_eq!(twins.outbox().messages().len(), 1);
}
