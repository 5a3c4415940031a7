//! Registries from the billing system, and the sample in their format, on both databases.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

mod accounts;
mod files;
mod lines;
mod meters;
mod payments;
mod readings;
mod sample;
mod states;
mod support;
mod tariffs;
