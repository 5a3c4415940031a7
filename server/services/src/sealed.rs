//! Encryption of what must be read again: XChaCha20-Poly1305, a random nonce in front.

use chacha20poly1305::{
    XChaCha20Poly1305,
    aead::{Aead, KeyInit, Payload},
};

/// Bytes of the nonce in front of what is sealed.
pub(crate) const NONCE: usize = 24;

/// What was sealed is not what is opened: another key, another purpose, another owner, or changed on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("what was sealed cannot be opened")]
pub struct Unreadable;

/// Encrypts. It opens with the same key and only beside the same `bound`, which is not a part of it.
pub(crate) fn seal(key: &[u8; 32], nonce: [u8; NONCE], bound: &[u8], secret: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let payload = Payload {
        msg: secret,
        aad: bound,
    };
    let sealed = XChaCha20Poly1305::new(&(*key).into()).encrypt(&nonce.into(), payload);
    let sealed = sealed.map_err(|_| Unreadable)?;
    Ok([nonce.as_slice(), &sealed].concat())
}

/// Reads what [`seal`] wrote.
pub(crate) fn open(key: &[u8; 32], bound: &[u8], sealed: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(Unreadable)?;
    let payload = Payload {
        msg: sealed,
        aad: bound,
    };
    let opened = XChaCha20Poly1305::new(&(*key).into()).decrypt(&(*nonce).into(), payload);
    opened.map_err(|_| Unreadable)
}
