//! What the use cases promise, each on SQLite and on PostgreSQL; one module a behaviour.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::as_conversions,
    reason = "a test fails by panicking"
)]

mod appeals;
mod codes;
mod drafts;
mod files;
mod linking;
mod login;
mod masking;
mod notices;
mod outbox;
mod people;
mod quotas;
mod readings;
mod recovery;
mod registration;
mod rows;
mod samples;
mod sessions;
mod settings;
mod shelf;
mod undo;
mod window;
mod world;
