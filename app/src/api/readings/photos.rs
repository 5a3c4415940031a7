//! Where the photos of an account's meters are given out.

use uuid::Uuid;

/// The part of the address behind an account's, before the id of a photo.
pub const PHOTOS: &str = "photos";

/// The address of a photo.
#[must_use]
pub fn photo_path(account: Uuid, photo: Uuid) -> String {
    format!("/accounts/{account}/{PHOTOS}/{photo}")
}
