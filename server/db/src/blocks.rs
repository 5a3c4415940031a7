//! Many rows put in with few statements.

use sea_orm::{EntityTrait, InsertMany, IntoActiveModel};

/// Rows of one statement: SQLite takes at most 32 766 parameters.
const ROWS: usize = 500;

/// The statements that put rows in.
pub(crate) fn inserts<E>(rows: &[E::Model]) -> impl Iterator<Item = InsertMany<E::ActiveModel>>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    rows.chunks(ROWS)
        .map(|block| E::insert_many(block.iter().cloned().map(IntoActiveModel::into_active_model)))
}
