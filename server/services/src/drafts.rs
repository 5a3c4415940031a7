//! What was typed into a form that could not be accepted: kept for half an hour, for the browser that typed it.

use chrono::Duration;
use db::{drafts, entity::drafts::Model};
use domain::Field;
use sha2::{Digest, Sha256};

use crate::{Result, Services, secrets::Token};

/// How long a draft is kept.
pub const MINUTES: i64 = 30;
/// The most bytes kept of one form.
pub const BYTES_MAX: usize = 32 * 1024;

/// Fields whose text is never kept.
const NEVER_KEPT: [&str; 8] = [
    Field::CurrentPassword.name(),
    Field::Password.name(),
    Field::PasswordAgain.name(),
    Field::Code.name(),
    Field::AppCode.name(),
    Field::RecoveryCode.name(),
    "credential",
    "token",
];

/// Keeps the fields of a form that stands on `path`; one that is too large is not kept.
///
/// # Errors
/// Those of the database.
pub async fn keep(services: &Services, token: &Token, path: &str, fields: Vec<(String, String)>) -> Result<()> {
    let fields: Vec<_> = fields
        .into_iter()
        .filter(|(name, _)| !NEVER_KEPT.contains(&name.as_str()))
        .collect();
    let fields = serde_json::to_string(&fields).map_err(crate::Error::internal)?;
    if fields.len() > BYTES_MAX {
        // An older draft would come back in its place.
        return forget(services, token, path).await;
    }
    let now = services.now();
    let draft = Model {
        id_hash: id(token, path),
        path: path.to_owned(),
        fields,
        expires_at: now + Duration::minutes(MINUTES),
    };
    Ok(drafts::put(services.db.writer(), draft, now).await?)
}

/// The fields kept for the form on `path`.
///
/// # Errors
/// Those of the database.
pub async fn find(services: &Services, token: &Token, path: &str) -> Result<Option<Vec<(String, String)>>> {
    let draft = drafts::get(services.db.reader(), &id(token, path), services.now()).await?;
    Ok(draft.and_then(|draft| serde_json::from_str(&draft.fields).ok()))
}

/// Forgets the fields: the form was accepted.
///
/// # Errors
/// Those of the database.
pub async fn forget(services: &Services, token: &Token, path: &str) -> Result<()> {
    Ok(drafts::delete(services.db.writer(), &id(token, path)).await?)
}

/// One browser may hold a draft for each page.
fn id(token: &Token, path: &str) -> Vec<u8> {
    Sha256::new()
        .chain_update(token.digest())
        .chain_update(path)
        .finalize()
        .to_vec()
}
