//! Who makes documents in these tests: the paper's texts as JSON.

use std::{sync::Arc, time::Duration};

use services::{
    documents::{Documents, ReceiptPaper},
    pool::Pool,
    ports::{DocumentError, Typesetter},
};

/// Writes down what is to be printed.
pub struct Press {
    /// How long it takes.
    pub takes: Duration,
}

impl Typesetter for Press {
    fn receipt(&self, paper: &ReceiptPaper) -> Result<Vec<u8>, DocumentError> {
        std::thread::sleep(self.takes);
        serde_json::to_vec(paper).map_err(|error| DocumentError(error.to_string()))
    }
}

/// A press with one place.
pub fn documents(takes: Duration, patience: Duration) -> Documents {
    Documents {
        typesetter: Arc::new(Press { takes }),
        pool: Pool::new(1, patience).unwrap(),
    }
}
