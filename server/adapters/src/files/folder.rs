//! A folder of this machine as the store of files.

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use bytes::Bytes;
use futures::TryStreamExt as _;
use object_store::{Error, ObjectStore as _, ObjectStoreExt as _, local::LocalFileSystem, path::Path as Key};
use services::ports::{FileStore, StoreError};
use uuid::Uuid;

/// Files in a folder, each in a subfolder named for the end of its id: the beginning is the time, the end is random.
#[derive(Debug)]
pub struct Folder {
    store: LocalFileSystem,
}

/// The folder cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}: {reason}", .folder.display())]
pub struct FolderError {
    folder: PathBuf,
    reason: String,
}

impl Folder {
    /// The store in this folder, which is made if it is missing, for this user's eyes alone.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new(folder: &Path) -> Result<Self, FolderError> {
        let failed = |reason: String| FolderError {
            folder: folder.to_owned(),
            reason,
        };
        make_private(folder).map_err(|error| failed(error.to_string()))?;
        // A file counts as kept when it would survive a loss of power, as a row of the database does.
        let store = LocalFileSystem::new_with_prefix(folder).map_err(|error| failed(error.to_string()))?;
        Ok(Self {
            store: store.with_fsync(true),
        })
    }
}

#[async_trait]
impl FileStore for Folder {
    async fn put(&self, id: Uuid, content: Bytes) -> Result<(), StoreError> {
        self.store.put(&key(id), content.into()).await.map_err(failed)?;
        Ok(())
    }

    async fn get(&self, id: Uuid) -> Result<Option<Bytes>, StoreError> {
        match self.store.get(&key(id)).await {
            Ok(found) => Ok(Some(found.bytes().await.map_err(failed)?)),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }

    async fn delete(&self, id: Uuid) -> Result<(), StoreError> {
        match self.store.delete(&key(id)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(failed(error)),
        }
    }

    async fn ids(&self) -> Result<Vec<Uuid>, StoreError> {
        let listed = self.store.list(None).map_ok(|object| object.location);
        let keys: Vec<Key> = listed.try_collect().await.map_err(failed)?;
        // Whatever else lies there is not ours to touch.
        let ours = |location: &Key| {
            let id = location.filename()?.parse().ok()?;
            (key(id) == *location).then_some(id)
        };
        Ok(keys.iter().filter_map(ours).collect())
    }
}

fn key(id: Uuid) -> Key {
    let [.., last] = *id.as_bytes();
    Key::from_iter([format!("{last:02x}"), id.to_string()])
}

/// Paths and ids alone stand in these errors.
fn failed(error: Error) -> StoreError {
    StoreError(error.to_string())
}

fn make_private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}
