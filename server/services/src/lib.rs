//! Use cases: who may do what, in one transaction each.

pub mod accounts;
pub mod appeals;
mod audit;
pub mod billing;
pub mod context;
pub mod documents;
pub mod drafts;
pub mod error;
pub mod exchange;
pub mod expired;
pub mod files;
pub mod fresh;
pub mod hasher;
pub mod identity;
pub mod ids;
pub mod jobs;
pub mod limits;
pub mod notices;
mod pause;
pub mod pool;
pub mod ports;
pub mod readings;
pub mod sample;
mod sealed;
pub mod secrets;
mod throttle;

pub use context::{Parts, Services, Settings};
pub use error::{Error, Result};
