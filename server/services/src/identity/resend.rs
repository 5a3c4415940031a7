//! The letter with the control line once more.

use chrono::{DateTime, Duration, Utc};
use db::{
    entity::registrations::Model,
    identity::{
        registrations::{self, Resends},
        users,
    },
};
use domain::{Refusal, identity::LetterState};

use super::stored_email;
use crate::{Error, Result, Services, limits::too_many, notices, secrets::Token};

/// Five letters for one registration beside the first, a minute apart.
const ALLOWED: Resends = Resends {
    in_all: 5,
    apart: Duration::seconds(60),
};

/// Sends the letter of this browser's registration again; its new link replaces the old one and lives no longer.
/// Whether the address has a cabinet is told to its owner alone, as at the registration: the answer is the same.
///
/// # Errors
/// `NothingToConfirm` when no registration of this browser waits; `TooMany` within a minute after the letter before;
/// `LettersSpent`.
pub async fn resend_letter(services: &Services, browser: Option<&Token>) -> Result<()> {
    let browser = browser.ok_or(Refusal::NothingToConfirm)?.digest();
    let now = services.now();
    let token = services.new_token()?;
    let tx = services.db.begin().await?;
    let Some(row) = registrations::replace_token(&tx, &browser, token.digest(), ALLOWED, now).await? else {
        let waiting = registrations::of_browser(&tx, &browser, now).await?;
        return Err(refusal(waiting.as_ref(), now));
    };
    let email = stored_email(&row.email)?;
    if users::by_email(&tx, email.as_str()).await?.is_some() {
        notices::already_registered(services, &tx, &email).await?;
    } else {
        notices::control_line(services, &tx, &email, &token, row.expires_at).await?;
    }
    tx.commit().await?;
    services.notices_wait.notify_one();
    Ok(())
}

/// Whether this browser may have the letter of its registration sent again, for the page.
///
/// # Errors
/// Those of the database.
pub async fn letter_state(services: &Services, browser: Option<&Token>) -> Result<LetterState> {
    let Some(browser) = browser else {
        return Ok(LetterState::None);
    };
    let now = services.now();
    let row = registrations::of_browser(services.db.reader(), &browser.digest(), now).await?;
    Ok(row.map_or(LetterState::None, |row| {
        if row.resends >= ALLOWED.in_all {
            return LetterState::Spent;
        }
        let rest = (next(&row) - now).num_milliseconds();
        LetterState::Again {
            wait_seconds: u32::try_from((rest + 999) / 1_000).unwrap_or_default(),
        }
    }))
}

/// When another letter may leave.
fn next(row: &Model) -> DateTime<Utc> {
    row.resent_at.unwrap_or(row.created_at) + ALLOWED.apart
}

fn refusal(waiting: Option<&Model>, now: DateTime<Utc>) -> Error {
    match waiting {
        None => Refusal::NothingToConfirm.into(),
        Some(row) if row.resends >= ALLOWED.in_all => Refusal::LettersSpent.into(),
        Some(row) => too_many(next(row), now),
    }
}
