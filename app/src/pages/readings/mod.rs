//! Meters and readings.

pub mod form;
pub mod history;
pub mod meter;
mod register;
