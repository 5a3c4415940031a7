//! What stands between the network and the pages.

pub mod csrf;
pub mod drafts;
pub mod gate;
pub mod headers;
mod multipart;
pub mod network;
mod source;
pub mod status;
pub mod trace;
pub mod uploads;
