//! Branches, read into the domain's type.

use domain::{accounts::Branch, readings::Window};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};

use crate::{
    Error, Result,
    entity::branches::{Column, Entity, Model},
};

/// Every branch, by name.
///
/// # Errors
/// [`Error::Inconsistent`] when a row breaks a rule.
pub async fn all(conn: &impl ConnectionTrait) -> Result<Vec<Branch>> {
    let rows = Entity::find().order_by_asc(Column::Name).all(conn).await?;
    rows.into_iter().map(Branch::try_from).collect()
}

impl TryFrom<Model> for Branch {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self> {
        let broken = |column| Error::Inconsistent {
            table: "branches",
            column,
            id: row.code.clone(),
        };
        let from = u32::try_from(row.window_from).map_err(|_| broken("window_from"))?;
        let to = u32::try_from(row.window_to).map_err(|_| broken("window_to"))?;
        Ok(Self {
            mask: row.mask.parse().map_err(|_| broken("mask"))?,
            hours: row.zone_hours.parse().map_err(|_| broken("zone_hours"))?,
            proofs: row.proofs.parse().map_err(|_| broken("proofs"))?,
            window: Window::new(from, to).map_err(|_| broken("window_to"))?,
            code: row.code,
            name: row.name,
            company: row.company,
            offset_minutes: row.offset_minutes,
            phone: row.phone,
        })
    }
}
