//! Meters and readings.

mod chart;
mod dial;
pub mod estimate;
mod filter;
pub mod form;
pub mod history;
mod kept;
pub mod meter;
mod register;
mod slip;
