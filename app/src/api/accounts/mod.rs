//! Personal accounts: offered, linked, shown.

mod add;
mod manage;
mod page;

pub use add::*;
pub use manage::*;
pub use page::*;
