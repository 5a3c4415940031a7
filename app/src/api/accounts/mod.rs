//! Personal accounts: offered, linked, shown.

mod add;
mod page;

pub use add::*;
pub use page::*;
