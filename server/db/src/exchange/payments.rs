//! Payments, as a registry gives them.

use std::collections::HashSet;

use domain::exchange::PaymentRow;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::rows::{Kind, Rows};
use crate::Result;

/// Stores payments under the ids given, each with its account's id. Returns the ids of those that were not stored: their
/// reference is taken.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, rows: &[(Uuid, Uuid, &PaymentRow)]) -> Result<HashSet<Uuid>> {
    let columns = [
        ("id", Kind::Uuid),
        ("account_id", Kind::Uuid),
        ("paid_on", Kind::Date),
        ("amount", Kind::BigInteger),
        ("reference", Kind::Text),
    ];
    let cells = rows.iter().map(|(id, account_id, row)| {
        [
            (*id).into(),
            (*account_id).into(),
            row.paid_on.into(),
            row.amount.kopecks().into(),
            row.reference.as_str().into(),
        ]
    });
    let body = "INSERT INTO payments (id, account_id, paid_on, amount, reference) \
                SELECT id, account_id, paid_on, amount, reference FROM k WHERE TRUE ON CONFLICT (reference) DO NOTHING";
    let stored = Rows::new(columns, cells).execute(conn, body).await?;
    if usize::try_from(stored).is_ok_and(|stored| stored == rows.len()) {
        Ok(HashSet::new())
    } else {
        taken(conn, rows).await
    }
}

async fn taken(conn: &impl ConnectionTrait, rows: &[(Uuid, Uuid, &PaymentRow)]) -> Result<HashSet<Uuid>> {
    let columns = [("id", Kind::Uuid), ("reference", Kind::Text)];
    let cells = rows
        .iter()
        .map(|(id, _, row)| [(*id).into(), row.reference.as_str().into()]);
    let body = "SELECT k.id AS id FROM k JOIN payments p ON p.reference = k.reference WHERE p.id <> k.id";
    let found = Rows::new(columns, cells).query(conn, body).await?;
    found.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}
