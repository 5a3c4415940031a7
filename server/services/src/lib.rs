//! Use cases: who may do what, in one transaction each.

pub mod ports;
