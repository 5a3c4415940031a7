//! What the command line saves of a customer: a new file, readable by the operator alone.

use std::{fs::OpenOptions, io::Write, os::unix::fs::OpenOptionsExt as _, path::Path};

use crate::wiring::Failure;

/// Writes a file that was not there before.
///
/// # Errors
/// With a text for the operator.
pub fn save(to: &Path, content: &[u8]) -> Result<(), Failure> {
    let told = |error: std::io::Error| format!("{}: {error}", to.display());
    let mut out = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(to)
        .map_err(told)?;
    out.write_all(content).and_then(|()| out.sync_all()).map_err(told)?;
    Ok(())
}
