//! Registries: what one line of a file from the billing system must be.

mod accounts;
mod branches;
mod meters;
mod payments;
mod readings;
mod row;
mod states;
mod tariffs;

pub use accounts::AccountRow;
pub use branches::BranchRow;
pub use meters::MeterRow;
pub use payments::PaymentRow;
pub use readings::ReadingRow;
pub use row::{Cells, RegistryRow, RowError, RowReason};
pub use states::StateRow;
pub use tariffs::{TariffRow, TariffsError, tariffs};
