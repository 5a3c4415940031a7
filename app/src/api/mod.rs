//! Server functions: who is asking, validate, one call.

#![allow(
    missing_docs,
    reason = "the macro makes a struct of each function; its fields are the documented arguments"
)]

pub mod accounts;
pub mod appeals;
pub mod billing;
pub mod identity;
pub mod notices;
pub mod readings;

use leptos::prelude::*;

use crate::AppError;

/// Sets the status of a page that does not exist.
///
/// # Errors
/// Always `NotFound`.
#[server(endpoint = "missing")]
pub async fn missing() -> Result<(), AppError> {
    Err(crate::caller::fail(AppError::NotFound))
}
