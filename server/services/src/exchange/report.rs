//! What came of a registry.

use super::Registry;

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportReport {
    /// The kind of the file.
    pub registry: Registry,
    /// Lines without the header.
    pub rows: u64,
    /// New records.
    pub added: u64,
    /// Known records that were given the file's values.
    pub updated: u64,
    /// Lines that say what is known already.
    pub skipped: u64,
    /// This very file was taken in before; nothing was done.
    pub already_imported: bool,
}

impl ImportReport {
    /// Nothing was done.
    pub(super) const fn already(registry: Registry) -> Self {
        Self {
            registry,
            rows: 0,
            added: 0,
            updated: 0,
            skipped: 0,
            already_imported: true,
        }
    }
}
