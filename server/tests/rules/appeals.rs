//! «Обратная связь» and what is attached to it.

use domain::{
    Field, FieldError,
    appeals::FeedbackForm,
    files::{BYTES_MAX, Fault, Refused},
};

use crate::rule::{Rule, letters};

const PDF: &[u8] =
    b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n";

fn right() -> FeedbackForm {
    FeedbackForm {
        topic: "other".into(),
        name: "Анна".into(),
        email: "anna@example.com".into(),
        phone: String::new(),
        text: "Добрый день".into(),
    }
}

/// The rules of this form.
pub fn rules() -> Vec<Rule> {
    let rule = |name, form: FeedbackForm, field, error| Rule::new(name, "appeals/feedback", &form, field, error);
    let topic = |text: &str| FeedbackForm {
        topic: text.into(),
        ..right()
    };
    let text = |text: String| FeedbackForm { text, ..right() };
    let name = FeedbackForm {
        name: letters(101),
        ..right()
    };
    let phone = FeedbackForm {
        phone: "112".into(),
        ..right()
    };
    let files = |name, error, contents: Vec<Vec<u8>>| {
        let named = (1..).zip(contents).map(|(at, content)| (format!("{at}.pdf"), content));
        rule(name, right(), Field::Files, error).with(named.collect())
    };
    let refused = |fault| FieldError::Files(vec![Refused { place: 1, fault }]);
    let most = usize::try_from(BYTES_MAX).unwrap();
    vec![
        rule("topic-missing", topic(""), Field::Topic, FieldError::Empty),
        rule("topic-known", topic("bribes"), Field::Topic, FieldError::TopicUnknown),
        rule("addressee-long", name, Field::Name, FieldError::TooLong(100)),
        rule("feedback-phone", phone, Field::Phone, FieldError::PhoneShape),
        rule("text-missing", text(" ".into()), Field::Text, FieldError::Empty),
        rule(
            "text-long",
            text(letters(4_001)),
            Field::Text,
            FieldError::TooLong(4_000),
        ),
        rule(
            "text-readable",
            text("Добрый\u{7} день".into()),
            Field::Text,
            FieldError::Unreadable,
        ),
        files("files-many", FieldError::FilesMany(5), vec![PDF.to_vec(); 6]),
        files(
            "file-large",
            refused(Fault::Large),
            vec![[PDF, &vec![0; most]].concat()],
        ),
        files("file-empty", refused(Fault::Empty), vec![Vec::new()]),
        files("file-kind", refused(Fault::Kind), vec![b"just words".to_vec()]),
    ]
}
