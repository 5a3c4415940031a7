//! Tariffs, as a registry gives them: few rows, so these queries use the entity.

use std::collections::BTreeSet;

use domain::exchange::TariffRow;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::{
    Error, Result,
    entity::tariffs::{ActiveModel, Column, Entity},
};

/// Rows in one statement.
const BLOCK: usize = 400;

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
    for block in rows.chunks(BLOCK) {
        let models = block
            .iter()
            .map(|(id, row)| model(*id, row))
            .collect::<Result<Vec<_>>>()?;
        Entity::insert_many(models).exec_without_returning(conn).await?;
    }
    Ok(gone)
}

fn model(id: Uuid, row: &TariffRow) -> Result<ActiveModel> {
    let line = row.line();
    let rate = line.bands.iter().find_map(domain::billing::Band::stored_rate);
    Ok(ActiveModel {
        id: Set(id),
        branch: Set(row.branch.clone()),
        category: Set(row.category.key().to_owned()),
        zone: Set(row.zone.key().to_owned()),
        months: Set(row.months.to_string()),
        starts_on: Set(row.from),
        ends_on: Set(row.until),
        up_to: Set(row.up_to.map(domain::readings::Energy::thousandths)),
        rate: Set(rate.ok_or_else(|| Error::Inconsistent {
            table: "tariffs",
            column: "rate",
            id: id.to_string(),
        })?),
    })
}
