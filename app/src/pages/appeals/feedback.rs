//! The feedback form, with or without an account.

use domain::{Field, appeals::Topic, files::Purpose};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::appeals::SendFeedback,
    components::{
        field::{SelectField, TextArea, TextField},
        files::{FilesField, FormFiles},
        form::{Form, SubmitButton, leave_on_success},
        upload::leave_once,
    },
    draft::Draft,
};

/// A topic, a name, where the answer goes, a text, files.
#[component]
pub fn FeedbackPage() -> impl IntoView {
    let action = ServerAction::<SendFeedback>::new();
    leave_on_success(action);
    let draft = Draft::of_page();
    let topics = Topic::ALL.map(|topic| (topic.key(), topic.title())).to_vec();
    let files = FormFiles::new(action, Purpose::Message, &draft, leave_once);
    view! {
        <Title text="Обратная связь"/>
        <div class="page--narrow">
            <div class="page-head">
                <h1 class="title">"Обратная связь"</h1>
                <p class="lead">"Напишите, что случилось. Номер обращения и ответ придут на вашу почту."</p>
            </div>
            <Form action sending=files.sending() check=move |typed: SendFeedback| typed.form.validate(files.check()).map(|_| ())>
                <SelectField field=Field::Topic label="Тема" empty="Выберите тему" options=topics chosen=draft.get("topic")/>
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
                <FilesField files label="Файлы" hint="До пяти файлов PDF, JPEG или PNG, каждый"/>
                <SubmitButton label="Отправить"/>
            </Form>
        </div>
    }
}
