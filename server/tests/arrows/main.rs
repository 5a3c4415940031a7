//! The house rules that no compiler checks: which crate may know which, and what a source file may hold.
//!
//! Each rule is a function over plain data, shown on the repository and on a made-up offender.

mod crates;
mod files;
mod limits;

use std::error::Error;
use std::path::{Path, PathBuf};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The repository.
fn root() -> Outcome<PathBuf> {
    let server = Path::new(env!("CARGO_MANIFEST_DIR"));
    Ok(server
        .parent()
        .ok_or("the crate `server` has no parent folder")?
        .to_owned())
}

/// What a rule says of a repository that keeps it.
fn nothing() -> Vec<String> {
    Vec::new()
}
