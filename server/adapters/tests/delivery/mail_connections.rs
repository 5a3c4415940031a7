//! Connections are kept for the next letter, but never one that was left in the middle of something.

use std::time::{Duration, Instant};

use adapters::mail::SmtpMailer;
use services::ports::Mailer as _;

use super::{
    errors::temporary,
    mail::{impatient, letter, settings},
    scripted::{ScriptedServer, kindly},
};

#[tokio::test]
async fn letters_share_a_connection() {
    let server = ScriptedServer::start(|_, line| kindly(line)).await;
    let mailer = SmtpMailer::new(&settings(server.addr)).unwrap();
    mailer.send(&letter()).await.unwrap();
    mailer.send(&letter()).await.unwrap();
    let letters = server.heard_on(1).iter().filter(|line| *line == "DATA").count();
    assert_eq!((letters, server.heard_on(2).len()), (2, 0));
}

#[tokio::test]
async fn a_connection_that_has_died_is_replaced() {
    // The NOOP that tests the first connection is answered as by a server about to close.
    let server = ScriptedServer::start(|number, line| match (number, line) {
        (1, "NOOP") => Some("421 closing"),
        _ => kindly(line),
    })
    .await;
    let mailer = SmtpMailer::new(&settings(server.addr)).unwrap();
    mailer.send(&letter()).await.unwrap();
    mailer.send(&letter()).await.unwrap();
    assert!(server.heard_on(2).contains(&"DATA".to_owned()));
}

#[tokio::test]
async fn a_server_that_never_greets_times_out() {
    let server = ScriptedServer::start(|_, _| None).await;
    let mailer = SmtpMailer::new(&impatient(server.addr)).unwrap();
    let begun = Instant::now();
    assert_eq!(
        temporary(mailer.send(&letter()).await),
        "the mail server: no answer in time"
    );
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_letter_that_hung_does_not_lend_its_answers_to_the_next() {
    let server = ScriptedServer::start(|number, line| match (number, line) {
        (1, ".") => None,
        (2, ".") => Some("451 full"),
        _ => kindly(line),
    })
    .await;
    let mailer = SmtpMailer::new(&impatient(server.addr)).unwrap();
    assert_eq!(
        temporary(mailer.send(&letter()).await),
        "the mail server: no answer in time"
    );
    assert_eq!(temporary(mailer.send(&letter()).await), "the mail server: answer 451");
    let after_the_letter = server.heard_on(1).into_iter().skip_while(|line| line != ".").count();
    assert_eq!(after_the_letter, 1, "nothing more is said on the connection that hung");
}

#[tokio::test]
async fn a_cancelled_letter_does_not_leave_its_connection_behind() {
    let server = ScriptedServer::start(|number, line| match (number, line) {
        (1, ".") => None,
        _ => kindly(line),
    })
    .await;
    let mailer = SmtpMailer::new(&settings(server.addr)).unwrap();
    let letter = letter();
    let the_server_has_it = async {
        while !server.heard_on(1).contains(&".".to_owned()) {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::select! {
        outcome = mailer.send(&letter) => panic!("not cancelled: {outcome:?}"),
        () = the_server_has_it => {}
    }
    mailer.send(&letter).await.unwrap();
    assert!(server.heard_on(2).contains(&"DATA".to_owned()));
}
