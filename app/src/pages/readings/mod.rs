//! Meters and readings.

mod chart;
mod dial;
pub mod estimate;
mod filter;
pub mod form;
pub mod history;
pub mod meter;
mod register;
mod slip;
