//! The feedback form, with or without an account.

use domain::{Field, appeals::Topic};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::appeals::SendFeedback,
    components::{
        field::{ErrorText, TextArea, TextField, described_by, input_id, input_name},
        files::{FilesField, FormFiles},
        form::{Form, FormErrors, SubmitButton, leave_on_success},
    },
    draft::Draft,
};

/// A topic, a name, where the answer goes, a text, files.
#[component]
pub fn FeedbackPage() -> impl IntoView {
    let action = ServerAction::<SendFeedback>::new();
    leave_on_success(action);
    let draft = Draft::of_page();
    let files = FormFiles::new(action, &draft);
    view! {
        <Title text="Обратная связь"/>
        <div class="page--narrow">
            <div class="page-head">
                <h1 class="title">"Обратная связь"</h1>
                <p class="lead">"Напишите, что случилось. Номер обращения и ответ придут на вашу почту."</p>
            </div>
            <Form action files check=move |typed: SendFeedback| typed.form.validate(files.check()).map(|_| ())>
                <TopicField chosen=draft.get("topic")/>
                <TextField field=Field::Name label="Как к вам обращаться" autocomplete="name" value=draft.get("name")/>
                <TextField field=Field::Email label="Email" kind="email" autocomplete="email" value=draft.get("email")/>
                <TextField
                    field=Field::Phone
                    label="Телефон"
                    kind="tel"
                    autocomplete="tel"
                    value=draft.get("phone")
                    optional=true
                />
                <TextArea field=Field::Text label="Сообщение" value=draft.get("text")/>
                <FilesField files label="Файлы"/>
                <SubmitButton label="Отправить"/>
            </Form>
        </div>
    }
}

#[component]
fn TopicField(chosen: String) -> impl IntoView {
    let errors = FormErrors::around();
    let field = Field::Topic;
    let wrong = move || errors.of(field).is_some();
    let options = Topic::ALL
        .map(|topic| view! { <option value=topic.key() selected=topic.key() == chosen>{topic.title()}</option> })
        .collect_view();
    view! {
        <div class="field" class:field--bad=wrong>
            <label for=input_id(field)>"Тема"</label>
            <select
                class="input"
                id=input_id(field)
                name=input_name(field)
                autofocus=move || errors.is_first(field)
                aria-invalid=move || wrong().then_some("true")
                aria-describedby=described_by(field, false)
            >
                <option value="">"Выберите тему"</option>
                {options}
            </select>
            <ErrorText field/>
        </div>
    }
}
