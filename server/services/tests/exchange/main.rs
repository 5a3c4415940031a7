//! Registries from the billing system, and the sample in their format, on both databases.

mod accounts;
mod files;
mod lines;
mod meters;
mod payments;
mod readings;
mod sample;
mod support;
