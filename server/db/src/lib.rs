//! Entities and queries, one word of the product a module. Knows SQLite and PostgreSQL; decides nothing.
//!
//! Every query takes a connection first: [`Db::reader`], [`Db::writer`] or a transaction of [`Db::begin`].

mod blocks;
mod conflict;
mod connect;
mod error;
mod lease;
mod schema;

pub mod accounts;
pub mod appeals;
pub mod choices;
pub mod drafts;
pub mod entity;
pub mod exchange;
pub mod expired;
pub mod files;
pub mod identity;
pub mod jobs;
pub mod limits;
pub mod notices;
pub mod payments;
pub mod readings;
pub mod tariffs;
#[cfg(feature = "testing")]
pub mod testing;
pub mod throttles;

pub use connect::{Db, Settings, unverified_host};
pub use error::{Error, Result};
pub use sea_orm::{ConnectionTrait as Conn, DatabaseConnection, DatabaseTransaction};
