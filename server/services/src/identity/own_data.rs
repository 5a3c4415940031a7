//! «Скачать данные»: everything the product keeps about one person, as a file.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use db::{
    accounts::links,
    appeals, choices,
    entity::users::Model as User,
    identity::{authenticators, own_data as rows, passkeys, recovery_codes, sessions},
    readings::photos,
};
use domain::{identity::Email, readings::Energy};
use serde::Serialize;

use super::{Caller, current};
use crate::{Result, Services, audit, limits::Quota, notices};

/// Files a day for one person.
const PER_PERSON: Quota = Quota::new(10, Duration::days(1));

/// The file. Its keys are for programs and for people.
#[derive(Serialize)]
pub struct OwnData {
    made_at: DateTime<Utc>,
    profile: Profile,
    consents: Vec<Consent>,
    sessions: Vec<Session>,
    accounts: Vec<Account>,
    readings_sent: Vec<Reading>,
    photos_of_meters: Vec<Photo>,
    login_app_since: Option<DateTime<Utc>>,
    login_passkeys: Vec<Passkey>,
    recovery_codes_left: u64,
    appeals: Vec<Appeal>,
    email_changes: Vec<EmailChange>,
    invitations_waiting: Vec<Invitation>,
    linking_closed_since: Option<DateTime<Utc>>,
    notices_chosen: Vec<Chosen>,
    notices_waiting: Vec<Notice>,
}

#[derive(Serialize)]
struct Profile {
    name: Option<String>,
    email: String,
    phone: String,
    registered_at: DateTime<Utc>,
    password_changed_at: DateTime<Utc>,
}

#[derive(Serialize)]
struct Consent {
    to: &'static str,
    version: String,
    given_at: DateTime<Utc>,
}

#[derive(Serialize)]
struct Session {
    device: String,
    network: String,
    began_at: DateTime<Utc>,
    last_seen_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    remembered: bool,
}

#[derive(Serialize)]
struct Account {
    number: String,
    name: Option<String>,
    role: String,
    proven_by: String,
    linked_at: DateTime<Utc>,
}

#[derive(Serialize)]
struct Reading {
    account: String,
    meter: String,
    zone: String,
    kwh: String,
    taken_on: NaiveDate,
    sent_at: DateTime<Utc>,
    replaced_at: Option<DateTime<Utc>>,
}

/// A photo sent with readings, or kept with a draft of them; whoever sent it has it.
#[derive(Serialize)]
struct Photo {
    meter: String,
    sent_at: DateTime<Utc>,
    #[serde(flatten)]
    file: File,
}

#[derive(Serialize)]
struct Passkey {
    name: String,
    added_at: DateTime<Utc>,
    used_at: Option<DateTime<Utc>>,
}

#[derive(Serialize)]
struct Appeal {
    number: i64,
    topic: String,
    name: String,
    email: String,
    phone: Option<String>,
    text: String,
    sent_at: DateTime<Utc>,
    files: Vec<File>,
}

/// What a file was called; whoever sent it has it.
#[derive(Serialize)]
struct File {
    name: String,
    kind: String,
    bytes: i64,
}

impl From<db::entity::files::Model> for File {
    fn from(file: db::entity::files::Model) -> Self {
        Self {
            name: file.name,
            kind: file.kind,
            bytes: file.bytes,
        }
    }
}

#[derive(Serialize)]
struct EmailChange {
    from: String,
    to: String,
    asked_at: DateTime<Utc>,
    /// When it was confirmed, or gave way to another.
    ended_at: Option<DateTime<Utc>>,
}

#[derive(Serialize)]
struct Invitation {
    to: String,
    role: String,
    sent_by_you: bool,
    sent_at: DateTime<Utc>,
    works_until: DateTime<Utc>,
}

#[derive(Serialize)]
struct Chosen {
    about: String,
    channel: String,
    wanted: bool,
    consent_version: Option<String>,
    chosen_at: DateTime<Utc>,
}

#[derive(Serialize)]
struct Notice {
    channel: String,
    subject: String,
    asked_at: DateTime<Utc>,
    given_up_at: Option<DateTime<Utc>>,
}

/// Gathers the file, once the password is proved, and tells the owner.
///
/// # Errors
/// `PasswordWrong` at the current password; `TooMany`; `Busy`; `SignedOut` when the session ended meanwhile.
pub async fn own_data(services: &Services, caller: &Caller, password: &str) -> Result<OwnData> {
    let confirmed = current::confirm(services, caller, password).await?;
    let tx = services.db.begin().await?;
    confirmed.lock(&tx).await?;
    let person = services.keys.label("own-data", &caller.user_id.to_string());
    PER_PERSON.take(&tx, &person, services.now()).await?;
    if let Ok(email) = confirmed.user().email.parse::<Email>() {
        notices::data_downloaded(services, &tx, &email).await?;
    }
    tx.commit().await?;
    audit::note("own-data-taken", caller.user_id);
    services.notices_wait.notify_one();
    gather(services, confirmed.user().clone()).await
}

async fn gather(services: &Services, user: User) -> Result<OwnData> {
    let conn = services.db.reader();
    let sessions = sessions::of_user(conn, user.id).await?.into_iter().map(|row| Session {
        device: row.device,
        network: row.network,
        began_at: row.created_at,
        last_seen_at: row.last_seen_at,
        ends_at: row.expires_at,
        remembered: row.remember,
    });
    let accounts = links::linked(conn, user.id).await?.into_iter();
    let accounts = accounts.map(|(link, account)| Account {
        number: account.number,
        name: link.label,
        role: link.role,
        proven_by: link.proof,
        linked_at: link.created_at,
    });
    let readings = rows::readings(conn, user.id).await?.into_iter();
    let readings = readings.map(|(reading, meter, account)| Reading {
        account: account.number,
        meter: meter.serial,
        zone: reading.zone,
        kwh: Energy::from_thousandths(reading.value).plain(),
        taken_on: reading.taken_on,
        sent_at: reading.received_at,
        replaced_at: reading.superseded_at,
    });
    let photos = photos::of_user(conn, user.id).await?.into_iter();
    let photos = photos.map(|(photo, file, meter)| Photo {
        meter: meter.serial,
        sent_at: photo.sent_at,
        file: file.into(),
    });
    let mut appeals = Vec::new();
    for row in rows::appeals(conn, user.id).await? {
        let files = appeals::files(conn, row.number).await?.into_iter().map(File::from);
        appeals.push(Appeal {
            number: row.number,
            topic: row.topic,
            name: row.name,
            email: row.email,
            phone: row.phone,
            text: row.text,
            sent_at: row.created_at,
            files: files.collect(),
        });
    }
    let keys = passkeys::of_user(conn, user.id).await?.into_iter().map(|row| Passkey {
        name: row.name,
        added_at: row.created_at,
        used_at: row.used_at,
    });
    let changes = rows::email_changes(conn, user.id).await?.into_iter();
    let changes = changes.map(|row| EmailChange {
        from: row.old_email,
        to: row.new_email,
        asked_at: row.created_at,
        ended_at: row.used_at,
    });
    let invitations = rows::invitations(conn, user.id, &user.email).await?.into_iter();
    let invitations = invitations.map(|row| Invitation {
        to: row.email,
        role: row.role,
        sent_by_you: row.inviter_id == user.id,
        sent_at: row.created_at,
        works_until: row.expires_at,
    });
    let notices = rows::notices(conn, &user.email, &user.phone).await?.into_iter();
    let notices = notices.map(|row| Notice {
        channel: row.channel,
        subject: row.subject,
        asked_at: row.created_at,
        given_up_at: row.dead_at,
    });
    let chosen = choices::of_user(conn, user.id).await?.into_iter().map(|row| Chosen {
        about: row.kind,
        channel: row.channel,
        wanted: row.wanted,
        consent_version: row.consent_version,
        chosen_at: row.chosen_at,
    });
    Ok(OwnData {
        made_at: services.now(),
        consents: vec![Consent {
            to: "personal data processing",
            version: user.consent_version,
            given_at: user.consent_at,
        }],
        sessions: sessions.collect(),
        accounts: accounts.collect(),
        readings_sent: readings.collect(),
        photos_of_meters: photos.collect(),
        login_app_since: authenticators::of_user(conn, user.id).await?.map(|app| app.created_at),
        login_passkeys: keys.collect(),
        recovery_codes_left: recovery_codes::left(conn, user.id).await?,
        appeals,
        email_changes: changes.collect(),
        invitations_waiting: invitations.collect(),
        linking_closed_since: rows::linking_review(conn, user.id).await?.map(|row| row.closed_at),
        notices_chosen: chosen.collect(),
        notices_waiting: notices.collect(),
        profile: Profile {
            name: user.name,
            email: user.email,
            phone: user.phone,
            registered_at: user.created_at,
            password_changed_at: user.password_changed_at,
        },
    })
}
