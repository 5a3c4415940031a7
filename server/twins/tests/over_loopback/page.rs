//! The outbox as a developer sees it in a browser and a test reads it as JSON.

use std::net::SocketAddr;

use super::client::{ENVELOPE, MailClient, http};
use twins::{Twins, outbox_router};

/// Twins that have received a letter and then an SMS, and the address of the page.
async fn shown() -> (Twins, SocketAddr) {
    let twins = Twins::start().await.unwrap();
    let mut client = MailClient::connect(twins.smtp_addr()).await;
    client.agree(&ENVELOPE).await;
    client
        .say("Subject: <b>\r\n\r\nhttps://lk.ru/confirm?a=1&b=2\r\nsecond line\r\n.\r\n")
        .await
        .unwrap();
    let head = format!(
        "POST /v1/messages HTTP/1.1\r\nContent-Type: application/json\r\nAuthorization: Bearer {}",
        twins.sms_token()
    );
    http(
        twins.sms_addr(),
        &head,
        r#"{"to":"+79101234567","text":"Код 1234","idempotency_key":"k"}"#,
    )
    .await;

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    let router = outbox_router(twins.outbox().clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (twins, addr)
}

async fn get(addr: SocketAddr, path: &str) -> String {
    http(addr, &format!("GET {path} HTTP/1.1"), "").await
}

#[tokio::test]
async fn the_page_lists_messages_newest_first_with_links_and_without_scripts() {
    let (_twins, addr) = shown().await;
    let page = get(addr, "/dev/outbox").await;
    assert!(
        page.starts_with("HTTP/1.1 200 ") && page.contains("text/html"),
        "{page}"
    );
    assert!(
        page.find("Смс № 2").unwrap() < page.find("Письмо № 1: &lt;b&gt;").unwrap(),
        "{page}"
    );
    assert!(page.contains("<a href=\"https://lk.ru/confirm?a=1&amp;b=2\""), "{page}");
    assert!(page.contains("</a><br>\nsecond line"), "{page}");
    for forbidden in ["<script", "<style", "style=", " on", "<link"] {
        assert!(!page.contains(forbidden), "{forbidden} in {page}");
    }
}

#[tokio::test]
async fn json_gives_one_recipients_messages() {
    let (_twins, addr) = shown().await;
    let body = |response: String| -> serde_json::Value {
        serde_json::from_str(response.split_once("\r\n\r\n").unwrap().1).unwrap()
    };
    let all = body(get(addr, "/dev/outbox.json").await);
    assert_eq!(all.as_array().unwrap().len(), 2);
    let sms = serde_json::json!([{
        "id": "sms-2", "channel": "sms", "to": "+79101234567", "subject": null,
        "text": "Код 1234", "html": null, "received_at": 2,
    }]);
    assert_eq!(body(get(addr, "/dev/outbox.json?to=%2B79101234567").await), sms);
    assert_eq!(body(get(addr, "/dev/outbox.json?to=+79101234567").await), sms);
    assert_eq!(
        body(get(addr, "/dev/outbox.json?to=nobody").await),
        serde_json::json!([])
    );
}
