//! The mail server over loopback: letters arrive, and each fault shows itself on the wire.

use super::client::{ENVELOPE, MailClient};
use twins::{Channel, Fault, Twins};

const LETTER: &str = "Subject: S\r\n\r\nfirst\r\n..second\r\n.\r\n";

#[tokio::test]
async fn a_letter_arrives_and_the_same_connection_carries_the_next() {
    let twins = Twins::start().await.unwrap();
    let mut client = MailClient::connect(twins.smtp_addr()).await;
    client.agree(&ENVELOPE).await;
    assert_eq!(client.say(LETTER).await.unwrap(), "250 2.0.0 Accepted");
    client.agree(&["MAIL FROM:<a@b.ru>", "RCPT TO:<e@f.ru>", "DATA"]).await;
    client.say(LETTER).await.unwrap();
    assert_eq!(client.say("QUIT\r\n").await.unwrap(), "221 2.0.0 Bye");
    assert_eq!(client.say("NOOP\r\n").await, None);

    let messages = twins.outbox().messages();
    assert_eq!(messages.len(), 2);
    assert_eq!((messages[1].to.as_str(), messages[1].received_at), ("c@d.ru", 1));
    assert_eq!(messages[1].subject.as_deref(), Some("S"));
    assert_eq!(messages[1].text, "first\n.second");
    assert_eq!(messages[1].channel, Channel::Email);
    assert_eq!(twins.outbox().messages_to("e@f.ru"), messages[..1]);
}

#[tokio::test]
async fn a_letter_cut_off_in_the_middle_is_not_kept() {
    let twins = Twins::start().await.unwrap();
    let mut client = MailClient::connect(twins.smtp_addr()).await;
    client.agree(&ENVELOPE).await;
    drop(client);
    let mut client = MailClient::connect(twins.smtp_addr()).await;
    client.agree(&["NOOP"]).await;
    assert_eq!(twins.outbox().messages(), []);
}

#[tokio::test]
async fn a_refused_recipient_gets_550_and_only_once() {
    let twins = Twins::start().await.unwrap();
    twins.outbox().fail_next(Channel::Email, Fault::Refuse);
    let mut client = MailClient::connect(twins.smtp_addr()).await;
    client.agree(&ENVELOPE[..2]).await;
    assert!(client.say("RCPT TO:<c@d.ru>\r\n").await.unwrap().starts_with("550 "));
    assert!(client.say("DATA\r\n").await.unwrap().starts_with("503 "));
    client.agree(&["RSET", "MAIL FROM:<a@b.ru>", "RCPT TO:<c@d.ru>"]).await;
}

#[tokio::test]
async fn a_busy_server_answers_451_to_one_letter() {
    let twins = Twins::start().await.unwrap();
    twins.outbox().fail_next(Channel::Email, Fault::Busy);
    let mut client = MailClient::connect(twins.smtp_addr()).await;
    client.agree(&ENVELOPE[..1]).await;
    assert!(client.say("MAIL FROM:<a@b.ru>\r\n").await.unwrap().starts_with("451 "));
    client.agree(&ENVELOPE[1..]).await;
}

#[tokio::test]
async fn a_server_that_hangs_up_has_kept_the_letter() {
    let twins = Twins::start().await.unwrap();
    twins.outbox().fail_next(Channel::Email, Fault::HangUpAfterAccepting);
    let mut client = MailClient::connect(twins.smtp_addr()).await;
    client.agree(&ENVELOPE).await;
    assert_eq!(client.say(LETTER).await, None);
    assert_eq!(twins.outbox().messages().len(), 1);
}

#[tokio::test]
async fn a_letter_past_the_limit_is_refused_and_the_conversation_goes_on() {
    let twins = Twins::start().await.unwrap();
    let mut client = MailClient::connect(twins.smtp_addr()).await;
    client.agree(&ENVELOPE).await;
    let line = format!("{}\r\n", "x".repeat(98));
    let letter = format!("Subject: S\r\n\r\n{}.\r\n", line.repeat(110_000));
    assert!(client.say(&letter).await.unwrap().starts_with("552 "));
    client.agree(&["NOOP"]).await;
    assert_eq!(twins.outbox().messages(), []);
}

#[tokio::test]
async fn the_twins_stop_when_they_are_dropped() {
    let twins = Twins::start().await.unwrap();
    let (smtp, sms) = (twins.smtp_addr(), twins.sms_addr());
    let mut client = MailClient::connect(smtp).await;
    drop(twins);
    assert_eq!(client.say("NOOP\r\n").await, None);
    for addr in [smtp, sms] {
        let stopped = async {
            while tokio::net::TcpStream::connect(addr).await.is_ok() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(5), stopped)
            .await
            .unwrap();
    }
}
