//! Where a registry's bytes come from.

use std::{
    fs::File,
    io::{self, Cursor, Read, Seek},
    path::{Path, PathBuf},
};

/// A registry's file: on disk, or small enough to be held.
#[derive(Clone)]
pub enum RegistryFile {
    /// A file on disk.
    Path(PathBuf),
    /// All of its bytes.
    Bytes(Vec<u8>),
}

/// Bytes that can be read twice.
pub(super) trait Bytes: Read + Seek + Send {}

impl<T: Read + Seek + Send> Bytes for T {}

impl RegistryFile {
    /// Opens the file; it is opened once, so that both readings see the same file.
    pub(super) fn open(self) -> io::Result<Box<dyn Bytes>> {
        Ok(match self {
            Self::Path(path) => Box::new(File::open(path)?),
            Self::Bytes(bytes) => Box::new(Cursor::new(bytes)),
        })
    }
}

impl From<PathBuf> for RegistryFile {
    fn from(path: PathBuf) -> Self {
        Self::Path(path)
    }
}

impl From<&Path> for RegistryFile {
    fn from(path: &Path) -> Self {
        Self::Path(path.to_owned())
    }
}

impl From<Vec<u8>> for RegistryFile {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}
