//! Reminders to those who have not sent their readings, before the window closes.

use chrono::{Days, NaiveDate};
use db::readings::unsent::{Unsent, Window, behind};
use domain::{
    accounts::Branch,
    calendar::{awake_from, business_date},
    readings::WindowState,
};

use crate::{
    Error, Result, Services,
    accounts::branches,
    jobs::{Held, Kind, Step, advance, enqueue},
    notices::remind,
};

/// So many days before the last one.
const DAYS_BEFORE: u64 = 2;
/// Accounts looked at in one step.
const BATCH: u64 = 500;

/// Puts the work down for every branch whose window closes soon, once for each window.
///
/// # Errors
/// Those of the database.
pub async fn plan_reminders(services: &Services) -> Result<()> {
    for branch in &branches(services).await?.0 {
        if let Some((from, _)) = due(services, branch) {
            let key = format!("{}:{from}", branch.code);
            enqueue(services, services.db.writer(), Kind::Reminders, &key).await?;
        }
    }
    Ok(())
}

/// Whether it is late enough at a branch to send what somebody's phone may ring of.
pub(super) fn is_awake(services: &Services, branch: &Branch) -> bool {
    let now = services.now();
    awake_from(now, branch.offset_minutes) == now
}

/// The branch's window, while it is open.
fn open_window(services: &Services, branch: &Branch) -> Option<(NaiveDate, NaiveDate)> {
    match branch
        .window
        .state(business_date(services.now(), branch.offset_minutes))
    {
        WindowState::Open { from, until, .. } => Some((from, until)),
        WindowState::Closed { .. } => None,
    }
}

/// The window of which it is time to remind.
fn due(services: &Services, branch: &Branch) -> Option<(NaiveDate, NaiveDate)> {
    let (from, until) = open_window(services, branch)?;
    let today = business_date(services.now(), branch.offset_minutes);
    let first = until.checked_sub_days(Days::new(DAYS_BEFORE)).unwrap_or(from).max(from);
    (today >= first && is_awake(services, branch)).then_some((from, until))
}

/// Reminds some of the persons that the piece of work is about: what is written and how far it has come commit together, so
/// nobody is reminded twice.
///
/// # Errors
/// Those of the database.
pub async fn send_reminders(services: &Services, held: &mut Held) -> Result<Step> {
    let (branch, from) = held
        .key()
        .split_once(':')
        .ok_or_else(|| Error::internal("a piece of work without a window"))?;
    let (branch, from) = (branch.to_owned(), from.parse::<NaiveDate>().map_err(Error::internal)?);
    let known = branches(services).await?;
    let window = known
        .0
        .iter()
        .find(|known| known.code == branch)
        .and_then(|branch| open_window(services, branch));
    // The window has closed, or the branch has another one now: a reminder would come too late.
    let Some((_, until)) = window.filter(|(opened, _)| *opened == from) else {
        return Ok(Step::Done);
    };
    let person = held.progress().and_then(|id| id.parse().ok());
    let tx = services.db.begin().await?;
    let window = Window {
        branch: &branch,
        from,
        until,
    };
    let mut unsent = behind(&tx, window, person, BATCH).await?;
    let Some(last) = unsent.last().map(|unsent| unsent.user_id) else {
        return Ok(Step::Done);
    };
    let last = whole(&mut unsent).unwrap_or(last);
    remind(services, &tx, &unsent, until).await?;
    if !advance(services, &tx, held, last.to_string()).await? {
        return Ok(Step::Lost);
    }
    tx.commit().await?;
    Ok(Step::More)
}

/// Leaves out the last person of a full batch, of whom more accounts may follow; gives the last one that stays.
fn whole(unsent: &mut Vec<Unsent>) -> Option<uuid::Uuid> {
    let full = u64::try_from(unsent.len()).is_ok_and(|count| count == BATCH);
    let (first, last) = (unsent.first()?.user_id, unsent.last()?.user_id);
    if full && first != last {
        unsent.retain(|unsent| unsent.user_id != last);
    }
    unsent.last().map(|unsent| unsent.user_id)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn unsent(people: impl IntoIterator<Item = u128>) -> Vec<Unsent> {
        let account = |person| Unsent {
            user_id: Uuid::from_u128(person),
            email: String::new(),
            phone: String::new(),
            account_id: Uuid::nil(),
            number: String::new(),
            label: None,
        };
        people.into_iter().map(account).collect()
    }

    #[test]
    fn a_full_batch_leaves_out_the_last_person_whose_accounts_it_may_not_have_all() {
        let mut full = unsent((0..499).chain([498]));
        assert_eq!((whole(&mut full), full.len()), (Some(Uuid::from_u128(497)), 498));
        let mut short = unsent(0..3);
        assert_eq!((whole(&mut short), short.len()), (Some(Uuid::from_u128(2)), 3));
        let mut one = unsent([7; 500]);
        assert_eq!(
            (whole(&mut one), one.len()),
            (Some(Uuid::from_u128(7)), 500),
            "as many as fit"
        );
    }
}
