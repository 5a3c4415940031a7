//! Tariffs, as a registry gives them: few rows, so these queries use the entity.

use std::collections::BTreeSet;

use domain::exchange::TariffRow;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::{
    Error, Result,
    blocks::inserts,
    entity::tariffs::{Column, Entity, Model},
};

/// Stores ranges under the ids given, in place of everything that was known of their branches' categories. Returns how many
/// ranges gave way.
///
/// # Errors
/// When the database fails, or [`Error::Inconsistent`] for a rate that no column holds.
pub async fn replace(conn: &impl ConnectionTrait, rows: &[(Uuid, &TariffRow)]) -> Result<u64> {
    let tariffs: BTreeSet<_> = rows
        .iter()
        .map(|(_, row)| (row.branch.as_str(), row.category))
        .collect();
    let mut gone = 0;
    for (branch, category) in tariffs {
        let deleted = Entity::delete_many()
            .filter(Column::Branch.eq(branch))
            .filter(Column::Category.eq(category.key()))
            .exec(conn)
            .await?;
        gone += deleted.rows_affected;
    }
    let models = rows
        .iter()
        .map(|(id, row)| model(*id, row))
        .collect::<Result<Vec<_>>>()?;
    for insert in inserts::<Entity>(&models) {
        insert.exec_without_returning(conn).await?;
    }
    Ok(gone)
}

fn model(id: Uuid, row: &TariffRow) -> Result<Model> {
    let line = row.line();
    let rate = line.bands.iter().find_map(domain::billing::Band::stored_rate);
    Ok(Model {
        id,
        branch: row.branch.clone(),
        category: row.category.key().to_owned(),
        zone: row.zone.key().to_owned(),
        months: row.months.to_string(),
        starts_on: row.from,
        ends_on: row.until,
        up_to: row.up_to.map(domain::readings::Energy::thousandths),
        rate: rate.ok_or_else(|| Error::Inconsistent {
            table: "tariffs",
            column: "rate",
            id: id.to_string(),
        })?,
    })
}
