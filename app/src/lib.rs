//! The page: rendered on the server, hydrated in the browser.

#![recursion_limit = "512"]

pub mod api;
mod components;
mod data;
pub mod draft;
pub mod error;
mod pages;
mod routes;

#[cfg(feature = "ssr")]
pub mod caller;
#[cfg(feature = "ssr")]
pub mod shell;

pub use components::frame::Demo;
pub use error::AppError;
pub use routes::App;
