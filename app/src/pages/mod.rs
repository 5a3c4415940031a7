//! One page a file.

pub mod accounts;
pub mod appeals;
pub mod billing;
pub mod home;
pub mod identity;
pub mod lazy;
pub mod missing;
pub mod notices;
pub mod readings;
mod sent;
