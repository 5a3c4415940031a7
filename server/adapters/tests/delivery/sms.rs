//! Text messages reach the gateway whole and once, and each fault of the gateway is understood.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use adapters::{
    Secret,
    sms::{HttpSmsGateway, SmsSettings},
};
use services::ports::{Sms, SmsGateway as _};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};
use twins::{Channel, Fault, Twins};

use super::errors::{permanent, temporary};

/// Settings for a gateway on loopback.
pub(crate) fn settings(addr: SocketAddr, token: &str) -> SmsSettings {
    SmsSettings {
        base_url: format!("http://{addr}"),
        token: Secret::new(token),
        sender: "Energosbyt".into(),
        connect_timeout_ms: 10_000,
        timeout_ms: 10_000,
    }
}

fn gateway(twins: &Twins) -> HttpSmsGateway {
    HttpSmsGateway::new(&settings(twins.sms_addr(), twins.sms_token())).unwrap()
}

fn sms() -> Sms {
    Sms {
        to: "+79101234567".into(),
        text: "Тайна: код 1234 🔑".into(),
        idempotency_key: "key-1".into(),
    }
}

#[tokio::test]
async fn a_message_sent_twice_with_one_key_arrives_once_and_whole() {
    let twins = Twins::start().await.unwrap();
    let gateway = gateway(&twins);
    gateway.send(&sms()).await.unwrap();
    gateway.send(&sms()).await.unwrap();
    gateway
        .send(&Sms {
            idempotency_key: "key-2".into(),
            ..sms()
        })
        .await
        .unwrap();
    let messages = twins.outbox().messages_to("+79101234567");
    assert_eq!(messages.len(), 2);
    assert_eq!(
        (messages[1].channel, messages[1].text.as_str()),
        (Channel::Sms, "Тайна: код 1234 🔑")
    );
}

#[tokio::test]
async fn a_refused_message_is_permanent() {
    let twins = Twins::start().await.unwrap();
    twins.outbox().fail_next(Channel::Sms, Fault::Refuse);
    assert_eq!(
        permanent(gateway(&twins).send(&sms()).await),
        "the SMS gateway: answer 400"
    );
    permanent(
        gateway(&twins)
            .send(&Sms {
                to: "zhitel".into(),
                ..sms()
            })
            .await,
    );
    assert!(twins.outbox().messages().is_empty());
}

#[tokio::test]
async fn a_busy_gateway_is_temporary() {
    let twins = Twins::start().await.unwrap();
    twins.outbox().fail_next(Channel::Sms, Fault::Busy);
    assert_eq!(
        temporary(gateway(&twins).send(&sms()).await),
        "the SMS gateway: answer 429"
    );
    assert!(twins.outbox().messages().is_empty());
}

#[tokio::test]
async fn a_gateway_that_hangs_up_is_temporary_and_the_second_try_sends_nothing_twice() {
    let twins = Twins::start().await.unwrap();
    let gateway = gateway(&twins);
    twins.outbox().fail_next(Channel::Sms, Fault::HangUpAfterAccepting);
    temporary(gateway.send(&sms()).await);
    gateway.send(&sms()).await.unwrap();
    assert_eq!(twins.outbox().messages().len(), 1);
}

#[tokio::test]
async fn a_wrong_token_waits_for_the_operator() {
    let twins = Twins::start().await.unwrap();
    let gateway = HttpSmsGateway::new(&settings(twins.sms_addr(), "sekret")).unwrap();
    assert_eq!(temporary(gateway.send(&sms()).await), "the SMS gateway: answer 401");
}

#[tokio::test]
async fn a_gateway_that_is_down_is_temporary() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    drop(listener);
    let gateway = HttpSmsGateway::new(&settings(addr, "sekret")).unwrap();
    assert_eq!(temporary(gateway.send(&sms()).await), "the SMS gateway: no connection");
}

#[tokio::test]
async fn a_gateway_that_never_answers_times_out() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let settings = settings(listener.local_addr().unwrap(), "sekret");
    let gateway = HttpSmsGateway::new(&SmsSettings {
        timeout_ms: 1_000,
        ..settings
    })
    .unwrap();
    let begun = Instant::now();
    assert_eq!(
        temporary(gateway.send(&sms()).await),
        "the SMS gateway: no answer in time"
    );
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_redirect_is_not_followed_because_the_token_must_not_go_elsewhere() {
    let twins = Twins::start().await.unwrap();
    let elsewhere = format!("http://{}/v1/messages", twins.sms_addr());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let settings = settings(listener.local_addr().unwrap(), twins.sms_token());
    let request = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = vec![0; 4096];
        let length = stream.read(&mut request).await.unwrap();
        let response = format!("HTTP/1.1 307 Elsewhere\r\nLocation: {elsewhere}\r\nContent-Length: 0\r\n\r\n");
        stream.write_all(response.as_bytes()).await.unwrap();
        String::from_utf8_lossy(&request[..length]).to_lowercase()
    });
    let gateway = HttpSmsGateway::new(&settings).unwrap();
    assert_eq!(temporary(gateway.send(&sms()).await), "the SMS gateway: answer 307");
    assert!(request.await.unwrap().contains("authorization: bearer twin-sms-token"));
    assert!(twins.outbox().messages().is_empty());
}
