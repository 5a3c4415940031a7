//! Reminders to those who have not sent their readings, before the window closes.

use chrono::{Days, NaiveDate};
use db::readings::unsent::{Window, last_of_next, unsent_between};
use domain::{
    accounts::Branch,
    calendar::{awake_from, business_date},
    readings::WindowState,
};
use uuid::Uuid;

use crate::{
    Error, Result, Services,
    accounts::branches,
    jobs::{Held, Kind, Step, advance, enqueue},
    notices::remind,
};

/// So many days before the last one.
const DAYS_BEFORE: u64 = 2;
/// Links looked at in one step, and those of the last person among them.
const BATCH: u64 = 1000;

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
    let last = last_of_next(&tx, person, BATCH).await?;
    let unsent = unsent_between(&tx, window, person, last).await?;
    if unsent.is_empty() && last.is_none() {
        return Ok(Step::Done);
    }
    remind(services, &tx, &unsent, until).await?;
    // Nobody comes after the highest id: the next step finds so and ends the work.
    if !advance(services, &tx, held, last.unwrap_or(Uuid::max()).to_string()).await? {
        return Ok(Step::Lost);
    }
    tx.commit().await?;
    Ok(Step::More)
}
