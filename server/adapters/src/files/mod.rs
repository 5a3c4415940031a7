//! Files: where they lie, and who looks for viruses in them.

mod clamd;
mod clamd_settings;
mod folder;

pub use clamd::ClamdScanner;
pub use clamd_settings::{ScannerAddress, ScannerAddressError, ScannerSettings};
pub use folder::{Folder, FolderError};
