//! Documents to be printed: so many are made at once, by threads that yield to all others.

mod receipt;

use std::{sync::Arc, time::Duration};

use domain::readings::Receipt;

pub use self::receipt::{PaperLine, PaperStep, ReceiptPaper};
use crate::{
    Error, Result,
    pool::Pool,
    ports::{DocumentError, Typesetter},
};

/// A document that waits longer for its turn is refused as busy.
pub const PATIENCE: Duration = Duration::from_secs(8);

/// Makes documents.
pub struct Documents {
    /// Who sets them.
    pub typesetter: Arc<dyn Typesetter>,
    /// Where.
    pub pool: Pool,
}

impl Documents {
    /// The receipt for sent readings, as PDF.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many are being made; [`Error::Internal`] when it cannot be.
    pub async fn receipt(&self, receipt: &Receipt) -> Result<Vec<u8>> {
        let paper = ReceiptPaper::from(receipt);
        let typesetter = Arc::clone(&self.typesetter);
        let made = self.pool.run(move || typesetter.receipt(&paper)).await?;
        Ok(made?)
    }
}

impl From<DocumentError> for Error {
    fn from(error: DocumentError) -> Self {
        Self::Internal(Box::new(error))
    }
}
