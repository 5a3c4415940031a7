//! Letters and text messages: written down in the transaction that causes them, sent afterwards.

mod choices;
mod dispatch;
mod factors;
mod letters;
mod own_data;
mod profile;
mod reminders;
mod unsubscribe;

use chrono::{DateTime, Utc};
use db::{
    entity::{accounts::Model as Account, notices::Model},
    notices,
};
use domain::{
    accounts::Role,
    identity::{Email, Phone, SmsCode},
};
use sea_orm::ConnectionTrait;

pub(crate) use choices::agree_to_news;
pub use choices::{Optional, choices, choose, tell};
pub use dispatch::{Dispatcher, Round};
pub use unsubscribe::unsubscribe;

pub(crate) use factors::{FactorNews, factor, first_factor};

use self::letters::Body;
pub(crate) use self::{own_data::*, profile::*, reminders::remind};
use crate::{Result, Services, secrets::Token};

const EMAIL: &str = "email";
const SMS: &str = "sms";

/// The code of a text message.
pub(crate) async fn code(services: &Services, conn: &impl ConnectionTrait, to: &Phone, code: &SmsCode) -> Result<()> {
    let text = format!(
        "Код подтверждения: {}. Никому его не сообщайте. АтомЭнергоСбыт",
        code.as_str()
    );
    enqueue(services, conn, SMS, &to.e164(), "", text).await
}

/// The letter with the control line, which works until a moment.
pub(crate) async fn control_line(
    services: &Services,
    conn: &impl ConnectionTrait,
    to: &Email,
    token: &Token,
    until: DateTime<Utc>,
) -> Result<()> {
    let link = link(services, "/confirm", token);
    letter(services, conn, to, Body::control_line(link, until)).await
}

/// The letter to the owner of an address that somebody registers again.
pub(crate) async fn already_registered(services: &Services, conn: &impl ConnectionTrait, to: &Email) -> Result<()> {
    let link = page(services, "/recovery");
    letter(services, conn, to, Body::already_registered(link)).await
}

/// The letter with the link to a new password.
pub(crate) async fn recovery(
    services: &Services,
    conn: &impl ConnectionTrait,
    to: &Email,
    token: &Token,
) -> Result<()> {
    let link = link(services, "/recovery/password", token);
    letter(services, conn, to, Body::recovery(link)).await
}

/// The letter after a change of password.
pub(crate) async fn password_changed(services: &Services, conn: &impl ConnectionTrait, to: &Email) -> Result<()> {
    letter(services, conn, to, Body::password_changed(page(services, "/recovery"))).await
}

/// The letter to those who linked an account before: somebody else has linked it, too. With a token they may undo it.
pub(crate) async fn new_link(
    services: &Services,
    conn: &impl ConnectionTrait,
    to: &Email,
    number: &str,
    undo: Option<&Token>,
) -> Result<()> {
    let body = match undo {
        Some(token) => Body::undoable_link(&tail(number), link(services, "/accounts/undo", token)),
        None => Body::new_link(&tail(number), page(services, "/feedback")),
    };
    letter(services, conn, to, body).await
}

/// The letter to a person whose link was undone.
pub(crate) async fn link_undone(
    services: &Services,
    conn: &impl ConnectionTrait,
    to: &Email,
    number: &str,
) -> Result<()> {
    let feedback = page(services, "/feedback");
    letter(services, conn, to, Body::link_undone(&tail(number), feedback)).await
}

/// The letter that invites somebody to an account.
pub(crate) async fn invitation(
    services: &Services,
    conn: &impl ConnectionTrait,
    to: &Email,
    from: &str,
    number: &str,
    role: Role,
    token: &Token,
) -> Result<()> {
    let link = link(services, "/invitation", token);
    letter(services, conn, to, Body::invitation(from, &tail(number), role, link)).await
}

/// The letter to an account's owners: somebody they may not know has accepted an invitation.
pub(crate) async fn new_member(
    services: &Services,
    conn: &impl ConnectionTrait,
    to: &Email,
    who: &str,
    role: Role,
    account: &Account,
) -> Result<()> {
    let link = page(services, &format!("/accounts/{}/settings", account.id));
    letter(
        services,
        conn,
        to,
        Body::new_member(who, &tail(&account.number), role, link),
    )
    .await
}

/// The letter to a person who has another role now.
pub(crate) async fn role_changed(
    services: &Services,
    conn: &impl ConnectionTrait,
    to: &Email,
    number: &str,
    role: Role,
) -> Result<()> {
    letter(services, conn, to, Body::role_changed(&tail(number), role)).await
}

/// The letter to a person whom an owner has removed.
pub(crate) async fn removed(services: &Services, conn: &impl ConnectionTrait, to: &Email, number: &str) -> Result<()> {
    let feedback = page(services, "/feedback");
    letter(services, conn, to, Body::removed(&tail(number), feedback)).await
}

/// What a letter shows of an account's number.
pub(crate) fn tail(number: &str) -> String {
    let length = number.chars().count();
    number.chars().skip(length.saturating_sub(4)).collect()
}

/// The letter with an appeal's number.
pub(crate) async fn appeal_received(
    services: &Services,
    conn: &impl ConnectionTrait,
    to: &Email,
    number: i64,
) -> Result<()> {
    letter(services, conn, to, Body::appeal_received(number)).await
}

/// A notice to nobody: as much work as a letter, so that time does not tell whether there was one.
pub(crate) async fn nothing(services: &Services, conn: &impl ConnectionTrait) -> Result<()> {
    let now = services.now();
    let mut row = row(services, EMAIL, "", "", String::new())?;
    row.dead_at = Some(now);
    Ok(notices::enqueue(conn, row).await?)
}

/// A page of ours, for a letter.
fn page(services: &Services, path: &str) -> String {
    format!("{}{path}", services.settings.public_url)
}

/// A page that a letter's token opens.
fn link(services: &Services, path: &str, token: &Token) -> String {
    format!("{}?token={}", page(services, path), token.expose())
}

async fn letter(services: &Services, conn: &impl ConnectionTrait, to: &Email, body: Body) -> Result<()> {
    Ok(notices::enqueue(conn, letter_row(services, to.as_str(), &body)?).await?)
}

/// A letter that waits to be written down.
fn letter_row(services: &Services, to: &str, body: &Body) -> Result<Model> {
    let text = serde_json::to_string(body).map_err(crate::Error::internal)?;
    row(services, EMAIL, to, body.subject, text)
}

async fn enqueue(
    services: &Services,
    conn: &impl ConnectionTrait,
    channel: &str,
    to: &str,
    subject: &str,
    body: String,
) -> Result<()> {
    Ok(notices::enqueue(conn, row(services, channel, to, subject, body)?).await?)
}

fn row(services: &Services, channel: &str, to: &str, subject: &str, body: String) -> Result<Model> {
    let now = services.now();
    Ok(Model {
        id: services.new_id()?,
        channel: channel.to_owned(),
        recipient: to.to_owned(),
        subject: subject.to_owned(),
        body,
        created_at: now,
        run_at: now,
        attempts: 0,
        lease_until: None,
        lease_token: None,
        sent_at: None,
        dead_at: None,
        last_error: None,
    })
}
