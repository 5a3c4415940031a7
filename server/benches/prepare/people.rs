//! The people: one for each phone that billing has, with a session, linked to the accounts of that phone.

use std::collections::BTreeMap;

use adapters::OsEntropy;
use chrono::{DateTime, Duration, Utc};
use db::{
    Db,
    entity::{accounts, links, sessions, users},
};
use domain::{accounts::ProofKind, identity::CONSENT_VERSION};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use services::{ids::new_id, secrets::Token};
use uuid::Uuid;

use crate::Outcome;

/// Rows of one insert: SQLite takes at most 32 766 parameters.
const ROWS: usize = 1_000;
/// Of ten people so many come to look; the others send readings.
const VISITORS: usize = 3;
/// Nobody logs in with a password here.
const NO_PASSWORD: &str = "!";

/// Somebody with a cabinet.
pub(crate) struct Person {
    pub(crate) id: Uuid,
    pub(crate) accounts: Vec<Uuid>,
    pub(crate) phone: String,
}

/// A person for each phone; phones go through the branches in turn.
pub(crate) async fn of_accounts(db: &Db) -> Outcome<Vec<Person>> {
    let rows: Vec<(Uuid, Option<String>)> = accounts::Entity::find()
        .select_only()
        .column(accounts::Column::Id)
        .column(accounts::Column::Phone)
        .filter(accounts::Column::Phone.is_not_null())
        .order_by_asc(accounts::Column::Phone)
        .order_by_asc(accounts::Column::Number)
        .into_tuple()
        .all(db.reader())
        .await?;
    let mut people: Vec<Person> = Vec::new();
    for (account, phone) in rows {
        let phone = phone.unwrap_or_default();
        match people.last_mut().filter(|person| person.phone == phone) {
            Some(person) => person.accounts.push(account),
            None => people.push(Person {
                id: new_id(DateTime::UNIX_EPOCH, &OsEntropy)?,
                accounts: vec![account],
                phone,
            }),
        }
    }
    Ok(people)
}

/// Those who come to look, and those who send readings.
pub(crate) fn split(people: &[Person]) -> (&[Person], &[Person]) {
    people.split_at(people.len() * VISITORS / 10)
}

/// Stores people, links and sessions; gives each person's cookie.
///
/// Visitors were last seen within the minute before `moment`, so that "last seen" falls due evenly from the start on.
/// Senders have only just opened their page: theirs does not fall due before some minutes have passed.
pub(crate) async fn store(
    conn: &impl ConnectionTrait,
    people: &[Person],
    visitors: usize,
    moment: DateTime<Utc>,
) -> Outcome<BTreeMap<Uuid, String>> {
    let (mut tokens, mut user_rows, mut link_rows, mut session_rows) =
        (BTreeMap::new(), Vec::new(), Vec::new(), Vec::new());
    for (at, person) in people.iter().enumerate() {
        let token = Token::new(&OsEntropy)?;
        let seen = if at < visitors {
            moment - Duration::seconds(i64::try_from(at % 60)?)
        } else {
            moment + Duration::minutes(5)
        };
        user_rows.push(user(person, moment));
        session_rows.push(session(person, &token, moment, seen)?);
        for account in &person.accounts {
            link_rows.push(links::Model {
                id: new_id(moment, &OsEntropy)?,
                user_id: person.id,
                account_id: *account,
                label: None,
                proof: ProofKind::Phone.key().to_owned(),
                created_at: moment,
                place: 0,
                undo_hash: None,
                undo_until: None,
                role: "owner".into(),
                seen_as: None,
                invited_by: None,
            });
        }
        tokens.insert(person.id, token.expose());
    }
    insert::<users::Entity, users::ActiveModel>(conn, user_rows).await?;
    insert::<links::Entity, links::ActiveModel>(conn, link_rows).await?;
    insert::<sessions::Entity, sessions::ActiveModel>(conn, session_rows).await?;
    Ok(tokens)
}

fn user(person: &Person, moment: DateTime<Utc>) -> users::Model {
    users::Model {
        id: person.id,
        email: format!("{}@example.com", person.phone.trim_start_matches('+')),
        phone: person.phone.clone(),
        name: None,
        password_hash: NO_PASSWORD.to_owned(),
        consent_version: CONSENT_VERSION.to_owned(),
        consent_at: moment,
        created_at: moment,
        password_changed_at: moment,
        leaves_at: None,
    }
}

fn session(person: &Person, token: &Token, moment: DateTime<Utc>, seen: DateTime<Utc>) -> Outcome<sessions::Model> {
    Ok(sessions::Model {
        id: new_id(moment, &OsEntropy)?,
        token_hash: token.digest(),
        user_id: person.id,
        created_at: moment,
        last_seen_at: seen,
        expires_at: moment + Duration::hours(12),
        remember: false,
        device: "bench".to_owned(),
        network: String::new(),
    })
}

async fn insert<E, A>(conn: &impl ConnectionTrait, rows: Vec<E::Model>) -> Outcome<()>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<A>,
    A: ActiveModelTrait<Entity = E> + Send,
{
    let mut rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    loop {
        let block: Vec<A> = rows.by_ref().take(ROWS).collect();
        if block.is_empty() {
            return Ok(());
        }
        E::insert_many(block).exec_without_returning(conn).await?;
    }
}
