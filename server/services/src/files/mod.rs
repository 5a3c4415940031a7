//! Files that customers send: looked at, made anew where that is possible, encrypted, kept.
//!
//! The way of a file: number and size; what its content is; the virus scanner; a picture is decoded and made anew, a
//! document is looked through; encrypted with a key of its own; put into the store; last, in the transaction of the form
//! it came with, its row. Whatever fails before that leaves nothing but an object that no row names: [`sweep`] takes it.

mod document;
mod inspect;
mod picture;
mod seal;
mod sweep;
mod upload;

use std::sync::Arc;

use db::{entity::files::Model, files};
use domain::{
    Field, FieldError, FieldErrors,
    files::{Fault, Kind, Purpose, Refused, display_name},
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

pub use self::{
    seal::{FileKeys, KeyError},
    sweep::{rewrap, sweep},
    upload::{Upload, Uploads},
};
use crate::{
    Error, Result, Services,
    limits::{Network, Quota},
    pool::Pool,
    ports::{FileStore, Scan, VirusScanner},
};

/// What checking and keeping files needs.
pub struct Files {
    /// Where they lie.
    pub store: Arc<dyn FileStore>,
    /// Who looks for viruses.
    pub scanner: Arc<dyn VirusScanner>,
    /// What their keys are wrapped with.
    pub keys: FileKeys,
    /// Where pictures are decoded and content is encrypted.
    pub pool: Pool,
    /// Where content is decrypted to be given out: apart, so that whoever opens photos never keeps others from sending.
    pub opening: Pool,
}

/// A file that lies in the store and has no row yet.
pub(crate) struct Kept(Model);

/// What became of a file's content after looking at it.
struct Clean {
    kind: Kind,
    content: Vec<u8>,
}

/// Who sends files.
#[derive(Clone, Copy)]
pub(crate) enum By<'a> {
    /// Anybody: forms with files are counted by network.
    Network(&'a Network),
    /// Somebody who is logged in: a network may be a whole city's phones.
    Person(Uuid),
}

/// Forms with files a day for one person.
const PER_PERSON: Quota = Quota::new(50, chrono::Duration::days(1));

/// Checks all files of a form and puts them into the store.
///
/// # Errors
/// `Files` with each file that is refused; `FilesDown` when they can be neither checked nor kept; `TooMany` for whoever
/// sends them; `Busy`.
pub(crate) async fn take(services: &Services, from: By<'_>, purpose: Purpose, uploads: Uploads) -> Result<Vec<Kept>> {
    let uploads = uploads.into_files()?;
    if uploads.is_empty() {
        return Ok(Vec::new());
    }
    upload::check(purpose, &uploads).map_err(wrong)?;
    from.count(services).await?;
    let mut clean = Vec::with_capacity(uploads.len());
    let mut refused = Vec::new();
    for (place, upload) in (1..).zip(uploads) {
        match look(services, purpose, &upload).await? {
            Ok(content) => clean.push((upload.name, content)),
            Err(fault) => {
                // Nobody sends these by a slip.
                if matches!(fault, Fault::Infected | Fault::Active) {
                    tracing::warn!(refused = "file", ?fault, "a file that may do harm was not taken");
                }
                refused.push(Refused { place, fault });
            }
        }
    }
    if !refused.is_empty() {
        return Err(wrong(FieldError::Files(refused)));
    }
    let mut kept = Vec::with_capacity(clean.len());
    for (name, clean) in clean {
        kept.push(put(services, &name, clean).await?);
    }
    Ok(kept)
}

/// Adds the rows of files, in the transaction of what they belong to.
///
/// # Errors
/// Those of the database.
pub(crate) async fn insert(conn: &impl ConnectionTrait, Kept(file): Kept) -> Result<Uuid> {
    let id = file.id;
    files::insert(conn, file).await?;
    Ok(id)
}

impl By<'_> {
    async fn count(self, services: &Services) -> Result<()> {
        let conn = services.db.writer();
        match self {
            Self::Network(network) => {
                let quota = Quota::new(services.settings.files_per_network, chrono::Duration::days(1));
                quota.take_of_network(services, conn, "files-network", network).await
            }
            Self::Person(id) => {
                let key = services.keys.label("files-person", &id.to_string());
                PER_PERSON.take(conn, &key, services.now()).await
            }
        }
    }
}

/// The content of a file.
///
/// # Errors
/// `Busy` when too many are read at once; `Internal` when it is not in the store, or its key is not among ours.
pub async fn read(services: &Services, file: &Model) -> Result<Vec<u8>> {
    let opening = &services.files.opening;
    // Before the content is in memory: whoever waits costs nothing.
    let turn = opening.turn().await?;
    let stored = services.files.store.get(file.id).await.map_err(Error::internal)?;
    let sealed = stored.ok_or_else(|| Error::internal(format!("file {} is not in the store", file.id)))?;
    let key = services.files.keys.unwrap(file.id, &file.key_id, &file.wrapped_key);
    let key = key.map_err(Error::internal)?;
    let id = file.id;
    let content = opening.run_in(turn, move || seal::open(&key, id, &sealed)).await?;
    content.map_err(Error::internal)
}

/// Looks at one file: cheap questions first, the scanner before anything decodes it.
async fn look(services: &Services, purpose: Purpose, upload: &Upload) -> Result<Result<Clean, Fault>> {
    let kind = match purpose.admit(&upload.content) {
        Ok(kind) => kind,
        Err(fault) => return Ok(Err(fault)),
    };
    match services.files.scanner.scan(&upload.content).await {
        Ok(Scan::Clean) => {}
        Ok(Scan::Infected) => return Ok(Err(Fault::Infected)),
        Err(error) => {
            tracing::warn!(%error, "a file was not taken");
            return Err(wrong(FieldError::FilesDown));
        }
    }
    let content = upload.content.clone();
    services
        .files
        .pool
        .run(move || inspect::clean(kind, &content).map(|content| Clean { kind, content }))
        .await
}

async fn put(services: &Services, name: &str, clean: Clean) -> Result<Kept> {
    let id = services.new_id()?;
    let bytes = i64::try_from(clean.content.len()).map_err(Error::internal)?;
    let (key, nonce) = seal::fresh(services.entropy.as_ref())?;
    let wrapped_key = services.files.keys.wrap(id, &key, services.entropy.as_ref())?;
    let content = clean.content;
    let sealed = services
        .files
        .pool
        .run(move || seal::seal(&key, nonce, id, &content))
        .await?;
    let sealed = sealed.map_err(Error::internal)?;
    if let Err(error) = services.files.store.put(id, sealed.into()).await {
        tracing::error!(%error, "a file was not taken");
        return Err(wrong(FieldError::FilesDown));
    }
    Ok(Kept(Model {
        id,
        name: display_name(name, clean.kind),
        kind: clean.kind.media_type().to_owned(),
        bytes,
        key_id: services.files.keys.current().to_owned(),
        wrapped_key,
        created_at: services.now(),
    }))
}

fn wrong(error: FieldError) -> Error {
    FieldErrors::one(Field::Files, error).into()
}
