//! What stands between the network and the pages.

pub mod csrf;
pub mod drafts;
pub mod headers;
pub mod network;
pub mod status;
pub mod trace;
