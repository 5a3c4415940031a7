//! Personal accounts, as a registry gives them.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use domain::{billing::Category, exchange::AccountRow, fold, identity::Phone};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::rows::{Kind, Rows};
use crate::Result;

/// The ids of those of the numbers that are known.
///
/// # Errors
/// When the database fails.
pub async fn known(conn: &impl ConnectionTrait, numbers: &[&str]) -> Result<HashMap<String, Uuid>> {
    let numbers: BTreeSet<_> = numbers.iter().copied().collect();
    let numbers = Rows::new(
        [("number", Kind::Text)],
        numbers.into_iter().map(|number| [number.into()]),
    );
    let body = "SELECT a.number AS number, a.id AS id FROM k JOIN accounts a ON a.number = k.number";
    let found = numbers.query(conn, body).await?;
    found
        .iter()
        .map(|row| Ok((row.try_get("", "number")?, row.try_get("", "id")?)))
        .collect()
}

/// Stores accounts under the ids given; one whose number is known keeps its id and is given the new values.
/// No number may stand twice in `rows`.
///
/// # Errors
/// When the database fails.
pub async fn upsert(conn: &impl ConnectionTrait, now: DateTime<Utc>, rows: &[(Uuid, &AccountRow)]) -> Result<()> {
    let columns = [
        ("id", Kind::Uuid),
        ("number", Kind::Text),
        ("branch", Kind::Text),
        ("address", Kind::Text),
        ("address_folded", Kind::Text),
        ("owner", Kind::Text),
        ("surname_folded", Kind::Text),
        ("phone", Kind::OptionalText),
        ("balance", Kind::BigInteger),
        ("balance_on", Kind::Date),
        ("created_at", Kind::Moment),
        ("category", Kind::OptionalText),
    ];
    let cells = rows.iter().map(|(id, row)| {
        [
            (*id).into(),
            row.number.as_str().into(),
            row.branch.as_str().into(),
            row.address.as_str().into(),
            fold::fold(&row.address).into(),
            row.owner.as_str().into(),
            row.surname().into(),
            row.phone.as_ref().map(Phone::e164).into(),
            row.balance.kopecks().into(),
            row.balance_on.into(),
            now.into(),
            row.category.map(Category::key).into(),
        ]
    });
    let body = "INSERT INTO accounts (id, number, branch, address, address_folded, owner, surname_folded, phone, balance, \
                balance_on, created_at, category) SELECT id, number, branch, address, address_folded, owner, \
                surname_folded, phone, balance, balance_on, created_at, category FROM k WHERE TRUE ON CONFLICT (number) DO UPDATE SET \
                branch = excluded.branch, address = excluded.address, address_folded = excluded.address_folded, \
                owner = excluded.owner, surname_folded = excluded.surname_folded, phone = excluded.phone, \
                balance = excluded.balance, balance_on = excluded.balance_on, \
                category = excluded.category";
    Rows::new(columns, cells).execute(conn, body).await?;
    Ok(())
}
