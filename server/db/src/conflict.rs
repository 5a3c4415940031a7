//! Inserts that give way to a row that is there already.

use sea_orm::TryInsertResult;

/// Whether the insert added its row.
pub(crate) const fn inserted(result: &TryInsertResult<u64>) -> bool {
    matches!(result, TryInsertResult::Inserted(rows) if *rows > 0)
}
