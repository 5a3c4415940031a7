//! What typst sees while it works: a template, one file of data, two fonts. There is nothing else in its world, so a template
//! can neither read a file of the system nor fetch a package.

use std::path::PathBuf;

use services::ports::DocumentError;
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

const REGULAR: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/regular.ttf"));
const BOLD: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/bold.ttf"));

/// What every document of a kind shares.
pub(crate) struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
    data: FileId,
}

/// One document to be made.
pub(crate) struct Sheet<'a> {
    press: &'a Press,
    data: Bytes,
}

impl Press {
    /// For a template that finds its data in the file `data`.
    ///
    /// # Errors
    /// When a name is no path of typst's or a font cannot be read.
    pub(crate) fn new(template: &str, text: &str, data: &str) -> Result<Self, DocumentError> {
        let fonts: Vec<_> = [REGULAR, BOLD]
            .into_iter()
            .flat_map(|font| Font::iter(Bytes::new(font)))
            .collect();
        if fonts.len() != 2 {
            return Err(DocumentError("a font cannot be read".to_owned()));
        }
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            template: Source::new(file(template)?, text.to_owned()),
            data: file(data)?,
        })
    }

    /// A document with this data.
    pub(crate) fn sheet(&self, data: Vec<u8>) -> Sheet<'_> {
        Sheet {
            press: self,
            data: Bytes::new(data),
        }
    }
}

fn file(name: &str) -> Result<FileId, DocumentError> {
    let path = VirtualPath::new(name).map_err(|error| DocumentError(error.to_string()))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Sheet<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.press.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.press.template.id() {
            Ok(self.press.template.clone())
        } else {
            Err(FileError::NotFound(PathBuf::new()))
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.press.data {
            Ok(self.data.clone())
        } else {
            Err(FileError::NotFound(PathBuf::new()))
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    /// What day it is, is no business of typst's.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
