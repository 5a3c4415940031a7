//! Personal accounts: offered, linked, shown, shared.

mod add;
mod household;
mod invitation;
mod manage;
mod page;

pub use add::*;
pub use household::*;
pub use invitation::*;
pub use manage::*;
pub use page::*;
