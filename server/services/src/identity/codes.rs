//! «Получить код»: a text message that proves a phone.

use chrono::{DateTime, Duration, Utc};
use db::{entity::phone_codes::Model, identity::codes};
use domain::{
    Field, FieldError, FieldErrors,
    identity::{CODE_MINUTES, CodeState, Phone, SmsCode},
};
use sea_orm::ConnectionTrait;

use crate::{
    Error, Result, Services,
    limits::{Network, Quota},
    notices,
    secrets::{Token, same},
};

/// How often one code may be checked.
const CHECKS: i32 = 5;
/// One code a minute for a phone.
const PER_MINUTE: Quota = Quota::new(1, Duration::seconds(60));
/// Five codes a day for a phone.
const PER_DAY: Quota = Quota::new(5, Duration::days(1));

/// Sends a code to a phone and returns the attempt it belongs to; an attempt that asked before keeps its token and
/// its older code stops working.
///
/// # Errors
/// `TooMany` when the phone, the network or the day has had its share.
pub async fn send_code(services: &Services, from: &Network, attempt: Option<Token>, phone: &Phone) -> Result<Token> {
    let now = services.now();
    // One transaction: whoever is refused takes nothing from the phone, the network or the day.
    let tx = services.db.begin().await?;
    spend(services, &tx, from, phone, now).await?;

    let attempt = match attempt {
        Some(attempt) => attempt,
        None => services.new_token()?,
    };
    let code = new_code(services)?;
    let row = Model {
        id: services.new_id()?,
        attempt_hash: attempt.digest(),
        phone: phone.e164(),
        code_hash: code_digest(services, &attempt, &code),
        created_at: now,
        expires_at: now + Duration::minutes(CODE_MINUTES),
        checks: 0,
        used_at: None,
        replaced_at: None,
    };
    codes::replace(&tx, row).await?;
    notices::code(services, &tx, phone, &code).await?;
    tx.commit().await?;
    services.notices_wait.notify_one();
    Ok(attempt)
}

/// Takes one text message out of every quota. Always in this order, so that transactions wait for each other in turn;
/// what all share comes last and is held the shortest.
async fn spend(
    services: &Services,
    conn: &impl ConnectionTrait,
    from: &Network,
    phone: &Phone,
    now: DateTime<Utc>,
) -> Result<()> {
    let label = |purpose| services.keys.label(purpose, phone.digits());
    PER_MINUTE.take(conn, &label("code-minute"), now).await?;
    PER_DAY.take(conn, &label("code-day"), now).await?;
    let hour = Quota::new(services.settings.codes_per_network, Duration::hours(1));
    hour.take_of_network(services, conn, "code-network", from).await?;
    let budget = Quota::new(services.settings.sms_per_day, Duration::days(1));
    let day = format!("sms-budget:{}", now.date_naive());
    budget.take(conn, &day, now).await.inspect_err(|error| {
        if matches!(error, Error::Refused(_)) {
            tracing::error!(alarm = "sms-budget", "the day's budget of text messages is spent");
        }
    })
}

/// How far an attempt has come, for the page.
///
/// # Errors
/// Those of the database.
pub async fn code_state(services: &Services, attempt: Option<&Token>) -> Result<CodeState> {
    let Some(attempt) = attempt else {
        return Ok(CodeState::default());
    };
    let now = services.now();
    let latest = codes::latest(services.db.reader(), &attempt.digest()).await?;
    let alive = latest.filter(|code| code.used_at.is_none() && code.expires_at > now);
    Ok(alive.map_or_else(CodeState::default, |code| CodeState {
        sent_to: code.phone.parse::<Phone>().ok().map(|phone| phone.masked()),
        wait_seconds: u32::try_from((code.created_at + PER_MINUTE.window - now).num_seconds()).unwrap_or_default(),
    }))
}

/// Spends one check of the attempt's code and says which row proved right. Using it up is the caller's last step.
pub(super) async fn check(
    services: &Services,
    conn: &impl ConnectionTrait,
    attempt: Option<&Token>,
    phone: &Phone,
    typed: &SmsCode,
) -> Result<uuid::Uuid> {
    let dead = || FieldErrors::one(Field::Code, FieldError::CodeDead);
    let attempt = attempt.ok_or_else(dead)?;
    let code = codes::latest(conn, &attempt.digest())
        .await?
        .filter(|code| code.phone == phone.e164())
        .ok_or_else(dead)?;
    let used = codes::spend_check(conn, code.id, CHECKS, services.now())
        .await?
        .ok_or_else(dead)?;
    if same(&code.code_hash, &code_digest(services, attempt, typed)) {
        return Ok(code.id);
    }
    let left = u8::try_from(CHECKS - used).unwrap_or_default();
    Err(FieldErrors::one(Field::Code, FieldError::CodeWrong(left)).into())
}

fn code_digest(services: &Services, attempt: &Token, code: &SmsCode) -> Vec<u8> {
    services
        .keys
        .digest("sms-code", &format!("{}:{}", attempt.expose(), code.as_str()))
}

/// A code each value of which is equally likely.
fn new_code(services: &Services) -> Result<SmsCode> {
    const FAIR: u32 = u32::MAX - u32::MAX % 1_000_000;
    loop {
        let mut bytes = [0; 4];
        services.entropy.fill(&mut bytes)?;
        let number = u32::from_le_bytes(bytes);
        if number < FAIR {
            return Ok(SmsCode::from_number(number));
        }
    }
}
