//! Branches, as a registry gives them.

use std::collections::HashSet;

use domain::accounts::Branch;
use sea_orm::{ConnectionTrait, Statement};

use super::rows::{Kind, Rows};
use crate::Result;

/// The codes of all branches.
///
/// # Errors
/// When the database fails.
pub async fn codes(conn: &impl ConnectionTrait) -> Result<HashSet<String>> {
    let all = Statement::from_string(conn.get_database_backend(), "SELECT code FROM branches");
    conn.query_all_raw(all)
        .await?
        .iter()
        .map(|row| Ok(row.try_get("", "code")?))
        .collect()
}

/// Stores branches; one that is known is given the new values and is no sample any more.
///
/// # Errors
/// When the database fails.
pub async fn upsert(conn: &impl ConnectionTrait, branches: &[Branch]) -> Result<()> {
    let columns = [
        ("code", Kind::Text),
        ("name", Kind::Text),
        ("company", Kind::Text),
        ("offset_minutes", Kind::Integer),
        ("mask", Kind::Text),
        ("proofs", Kind::Text),
        ("window_from", Kind::Integer),
        ("window_to", Kind::Integer),
        ("phone", Kind::Text),
        ("zone_hours", Kind::Text),
    ];
    let day = |day: u32| i32::try_from(day).unwrap_or_default().into();
    let cells = branches.iter().map(|branch| {
        [
            branch.code.as_str().into(),
            branch.name.as_str().into(),
            branch.company.as_str().into(),
            branch.offset_minutes.into(),
            branch.mask.to_string().into(),
            branch.proofs.to_string().into(),
            day(branch.window.from()),
            day(branch.window.to()),
            branch.phone.as_str().into(),
            branch.hours.to_string().into(),
        ]
    });
    let body = "INSERT INTO branches \
                (code, name, company, offset_minutes, mask, proofs, window_from, window_to, phone, zone_hours, is_sample) \
                SELECT code, name, company, offset_minutes, mask, proofs, window_from, window_to, phone, zone_hours, FALSE \
                FROM k WHERE TRUE \
                ON CONFLICT (code) DO UPDATE SET name = excluded.name, company = excluded.company, \
                offset_minutes = excluded.offset_minutes, mask = excluded.mask, proofs = excluded.proofs, \
                window_from = excluded.window_from, window_to = excluded.window_to, phone = excluded.phone, \
                zone_hours = excluded.zone_hours, is_sample = FALSE";
    Rows::new(columns, cells).execute(conn, body).await?;
    Ok(())
}

/// Marks branches as samples, made up for trying the portal out.
///
/// # Errors
/// When the database fails.
pub async fn mark_sample(conn: &impl ConnectionTrait, codes: &[&str]) -> Result<()> {
    let codes = Rows::new([("code", Kind::Text)], codes.iter().map(|code| [(*code).into()]));
    codes
        .execute(
            conn,
            "UPDATE branches SET is_sample = TRUE WHERE code IN (SELECT code FROM k)",
        )
        .await?;
    Ok(())
}
