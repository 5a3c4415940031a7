//! Collects what is wrong with a form, field by field.

use crate::{Field, FieldError, FieldErrors};

/// Collects a form's fields: each is parsed, each error is kept, and the form is made only when all are right.
#[derive(Debug, Default)]
pub struct Checked(FieldErrors);

impl Checked {
    /// Nothing checked yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps the error of a field, if there is one.
    pub fn take<T>(&mut self, field: Field, result: Result<T, FieldError>) -> Option<T> {
        result.map_err(|error| self.0.add(field, error)).ok()
    }

    /// Notes an error found by comparing fields.
    pub fn fail(&mut self, field: Field, error: FieldError) {
        self.0.add(field, error);
    }

    /// The finished form, if every field was right.
    ///
    /// # Errors
    /// All the errors collected.
    pub fn finish<T>(self, form: Option<T>) -> Result<T, FieldErrors> {
        match form {
            Some(form) if self.0.is_empty() => Ok(form),
            _ => Err(self.0),
        }
    }
}
