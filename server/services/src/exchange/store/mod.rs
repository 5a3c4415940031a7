//! What each registry does with lines that are right in themselves: one registry a file.

mod accounts;
mod branches;
mod desk;
mod meters;
mod payments;
mod readings;
mod states;
mod tariffs;

use sea_orm::DatabaseTransaction;

pub(super) use self::{
    accounts::Accounts, branches::Branches, desk::Desk, meters::Meters, payments::Payments, readings::Readings,
    states::States, tariffs::Tariffs,
};
use super::{ImportError, lines::Line};

/// Checks lines against the database and what stood in the file before, and stores those that pass.
pub(super) trait Store: Send {
    /// What a line says.
    type Row;

    /// Stores a batch; what is wrong goes into `desk.faults`, what was done is counted there.
    fn store(
        &mut self,
        transaction: &DatabaseTransaction,
        lines: Vec<Line<Self::Row>>,
        desk: &mut Desk<'_>,
    ) -> impl Future<Output = Result<(), ImportError>> + Send;

    /// Does what needs the whole file, after its last line, if no line was wrong.
    fn finish(
        self,
        _transaction: &DatabaseTransaction,
        _desk: &mut Desk<'_>,
    ) -> impl Future<Output = Result<(), ImportError>> + Send
    where
        Self: Sized,
    {
        async { Ok(()) }
    }
}
