//! Random bytes from the operating system.

use services::ports::{Entropy, EntropyError};

/// The operating system's cryptographically secure source.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the port through which everything else asks"
        )]
        getrandom::fill(bytes).map_err(|error| EntropyError(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_fillings_differ() {
        let (mut first, mut second) = ([0; 32], [0; 32]);
        OsEntropy.fill(&mut first).unwrap();
        OsEntropy.fill(&mut second).unwrap();
        assert_ne!(first, second);
    }
}
