//! Tariffs, read into the domain's type.

use chrono::NaiveDate;
use domain::{
    billing::{Band, Category, Tariff, TariffLine},
    readings::{Energy, Zone},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};

use crate::{
    Error, Result,
    entity::tariffs::{Column, Entity, Model},
};

/// The prices of a category of a branch from one day until another, without that one; nothing where there are none.
///
/// # Errors
/// When the database fails, or [`Error::Inconsistent`] when a row breaks a rule.
pub async fn between(
    conn: &impl ConnectionTrait,
    branch: &str,
    category: Category,
    from: NaiveDate,
    until: NaiveDate,
) -> Result<Option<Tariff>> {
    let ranges = Entity::find()
        .filter(Column::Branch.eq(branch))
        .filter(Column::Category.eq(category.key()))
        .filter(Column::StartsOn.lt(until))
        .filter(
            Condition::any()
                .add(Column::EndsOn.is_null())
                .add(Column::EndsOn.gt(from)),
        )
        .all(conn)
        .await?;
    let ranges = ranges.into_iter().map(range).collect::<Result<Vec<_>>>()?;
    Ok((!ranges.is_empty()).then(|| Tariff::part(TariffLine::of_ranges(ranges))))
}

fn range(row: Model) -> Result<TariffLine> {
    let broken = |column| Error::Inconsistent {
        table: "tariffs",
        column,
        id: row.id.to_string(),
    };
    Ok(TariffLine {
        zone: Zone::from_key(&row.zone).ok_or_else(|| broken("zone"))?,
        months: row.months.parse().map_err(|_| broken("months"))?,
        from: row.starts_on,
        until: row.ends_on,
        bands: vec![Band::stored(row.up_to.map(Energy::from_thousandths), row.rate)],
    })
}
