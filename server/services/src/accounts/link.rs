//! «Добавить»: links an account by number and proof.

use db::{
    accounts::{accounts, links},
    entity::accounts::Model,
    payments,
};
use domain::{
    Field, FieldError, FieldErrors,
    accounts::{AccountNumber, Linking, Proof},
    calendar::{business_date, months_before},
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    away::is_away,
    branches::known,
    offer::insert,
    quota::{Try, watch_spray},
    review::{close_if_spent, refuse_closed},
};
use crate::{Result, Services, identity::Caller, secrets::same};

/// Payments this old still prove an account (the manual: «за последние 3 года»).
const PROOF_MONTHS: u32 = 36;

/// Links an account. Unknown account, wrong proof and spent quota give the same answer after the same work.
///
/// # Errors
/// `ProofRefused` at the proof; `NumberLinked` when the account is in the caller's cabinet already; `LinkingClosed` after
/// five failures.
pub async fn link(services: &Services, caller: &Caller, request: Linking) -> Result<Uuid> {
    let Linking { number, proof, label } = request;
    let tx = services.db.begin().await?;
    let account = accounts::by_number(&tx, number.as_str()).await?;
    // The nil id is no account's: an unknown number takes the same work.
    let id = account.as_ref().map_or(Uuid::nil(), |account| account.id);
    if links::linked_one(&tx, caller.user_id, id).await?.is_some() {
        return Err(FieldErrors::one(Field::Number, FieldError::NumberLinked).into());
    }
    refuse_closed(&tx, caller.user_id).await?;
    watch_spray(services, &tx, &number, &proof).await?;
    let attempt = Try::take(services, &tx, caller.user_id, &number).await?;
    let right = is_right(services, &tx, &number, account.as_ref(), &proof).await?;
    let away = is_away(services, &tx, caller.user_id, id, proof.kind()).await?;
    let (Some(account), Some(attempt), true) = (account, attempt, right && !away) else {
        close_if_spent(services, &tx, caller.user_id).await?;
        tx.commit().await?;
        return Err(FieldErrors::one(Field::Proof, FieldError::ProofRefused).into());
    };
    attempt.give_back(&tx).await?;
    insert(services, &tx, caller, &account, proof.kind(), label).await?;
    tx.commit().await?;
    services.notices_wait.notify_one();
    Ok(account.id)
}

/// Whether the proof is right; as much work for an account that does not exist.
async fn is_right(
    services: &Services,
    conn: &impl ConnectionTrait,
    number: &AccountNumber,
    account: Option<&Model>,
    proof: &Proof,
) -> Result<bool> {
    let compare = |typed: &str, stored: Option<&String>| {
        let digest = |text: &str| services.keys.digest("compare", text);
        let right = same(&digest(typed), &digest(stored.map_or("", String::as_str)));
        right && stored.is_some()
    };
    Ok(match proof {
        Proof::Sum(sum) => {
            let branches = known(services, conn).await?;
            let offset = branches.of(number).map_or(0, |branch| branch.offset_minutes);
            let since = months_before(business_date(services.now(), offset), PROOF_MONTHS);
            let id = account.map_or(Uuid::nil(), |account| account.id);
            payments::was_paid(conn, id, sum.kopecks(), since).await?
        }
        Proof::Address(text) => compare(text, account.map(|account| &account.address_folded)),
        Proof::Surname(text) => compare(text, account.map(|account| &account.surname_folded)),
    })
}
