//! Where the month is heading, and which zones would suit.

pub mod advice;
pub mod costs;
pub mod forecast;
pub mod months;
pub mod night;
