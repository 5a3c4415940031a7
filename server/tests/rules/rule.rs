//! What a line of the tables says: a form that is wrong in one thing, and the field that is told.

use app::AppError;
use domain::{Field, FieldError, FieldErrors};
use serde::Serialize;

/// One rule.
pub struct Rule {
    /// As in `scripts/mutants.list`.
    pub name: &'static str,
    /// The endpoint of the server function.
    pub function: &'static str,
    /// The form as it crosses the wire.
    pub fields: Vec<(String, String)>,
    /// What is attached: names and contents.
    pub files: Vec<(String, Vec<u8>)>,
    /// What is answered.
    pub answer: AppError,
}

impl Rule {
    /// A form whose one wrong thing is told at `field`.
    pub fn new(
        name: &'static str,
        function: &'static str,
        form: &impl Serialize,
        field: Field,
        error: FieldError,
    ) -> Self {
        let form = serde_json::to_value(form).unwrap();
        let text =
            |(key, value): (&String, &serde_json::Value)| (format!("form[{key}]"), value.as_str().unwrap().into());
        Self {
            name,
            function,
            fields: form.as_object().unwrap().iter().map(text).collect(),
            files: Vec::new(),
            answer: AppError::Fields(FieldErrors::one(field, error)),
        }
    }

    /// With something attached.
    pub fn with(mut self, files: Vec<(String, Vec<u8>)>) -> Self {
        self.files = files;
        self
    }
}

/// So many letters.
pub fn letters(count: usize) -> String {
    "я".repeat(count)
}
