//! Where files are kept in these tests, and who looks for viruses in them; both can be told to fail.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use services::{
    files::{FileKeys, Files},
    pool::Pool,
    ports::{FileStore, Scan, ScanError, StoreError, VirusScanner},
};
use uuid::Uuid;

use crate::samples::eicar;

/// Files in memory.
#[derive(Default)]
pub struct Shelf {
    objects: Mutex<BTreeMap<Uuid, Bytes>>,
    down: AtomicBool,
    scanner_down: AtomicBool,
}

impl Shelf {
    /// From now on nothing can be kept or read.
    pub fn go_down(&self) {
        self.down.store(true, Ordering::SeqCst);
    }

    /// From now on nothing can be looked at.
    pub fn scanner_goes_down(&self) {
        self.scanner_down.store(true, Ordering::SeqCst);
    }

    /// Everything that is kept, as it is kept.
    pub fn objects(&self) -> Vec<Bytes> {
        self.objects.lock().unwrap().values().cloned().collect()
    }

    fn up(&self) -> Result<std::sync::MutexGuard<'_, BTreeMap<Uuid, Bytes>>, StoreError> {
        if self.down.load(Ordering::SeqCst) {
            return Err(StoreError("told to fail".to_owned()));
        }
        Ok(self.objects.lock().unwrap())
    }
}

#[async_trait]
impl FileStore for Shelf {
    async fn put(&self, id: Uuid, content: Bytes) -> Result<(), StoreError> {
        self.up()?.insert(id, content);
        Ok(())
    }

    async fn get(&self, id: Uuid) -> Result<Option<Bytes>, StoreError> {
        Ok(self.up()?.get(&id).cloned())
    }

    async fn delete(&self, id: Uuid) -> Result<(), StoreError> {
        self.up()?.remove(&id);
        Ok(())
    }

    async fn ids(&self) -> Result<Vec<Uuid>, StoreError> {
        Ok(self.up()?.keys().copied().collect())
    }
}

#[async_trait]
impl VirusScanner for Shelf {
    async fn scan(&self, content: &[u8]) -> Result<Scan, ScanError> {
        if self.scanner_down.load(Ordering::SeqCst) {
            return Err(ScanError("told to fail".to_owned()));
        }
        let virus = eicar();
        let infected = content.windows(virus.len()).any(|window| window == virus);
        Ok(if infected { Scan::Infected } else { Scan::Clean })
    }
}

/// With keys of these names, the first one current.
pub fn files(shelf: &Arc<Shelf>, keys: &[&str], patience: Duration) -> Files {
    let key = |name: &&str| ((*name).to_owned(), [u8::try_from(name.len()).unwrap(); 32]);
    Files {
        store: shelf.clone(),
        scanner: shelf.clone(),
        keys: FileKeys::new(keys.iter().map(key).collect()).unwrap(),
        pool: Pool::new(1, patience).unwrap(),
        opening: Pool::new(1, patience).unwrap(),
    }
}
