//! «Пора передать показания»: one letter a person, whatever the number of their accounts.

use chrono::NaiveDate;
use db::{choices as rows, entity::notices::Model, notices, readings::unsent::Unsent};
use domain::{
    calendar::day_and_month,
    notices::{Channel, Kind},
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{SMS, choices::is_wanted, letter_row, letters::Body, page, row, tail, unsubscribe};
use crate::{Result, Services};

const SUBJECT: &str = "Пора передать показания";

/// Writes the reminders of some persons down, for every way by which each wants them. `unsent` stands in their order.
pub(crate) async fn remind(
    services: &Services,
    conn: &impl ConnectionTrait,
    unsent: &[Unsent],
    until: NaiveDate,
) -> Result<()> {
    // A range of people may have none of the branch: there is nothing to ask the database.
    if unsent.is_empty() {
        return Ok(());
    }
    let mut people: Vec<Uuid> = unsent.iter().map(|unsent| unsent.user_id).collect();
    people.dedup();
    let said = rows::of_users(conn, &people, Kind::Readings.key()).await?;
    let wants = |person: Uuid, channel: Channel| {
        let own = said.iter().filter(|row| row.user_id == person);
        is_wanted(own, Kind::Readings, channel)
    };
    let mut notices = Vec::new();
    for own in unsent.chunk_by(|one, other| one.user_id == other.user_id) {
        let Some(Unsent {
            user_id, email, phone, ..
        }) = own.first()
        else {
            continue;
        };
        if wants(*user_id, Channel::Email) {
            notices.push(letter(services, *user_id, email, own, until)?);
        }
        if wants(*user_id, Channel::Sms) {
            let text = format!(
                "Передайте показания счётчика до {}. АтомЭнергоСбыт",
                day_and_month(until)
            );
            notices.push(row(services, SMS, phone, "", text)?);
        }
    }
    Ok(notices::enqueue_all(conn, notices).await?)
}

fn letter(services: &Services, user_id: Uuid, email: &str, own: &[Unsent], until: NaiveDate) -> Result<Model> {
    let mut lines = vec![
        format!(
            "Показания принимаются до {} включительно. Ещё не переданы:",
            day_and_month(until)
        )
        .into(),
    ];
    lines.extend(own.iter().map(|account| {
        let number = tail(&account.number);
        let line = match &account.label {
            Some(label) => format!("— {label}, лицевой счёт …{number}"),
            None => format!("— лицевой счёт …{number}"),
        };
        line.into()
    }));
    let path = match own {
        [one] => format!("/accounts/{}", one.account_id),
        _ => "/".to_owned(),
    };
    let body = Body::new(SUBJECT, lines, Some(("Передать показания", page(services, &path))));
    let body = body.unsubscribe(unsubscribe::link(services, user_id, Kind::Readings));
    letter_row(services, email, &body)
}
