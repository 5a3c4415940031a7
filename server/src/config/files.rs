//! Settings of what customers attach.

use std::path::PathBuf;

use serde::Deserialize;

/// Where files lie and how many are worked on.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Files {
    /// The folder of one database's files; no other database may share it.
    pub dir: PathBuf,
    /// Keys with their names, the current one first; by environment only.
    pub keys: Option<adapters::Secret>,
    /// A file with the same, a key a line.
    pub keys_file: Option<PathBuf>,
    /// Forms with files received at once; each takes up to 100 MB of memory.
    pub uploads_at_once: usize,
    /// Files decoded or encrypted at once; a large picture takes up to 640 MB of memory meanwhile.
    pub checked_at_once: usize,
    /// Forms with files a day for one network.
    pub per_network: i64,
}

impl Default for Files {
    fn default() -> Self {
        Self {
            dir: PathBuf::from("data/files"),
            keys: None,
            keys_file: None,
            uploads_at_once: 4,
            checked_at_once: 1,
            per_network: 200,
        }
    }
}
