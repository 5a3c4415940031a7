//! Meters and readings.

mod chart;
mod dial;
pub mod estimate;
mod filter;
pub mod form;
pub mod guest;
pub mod history;
mod kept;
pub mod local;
pub mod meter;
pub mod offline;
pub mod photo;
mod receipt;
mod register;
mod slip;
pub mod together;
mod waiting;
