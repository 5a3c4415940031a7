//! Personal accounts: offered, linked, shown.

mod link;
mod offer;
mod page;
mod quota;

pub use link::link;
pub use offer::{link_offered, offered};
pub use page::{branches, linked, page};

pub(crate) use page::own;
