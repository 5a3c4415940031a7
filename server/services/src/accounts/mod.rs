//! Personal accounts: offered, linked, shown, shared.

mod away;
mod branches;
mod household;
mod link;
mod manage;
mod offer;
mod page;
mod quota;
mod review;
mod undo;

pub use branches::{Branches, branches};
pub use household::{accept, change_role, decline, household, invitation, invite, remove_member, withdraw};
pub use link::link;
pub use manage::{Move, rearrange, rename, unlink};
pub use offer::{link_offered, offered};
pub use page::{linked, one, page, sendable};
pub use review::{Waiting, is_closed, release, waiting};
pub use undo::{undo, undoable};

pub(crate) use manage::end_all;
pub(crate) use page::{Own, own};
