//! Personal accounts: offered, linked, shown.

mod link;
mod manage;
mod offer;
mod page;
mod quota;
mod undo;

pub use link::link;
pub use manage::{Move, rearrange, rename, unlink};
pub use offer::{link_offered, offered};
pub use page::{branches, linked, page};
pub use undo::{undo, undoable};

pub(crate) use page::own;
