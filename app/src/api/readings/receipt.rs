//! Where the receipts for sent readings are.

use uuid::Uuid;

/// The folder of an account's receipts.
pub const RECEIPTS: &str = "receipts";

/// The address of a receipt.
#[must_use]
pub fn receipt_file(account: Uuid, number: &str) -> String {
    format!("/accounts/{account}/{RECEIPTS}/{number}.pdf")
}
