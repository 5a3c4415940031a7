//! «Уведомления»: what a person wants, and the one way by which anything goes out that they may do without.

use chrono::{DateTime, Utc};
use db::{choices as rows, entity::notice_choices::Model, entity::users::Model as User};
use domain::{
    identity::{Email, Phone},
    notices::{Channel, Choice, ChoicesForm, Kind, all},
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{SMS, enqueue, letter, letters::Body, page};
use crate::{Result, Services, identity::Caller};

/// A notice that a person may do without.
pub struct Optional {
    /// What it is about.
    pub kind: Kind,
    /// The letter's subject.
    pub subject: &'static str,
    /// Its paragraphs.
    pub lines: Vec<String>,
    /// The title and the path of what to do.
    pub link: Option<(&'static str, String)>,
    /// The text message.
    pub sms: String,
}

/// What the caller wants, every kind by every way.
///
/// # Errors
/// Those of the database.
pub async fn choices(services: &Services, caller: &Caller) -> Result<Vec<Choice>> {
    wanted(services.db.reader(), caller.user_id).await
}

/// Keeps what the caller wants. What stays as it was keeps its time and the version of the text agreed to.
///
/// # Errors
/// Those of the database.
pub async fn choose(services: &Services, caller: &Caller, form: &ChoicesForm) -> Result<()> {
    let now = services.now();
    let tx = services.db.begin().await?;
    let before = wanted(&tx, caller.user_id).await?;
    for choice in form.choices().filter(|choice| !before.contains(choice)) {
        let row = Model {
            user_id: caller.user_id,
            kind: choice.kind.key().to_owned(),
            channel: choice.channel.key().to_owned(),
            wanted: choice.wanted,
            consent_version: choice.kind.consent().filter(|_| choice.wanted).map(ToOwned::to_owned),
            chosen_at: now,
        };
        rows::put(&tx, row).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Keeps the consent to news by letter that was given with a registration.
///
/// # Errors
/// Those of the database.
pub(crate) async fn agree_to_news(
    conn: &impl ConnectionTrait,
    user_id: Uuid,
    version: String,
    asked: DateTime<Utc>,
) -> Result<()> {
    let row = Model {
        user_id,
        kind: Kind::News.key().to_owned(),
        channel: Channel::Email.key().to_owned(),
        wanted: true,
        consent_version: Some(version),
        chosen_at: asked,
    };
    Ok(rows::put(conn, row).await?)
}

/// Writes a notice down for every way by which its person wants it. Whoever leaves wants none.
///
/// # Errors
/// Those of the database.
pub async fn tell(services: &Services, conn: &impl ConnectionTrait, to: &User, notice: &Optional) -> Result<()> {
    if to.leaves_at.is_some() {
        return Ok(());
    }
    let chosen = wanted(conn, to.id).await?;
    let chosen = chosen
        .iter()
        .filter(|choice| choice.kind == notice.kind && choice.wanted);
    for choice in chosen {
        match choice.channel {
            Channel::Email => {
                if let Ok(email) = to.email.parse::<Email>() {
                    letter(services, conn, &email, body(services, notice)).await?;
                }
            }
            Channel::Sms => {
                if let Ok(phone) = to.phone.parse::<Phone>() {
                    enqueue(services, conn, SMS, &phone.e164(), "", notice.sms.clone()).await?;
                }
            }
        }
    }
    Ok(())
}

/// Every such letter says where to switch it off.
fn body(services: &Services, notice: &Optional) -> Body {
    let lines = notice.lines.iter().cloned().map(Into::into).collect();
    let link = notice.link.as_ref().map(|(title, path)| (*title, page(services, path)));
    Body::new(notice.subject, lines, link).after(format!(
        "Отказаться от таких писем можно в настройках: {}",
        page(services, "/settings/notices")
    ))
}

async fn wanted(conn: &impl ConnectionTrait, user_id: Uuid) -> Result<Vec<Choice>> {
    let said = rows::of_user(conn, user_id).await?;
    let choice = |(kind, channel): (Kind, Channel)| Choice {
        kind,
        channel,
        wanted: is_wanted(said.iter(), kind, channel),
    };
    Ok(all().map(choice).collect())
}

/// Whether a person wants a kind by a way, by what they said of it or else by what comes unasked.
pub(super) fn is_wanted<'a>(mut said: impl Iterator<Item = &'a Model>, kind: Kind, channel: Channel) -> bool {
    let row = said.find(|row| row.kind == kind.key() && row.channel == channel.key());
    row.map_or_else(|| kind.unasked(channel), |row| row.wanted)
}
