//! Rows to test with: each whole, with nothing left to chance but its id.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use db::{
    Db,
    entity::{accounts, branches, links, meters, notices, phone_codes, readings, registers, registrations, users},
};
use sea_orm::{EntityTrait, IntoActiveModel};
use uuid::Uuid;

/// The moment every test starts at.
pub(crate) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_338_000, 0).unwrap()
}

pub(crate) fn after(seconds: i64) -> DateTime<Utc> {
    now() + Duration::seconds(seconds)
}

pub(crate) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

#[expect(
    clippy::disallowed_methods,
    reason = "an id that no other row has; nothing depends on it"
)]
pub(crate) fn id() -> Uuid {
    Uuid::new_v4()
}

/// Adds a row of any table.
pub(crate) async fn add<E, M, A>(db: &Db, row: M) -> M
where
    E: EntityTrait<Model = M>,
    M: IntoActiveModel<A> + Clone,
    A: sea_orm::ActiveModelTrait<Entity = E> + Send,
{
    E::insert(row.clone().into_active_model())
        .exec_without_returning(db.writer())
        .await
        .unwrap();
    row
}

pub(crate) fn user(email: &str) -> users::Model {
    users::Model {
        id: id(),
        email: email.into(),
        phone: "+79000000000".into(),
        name: None,
        password_hash: "$argon2id$".into(),
        consent_version: "1".into(),
        consent_at: now(),
        created_at: now(),
        password_changed_at: now(),
        leaves_at: None,
    }
}

pub(crate) fn branch(code: &str) -> branches::Model {
    branches::Model {
        code: code.into(),
        name: code.into(),
        company: "АО «АтомЭнергоСбыт»".into(),
        offset_minutes: 180,
        mask: "69#######".into(),
        proofs: "sum+address".into(),
        window_from: 20,
        window_to: 25,
        zone_hours: "day=7-23 night=23-7".into(),
        phone: "8 800 000-00-00".into(),
        is_sample: true,
    }
}

pub(crate) fn account(branch: &str, number: &str, phone: Option<&str>) -> accounts::Model {
    accounts::Model {
        id: id(),
        number: number.into(),
        branch: branch.into(),
        address: "170100, г. Тверь, ул. Садовая, д. 5".into(),
        address_folded: "170100, г. тверь, ул. садовая, д. 5".into(),
        owner: "Сёмина Анна Петровна".into(),
        surname_folded: "семина".into(),
        phone: phone.map(Into::into),
        balance: -123_456,
        balance_on: day(11, 1),
        created_at: now(),
        category: None,
    }
}

pub(crate) fn link(user: &users::Model, account: &accounts::Model, created_at: DateTime<Utc>) -> links::Model {
    let (user_id, account_id) = (user.id, account.id);
    links::Model {
        id: id(),
        user_id,
        account_id,
        label: None,
        proof: "sum".into(),
        created_at,
        place: 0,
        undo_hash: None,
        undo_until: None,
        role: "owner".into(),
        seen_as: None,
        invited_by: None,
    }
}

pub(crate) fn meter(account: &accounts::Model, serial: &str, zones: i32) -> meters::Model {
    meters::Model {
        id: id(),
        account_id: account.id,
        serial: serial.into(),
        zones,
        digits: 6,
        decimals: 0,
        installed_on: day(1, 15),
        verification_due: None,
        archived_on: None,
        seal: None,
        automatic: false,
    }
}

pub(crate) fn register(meter: &meters::Model, zone: &str) -> registers::Model {
    registers::Model {
        id: id(),
        meter_id: meter.id,
        zone: zone.into(),
    }
}

pub(crate) fn reading(meter: &meters::Model, taken_on: NaiveDate, value: i64) -> readings::Model {
    readings::Model {
        id: id(),
        meter_id: meter.id,
        zone: "single".into(),
        value,
        taken_on,
        received_at: now(),
        source: "customer".into(),
        user_id: None,
        typed_at: None,
        submission_id: None,
        superseded_at: None,
    }
}

pub(crate) fn registration(token_hash: &[u8]) -> registrations::Model {
    registrations::Model {
        id: id(),
        email: "anna@example.ru".into(),
        phone: "+79000000000".into(),
        password_hash: "$argon2id$".into(),
        token_hash: token_hash.into(),
        browser_hash: None,
        resends: 0,
        resent_at: None,
        consent_version: "1".into(),
        news_version: None,
        created_at: now(),
        expires_at: after(3600),
        used_at: None,
    }
}

pub(crate) fn phone_code(attempt_hash: &[u8], created_at: DateTime<Utc>) -> phone_codes::Model {
    phone_codes::Model {
        id: id(),
        attempt_hash: attempt_hash.into(),
        phone: "+79000000000".into(),
        code_hash: vec![7; 32],
        created_at,
        expires_at: created_at + Duration::seconds(300),
        checks: 0,
        used_at: None,
        replaced_at: None,
    }
}

pub(crate) fn notice(run_at: DateTime<Utc>) -> notices::Model {
    notices::Model {
        id: id(),
        channel: "email".into(),
        recipient: "anna@example.ru".into(),
        subject: "Подтвердите адрес".into(),
        body: "Откройте ссылку".into(),
        created_at: now(),
        run_at,
        attempts: 0,
        lease_until: None,
        lease_token: None,
        sent_at: None,
        dead_at: None,
        last_error: None,
    }
}
