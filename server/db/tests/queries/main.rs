//! What the queries promise, each on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod accounts;
mod appeals;
mod branches;
mod codes;
mod connections;
mod drafts;
mod expired;
mod letters;
mod limits;
mod notices;
mod readings;
mod receipts;
mod rows;
mod schema;
mod sessions;
mod throttles;
mod times;
mod users;
