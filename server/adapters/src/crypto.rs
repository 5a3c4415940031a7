//! Chooses the cryptography behind every TLS connection of the process.

/// Makes rustls use `ring`. Called at the start of the process; a second call, or a provider that was chosen
/// before, changes nothing.
pub fn install_crypto_provider() {
    // An error means that a provider is there already.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn installing_twice_leaves_a_provider() {
        install_crypto_provider();
        install_crypto_provider();
        assert!(rustls::crypto::CryptoProvider::get_default().is_some());
    }
}
