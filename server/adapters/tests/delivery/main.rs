//! The real clients against the twins, over loopback: what is sent arrives, and what fails fails in the right way.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod errors;
mod mail;
mod mail_connections;
mod mail_door;
mod scripted;
mod settings;
mod sms;
