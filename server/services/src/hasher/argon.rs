//! argon2id, p = 1, in memory that is kept from one hash to the next: fresh memory costs a page fault for every 4 KiB, and
//! giving it back interrupts every processor.

use std::sync::{Arc, Mutex, PoisonError};

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::{
        self,
        phc::{Output, PasswordHash},
    },
};

use crate::{Error, Result};

/// Makes and compares hashes.
#[derive(Clone)]
pub(super) struct Argon {
    argon: Argon2<'static>,
    spare: Arc<Mutex<Vec<Vec<Block>>>>,
}

impl Argon {
    /// With the parameters of new hashes.
    ///
    /// # Errors
    /// When they are out of argon2's range.
    pub(super) fn new(memory_kib: u32, passes: u32) -> Result<Self> {
        let params = Params::new(memory_kib, passes, 1, None).map_err(failed)?;
        Ok(Self {
            argon: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
            spare: Arc::default(),
        })
    }

    /// A new hash, as it is stored.
    ///
    /// # Errors
    /// [`Error::Internal`].
    pub(super) fn hash(&self, password: &str, salt: &[u8]) -> Result<String> {
        let length = Params::DEFAULT_OUTPUT_LEN;
        let params = self.argon.params();
        let stored = PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: params.try_into().map_err(failed)?,
            salt: Some(password_hash::phc::Salt::new(salt).map_err(failed)?),
            hash: Some(self.output(&self.argon, password, salt, length)?),
        };
        Ok(stored.to_string())
    }

    /// Whether the password is the one of a stored hash, whatever its parameters.
    ///
    /// # Errors
    /// [`Error::Internal`] when the stored hash is none of ours.
    pub(super) fn matches(&self, password: &str, stored: &PasswordHash) -> Result<bool> {
        let (Some(salt), Some(expected)) = (&stored.salt, &stored.hash) else {
            return Err(Error::internal("a stored hash has no salt or no end"));
        };
        let algorithm = Algorithm::try_from(stored.algorithm.as_str()).map_err(failed)?;
        let version = stored.version.map(Version::try_from).transpose().map_err(failed)?;
        let params = Params::try_from(stored).map_err(failed)?;
        let argon = Argon2::new(algorithm, version.unwrap_or_default(), params);
        let computed = self.output(&argon, password, salt, expected.len())?;
        // Compared in constant time.
        Ok(computed == *expected)
    }

    /// Whether a stored hash was cheaper to make than new ones are.
    pub(super) fn is_weaker(&self, stored: &PasswordHash) -> bool {
        let own = self.argon.params();
        Params::try_from(stored).map_or(true, |params| {
            params.m_cost() < own.m_cost() || params.t_cost() < own.t_cost()
        })
    }

    fn output(&self, argon: &Argon2<'_>, password: &str, salt: &[u8], length: usize) -> Result<Output> {
        let mut buffer = [0; Output::MAX_LENGTH];
        let out = buffer
            .get_mut(..length)
            .ok_or_else(|| Error::internal("a stored hash is too long"))?;
        let blocks = argon.params().block_count();
        if blocks == self.argon.params().block_count() {
            let mut memory = self.take().unwrap_or_else(|| vec![Block::new(); blocks]);
            let filled = argon.hash_password_into_with_memory(password.as_bytes(), salt, out, &mut memory);
            self.put(memory);
            filled.map_err(failed)?;
        } else {
            // An old hash of another size, which its owner's next login replaces.
            argon
                .hash_password_into(password.as_bytes(), salt, out)
                .map_err(failed)?;
        }
        Output::new(out).map_err(failed)
    }

    fn take(&self) -> Option<Vec<Block>> {
        self.spare.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn put(&self, memory: Vec<Block>) {
        self.spare.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
    }
}

fn failed(error: impl ToString) -> Error {
    Error::internal(error.to_string())
}

#[cfg(test)]
mod tests {
    use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};

    use super::*;

    const SALT: &[u8; 16] = b"0123456789abcdef";

    fn small() -> Argon {
        Argon::new(64, 2).expect("in range")
    }

    fn matches(argon: &Argon, password: &str, stored: &str) -> bool {
        argon
            .matches(password, &PasswordHash::new(stored).expect("a hash"))
            .expect("readable")
    }

    #[test]
    fn hashes_are_those_of_the_library() {
        let argon = small();
        let theirs = argon
            .argon
            .hash_password_with_salt("мост".as_bytes(), SALT)
            .expect("made");
        assert_eq!(argon.hash("мост", SALT).expect("made"), theirs.to_string());
        let ours = PasswordHash::new(&argon.hash("трамвай", SALT).expect("made")).expect("a hash");
        assert!(argon.argon.verify_password("трамвай".as_bytes(), &ours).is_ok());
    }

    #[test]
    fn memory_used_before_changes_no_answer() {
        let argon = small();
        let stored = argon.hash("мост", SALT).expect("made");
        for _ in 0..3 {
            assert!(matches(&argon, "мост", &stored));
            assert!(!matches(&argon, "трамвай", &stored));
        }
        assert_eq!(
            argon.spare.lock().expect("whole").len(),
            1,
            "one after the other needs it once"
        );
    }

    #[test]
    fn stored_hashes_of_any_parameters_are_compared_and_the_weaker_are_known() {
        let argon = small();
        for (memory, passes, weaker) in [(32, 2, true), (64, 1, true), (128, 3, false)] {
            let other = Argon::new(memory, passes).expect("in range");
            let stored = other.hash("мост", SALT).expect("made");
            assert!(matches(&argon, "мост", &stored) && !matches(&argon, "трамвай", &stored));
            assert_eq!(argon.is_weaker(&PasswordHash::new(&stored).expect("a hash")), weaker);
        }
    }

    #[test]
    fn what_is_no_hash_of_argon_is_an_error() {
        let argon = small();
        for stored in [
            "$argon2id$v=19$m=64,t=2,p=1",
            "$scrypt$ln=4,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg",
        ] {
            let stored = PasswordHash::new(stored).expect("of the right form");
            assert!(argon.matches("мост", &stored).is_err());
        }
    }
}
