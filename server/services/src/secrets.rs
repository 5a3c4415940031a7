//! Tokens and keyed digests: what may be stored in place of a secret.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

pub use crate::sealed::Unreadable;
use crate::{
    ports::{Entropy, EntropyError},
    sealed::{self, NONCE},
};

/// 256 random bits that a browser or a letter carries; the database holds their SHA-256.
#[derive(Clone)]
pub struct Token([u8; 32]);

impl Token {
    /// A fresh one.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn new(entropy: &dyn Entropy) -> Result<Self, EntropyError> {
        let mut bytes = [0; 32];
        entropy.fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// Reads what [`Token::expose`] wrote.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }

    /// The secret itself, for a cookie or a link: 43 characters that need no escaping.
    #[must_use]
    pub fn expose(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What the database holds.
    #[must_use]
    pub fn digest(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }
}

impl fmt::Debug for Token {
    /// A secret stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Half of a token, in bytes.
const HALF: usize = 16;

/// The key outside the database.
#[derive(Clone)]
pub struct Keys([u8; 32]);

impl Keys {
    /// A key of 32 bytes.
    #[must_use]
    pub const fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// HMAC-SHA-256 of a short secret (a code, a proof, a phone) for one purpose; useless without the key.
    #[must_use]
    pub fn digest(&self, purpose: &str, secret: &str) -> Vec<u8> {
        // A key of 32 bytes is never refused by HMAC; an empty digest would match nothing.
        Hmac::<Sha256>::new_from_slice(&self.0).map_or_else(
            |_| Vec::new(),
            |mut mac| {
                mac.update(purpose.as_bytes());
                mac.update(&[0]);
                mac.update(secret.as_bytes());
                mac.finalize().into_bytes().to_vec()
            },
        )
    }

    /// The same as text, for the name of a counter.
    #[must_use]
    pub fn label(&self, purpose: &str, secret: &str) -> String {
        format!("{purpose}:{}", URL_SAFE_NO_PAD.encode(self.digest(purpose, secret)))
    }

    /// A token that this key alone can make for this purpose and owner: half of it is random, half proves it. Nothing of it
    /// needs to be stored.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn mark(&self, entropy: &dyn Entropy, purpose: &str, owner: &str) -> Result<Token, EntropyError> {
        let mut bytes = [0; 32];
        let (nonce, proof) = bytes.split_at_mut(HALF);
        entropy.fill(nonce)?;
        for (to, from) in proof.iter_mut().zip(self.mark_of(purpose, owner, nonce)) {
            *to = from;
        }
        Ok(Token(bytes))
    }

    /// Whether [`Keys::mark`] has made this token for this purpose and owner.
    #[must_use]
    pub fn has_marked(&self, purpose: &str, owner: &str, token: &Token) -> bool {
        let (nonce, proof) = token.0.split_at(HALF);
        let expected = self.mark_of(purpose, owner, nonce);
        expected.get(..HALF).is_some_and(|expected| same(expected, proof))
    }

    fn mark_of(&self, purpose: &str, owner: &str, nonce: &[u8]) -> Vec<u8> {
        self.digest(purpose, &format!("{} {owner}", URL_SAFE_NO_PAD.encode(nonce)))
    }
}

impl Keys {
    /// Encrypts a secret that must be read again (XChaCha20-Poly1305, a random nonce in front). It opens for the same
    /// purpose and owner alone, so that a row copied to another person's place is worth nothing.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn seal(&self, entropy: &dyn Entropy, purpose: &str, owner: &[u8], secret: &[u8]) -> crate::Result<Vec<u8>> {
        let mut nonce = [0; NONCE];
        entropy.fill(&mut nonce)?;
        let sealed = sealed::seal(&self.sealing(purpose)?, nonce, owner, secret);
        sealed.map_err(|_| crate::Error::internal("a secret cannot be sealed"))
    }

    /// Reads what [`Keys::seal`] wrote.
    ///
    /// # Errors
    /// [`Unreadable`].
    pub fn open(&self, purpose: &str, owner: &[u8], sealed: &[u8]) -> Result<Vec<u8>, Unreadable> {
        let key = self.sealing(purpose).map_err(|_| Unreadable)?;
        sealed::open(&key, owner, sealed)
    }

    /// A key of its own for each purpose.
    fn sealing(&self, purpose: &str) -> crate::Result<[u8; 32]> {
        self.digest("seal", purpose)
            .try_into()
            .map_err(|_| crate::Error::internal("a key has another length"))
    }
}

impl fmt::Debug for Keys {
    /// A secret stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(…)")
    }
}

/// Compares digests in constant time; an empty one equals nothing.
#[must_use]
pub fn same(left: &[u8], right: &[u8]) -> bool {
    !left.is_empty() && left.ct_eq(right).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_survives_its_way_through_a_link() {
        let token = Token([7; 32]);
        let back = Token::read(&token.expose()).expect("a token");
        assert_eq!(back.digest(), token.digest());
        assert!(Token::read("короткий").is_none());
        assert!(Token::read(&"A".repeat(42)).is_none());
    }

    #[test]
    fn a_digest_depends_on_key_purpose_and_secret() {
        let keys = Keys::new([1; 32]);
        let digest = keys.digest("code", "123456");
        assert!(same(&digest, &keys.digest("code", "123456")));
        assert!(!same(&digest, &keys.digest("code", "123457")));
        assert!(!same(&digest, &keys.digest("proof", "123456")));
        assert!(!same(&digest, &Keys::new([2; 32]).digest("code", "123456")));
        assert!(!same(&[], &[]));
    }

    /// Always the same byte.
    struct Fixed(u8);

    impl Entropy for Fixed {
        fn fill(&self, bytes: &mut [u8]) -> Result<(), EntropyError> {
            bytes.fill(self.0);
            Ok(())
        }
    }

    #[test]
    fn a_mark_is_known_to_its_key_for_its_purpose_and_owner_alone() {
        let keys = Keys::new([1; 32]);
        let mark = keys.mark(&Fixed(5), "browser", "anna").expect("made");
        assert!(keys.has_marked("browser", "anna", &mark));
        assert!(!keys.has_marked("browser", "boris", &mark));
        assert!(!keys.has_marked("link", "anna", &mark));
        assert!(!Keys::new([2; 32]).has_marked("browser", "anna", &mark));
        for at in [0, 31] {
            let mut other = mark.clone();
            other.0[at] ^= 1;
            assert!(!keys.has_marked("browser", "anna", &other));
        }
        assert_ne!(
            mark.expose(),
            keys.mark(&Fixed(6), "browser", "anna").expect("made").expose()
        );
    }

    #[test]
    fn what_is_sealed_opens_for_its_key_purpose_and_owner_alone() {
        let keys = Keys::new([1; 32]);
        let mut sealed = keys.seal(&Fixed(5), "app", b"anna", b"secret").expect("sealed");
        assert!(!sealed.windows(6).any(|part| part == b"secret"));
        assert_eq!(keys.open("app", b"anna", &sealed).as_deref(), Ok(b"secret".as_slice()));
        assert_eq!(keys.open("app", b"boris", &sealed), Err(Unreadable));
        assert_eq!(keys.open("codes", b"anna", &sealed), Err(Unreadable));
        assert_eq!(Keys::new([2; 32]).open("app", b"anna", &sealed), Err(Unreadable));
        assert_ne!(keys.seal(&Fixed(6), "app", b"anna", b"secret").expect("sealed"), sealed);
        *sealed.last_mut().expect("bytes") ^= 1;
        assert_eq!(keys.open("app", b"anna", &sealed), Err(Unreadable));
        assert_eq!(keys.open("app", b"anna", b"short"), Err(Unreadable));
    }
}
