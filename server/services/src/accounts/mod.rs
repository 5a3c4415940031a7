//! Personal accounts: offered, linked, shown.

mod branches;
mod link;
mod offer;
mod page;
mod quota;

pub use branches::{Branches, branches};
pub use link::link;
pub use offer::{link_offered, offered};
pub use page::{linked, page};

pub(crate) use page::own;
