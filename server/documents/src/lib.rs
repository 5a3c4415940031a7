//! Documents to be printed, set by typst: no file of the system is read, nothing is fetched, no text of a customer is ever
//! taken for typst's own language.

mod words;
mod world;

use serde::Serialize;
use services::{
    documents::ReceiptPaper,
    ports::{DocumentError, Typesetter},
};
use typst::{comemo, foundations::Smart};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use self::world::Press;

/// Sets documents; made once, shared by all threads.
pub struct Typst {
    receipts: Press,
}

/// What was computed for a document is forgotten when so many others have been made since: fonts and templates stay warm,
/// customers' data do not.
const KEPT_FOR: usize = 4;

impl Typst {
    /// Reads fonts and templates.
    ///
    /// # Errors
    /// When one of them cannot be read.
    pub fn new() -> Result<Self, DocumentError> {
        let template = include_str!("../templates/receipt.typ");
        Ok(Self {
            receipts: Press::new("receipt.typ", template, "receipt.json")?,
        })
    }
}

impl Typesetter for Typst {
    fn receipt(&self, paper: &ReceiptPaper) -> Result<Vec<u8>, DocumentError> {
        set(&self.receipts, paper)
    }
}

/// The document that a template makes of its data: PDF 1.7, tagged.
fn set(press: &Press, paper: &impl Serialize) -> Result<Vec<u8>, DocumentError> {
    let failed = |error: serde_json::Error| DocumentError(error.to_string());
    let mut data = serde_json::to_value(paper).map_err(failed)?;
    words::make_breakable(&mut data);
    let sheet = press.sheet(serde_json::to_vec(&data).map_err(failed)?);
    let made = typst::compile::<PagedDocument>(&sheet).output.and_then(|document| {
        let options = PdfOptions {
            creator: Smart::Custom(None),
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&document, &options)
    });
    comemo::evict(KEPT_FOR);
    made.map_err(|errors| {
        // The first one tells what is wrong with the template; the texts it was given stay out of it.
        let first = errors.first().map(|error| error.message.to_string());
        DocumentError(first.unwrap_or_default())
    })
}
