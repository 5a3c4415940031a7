//! The real store and the real scanner's client, the latter against the twin over loopback.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod folder;
mod scanner;
