//! Personal accounts: offered, linked, shown.

mod branches;
mod link;
mod manage;
mod offer;
mod page;
mod quota;
mod undo;

pub use branches::{Branches, branches};
pub use link::link;
pub use manage::{Move, rearrange, rename, unlink};
pub use offer::{link_offered, offered};
pub use page::{linked, one, page};
pub use undo::{undo, undoable};

pub(crate) use page::own;
