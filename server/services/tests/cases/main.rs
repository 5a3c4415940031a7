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

mod advice;
mod appeals;
mod audit;
mod billing;
mod choices;
mod codes;
mod drafts;
mod factors;
mod files;
mod forecast;
mod heard;
mod history;
mod household;
mod jobs;
mod keep;
mod known;
mod late;
mod leaving;
mod linking;
mod login;
mod masking;
mod new_email;
mod notices;
mod outbox;
mod passkeys;
mod people;
mod photos;
mod photos_kept;
mod pictures;
mod press;
mod profile;
mod quotas;
mod rating;
mod readings;
mod receipts;
mod recovery;
mod refusals;
mod regained;
mod registration;
mod reminders;
mod resend;
mod review;
mod roles;
mod rows;
mod samples;
mod second_step;
mod sessions;
mod settings;
mod shelf;
mod turns;
mod undo;
mod window;
mod without_login;
mod world;
