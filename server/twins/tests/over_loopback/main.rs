//! The twins as a client meets them: over real sockets, in bare bytes.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod clamd;
mod client;
mod page;
mod sms;
mod smtp;
