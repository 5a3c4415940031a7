//! Tariffs and what energy costs by them.

mod advice;

pub use advice::*;
