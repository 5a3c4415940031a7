//! Encryption at rest: each file under a random key of its own, that key wrapped with one of the operator's keys.
//!
//! XChaCha20-Poly1305; the file's id is bound to both, so that neither a content nor a key can be put in another's place.
//! A rotation wraps the small keys anew and leaves the files alone.

use std::{collections::BTreeMap, fmt};

use uuid::Uuid;

use crate::{
    Error, Result,
    ports::{Entropy, EntropyError},
    sealed::{self, NONCE, Unreadable},
};

/// Stands in front of a sealed content, for the day when another way is chosen.
const VERSION: u8 = 1;

/// A file's own key.
#[derive(Clone)]
pub(super) struct FileKey([u8; 32]);

/// The operator's keys, each with its name.
#[derive(Clone)]
pub struct FileKeys {
    current: String,
    all: BTreeMap<String, [u8; 32]>,
}

/// Why something sealed cannot be opened, or keys cannot be used. Never carries a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// No key was given.
    #[error("no key for files")]
    None,
    /// Two keys have this name, or it is empty or too long.
    #[error("the name of a key for files, «{0}», is empty, too long or given twice")]
    Name(String),
    /// A file's key is wrapped with a key that is not among ours.
    #[error("no key «{0}» for a file's key")]
    Unknown(String),
    /// Not what was sealed, or sealed for another file.
    #[error("a file or its key cannot be opened: damaged, or of another file")]
    Damaged,
}

impl From<Unreadable> for KeyError {
    fn from(_: Unreadable) -> Self {
        Self::Damaged
    }
}

impl FileKeys {
    /// The keys with their names; the first one wraps what comes from now on, all of them open.
    ///
    /// # Errors
    /// When there is none, or a name is not one.
    pub fn new(keys: Vec<(String, [u8; 32])>) -> Result<Self, KeyError> {
        let current = keys.first().ok_or(KeyError::None)?.0.clone();
        let mut all = BTreeMap::new();
        for (name, key) in keys {
            if name.is_empty() || name.len() > 40 || all.insert(name.clone(), key).is_some() {
                return Err(KeyError::Name(name));
            }
        }
        Ok(Self { current, all })
    }

    /// The name of the key that wraps from now on.
    #[must_use]
    pub fn current(&self) -> &str {
        &self.current
    }

    /// Wraps a file's key with the current key.
    pub(super) fn wrap(&self, id: Uuid, key: &FileKey, entropy: &dyn Entropy) -> Result<Vec<u8>> {
        let mut nonce = [0; NONCE];
        entropy.fill(&mut nonce)?;
        let wrapping = self.find(&self.current).map_err(Error::internal)?;
        sealed::seal(wrapping, nonce, &bound("key", id), &key.0).map_err(Error::internal)
    }

    /// A file's own key.
    pub(super) fn unwrap(&self, id: Uuid, key_id: &str, wrapped: &[u8]) -> Result<FileKey, KeyError> {
        let key = sealed::open(self.find(key_id)?, &bound("key", id), wrapped)?;
        key.try_into().map(FileKey).map_err(|_| KeyError::Damaged)
    }

    fn find(&self, key_id: &str) -> Result<&[u8; 32], KeyError> {
        self.all.get(key_id).ok_or_else(|| KeyError::Unknown(key_id.to_owned()))
    }
}

impl fmt::Debug for FileKeys {
    /// A secret stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileKeys")
            .field("current", &self.current)
            .finish_non_exhaustive()
    }
}

/// A key for one file, and what its content is sealed with beside it.
pub(super) fn fresh(entropy: &dyn Entropy) -> Result<(FileKey, [u8; NONCE]), EntropyError> {
    let (mut key, mut nonce) = ([0; 32], [0; NONCE]);
    entropy.fill(&mut key)?;
    entropy.fill(&mut nonce)?;
    Ok((FileKey(key), nonce))
}

/// A content as the store keeps it.
pub(super) fn seal(key: &FileKey, nonce: [u8; NONCE], id: Uuid, content: &[u8]) -> Result<Vec<u8>, KeyError> {
    let mut sealed = sealed::seal(&key.0, nonce, &bound("content", id), content)?;
    sealed.insert(0, VERSION);
    Ok(sealed)
}

/// The content again.
pub(super) fn open(key: &FileKey, id: Uuid, sealed: &[u8]) -> Result<Vec<u8>, KeyError> {
    let sealed = sealed.strip_prefix(&[VERSION]).ok_or(KeyError::Damaged)?;
    Ok(sealed::open(&key.0, &bound("content", id), sealed)?)
}

/// What ties something sealed to its purpose and its file.
fn bound(purpose: &str, id: Uuid) -> Vec<u8> {
    [b"kabinet/files/", purpose.as_bytes(), b"/", id.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(names: &[&str]) -> FileKeys {
        let keys = names.iter().map(|name| ((*name).to_owned(), [7; 32]));
        FileKeys::new(keys.collect()).expect("keys")
    }

    #[test]
    fn what_is_sealed_opens_for_its_own_file_alone() {
        let (key, mine, other) = (FileKey([7; 32]), Uuid::from_u128(1), Uuid::from_u128(2));
        let sealed = seal(&key, [9; NONCE], mine, b"passport").expect("sealed");
        assert!(!sealed.windows(8).any(|window| window == b"passport"));
        assert_eq!(open(&key, mine, &sealed).as_deref(), Ok(b"passport".as_slice()));
        assert_eq!(open(&key, other, &sealed), Err(KeyError::Damaged));
        assert_eq!(open(&FileKey([8; 32]), mine, &sealed), Err(KeyError::Damaged));
        for at in 0..sealed.len() {
            let mut touched = sealed.clone();
            touched[at] ^= 1;
            assert_eq!(open(&key, mine, &touched), Err(KeyError::Damaged), "byte {at}");
        }
        assert_eq!(open(&key, mine, &sealed[..20]), Err(KeyError::Damaged));
        assert_eq!(open(&key, mine, b""), Err(KeyError::Damaged));
    }

    #[test]
    fn keys_have_names_of_their_own() {
        assert_eq!(FileKeys::new(Vec::new()).err(), Some(KeyError::None));
        for names in [vec!["a", "a"], vec![""]] {
            let keys = names.into_iter().map(|name| (name.to_owned(), [0; 32])).collect();
            assert!(matches!(FileKeys::new(keys), Err(KeyError::Name(_))));
        }
        assert_eq!(keys(&["new", "old-one"]).current(), "new");
        assert!(!format!("{:?}", keys(&["k"])).contains("7, 7"));
    }
}
