//! «Профиль»: the name, and the ways to a new e-mail and a new phone.

use domain::{Field, identity::Profile};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    api::identity::{SetName, load_profile},
    components::{
        field::TextField,
        form::{Form, SubmitButton, leave_on_success},
        notice::{Notice, Tone},
        subpage::Subpage,
        trouble::Trouble,
    },
    data::load,
    draft::Draft,
};

/// «Как к вам обращаться», «Email», «Телефон».
#[component]
pub(super) fn ProfilePage() -> impl IntoView {
    let data = load(|| (), |()| load_profile());
    let body = move || {
        Suspend::new(async move {
            match data.await {
                Ok(profile) => view! { <Body profile/> }.into_any(),
                Err(error) => view! { <Trouble error/> }.into_any(),
            }
        })
    };
    view! { <Suspense>{body}</Suspense> }
}

#[component]
fn Body(profile: Profile) -> impl IntoView {
    let Profile { name, email, phone } = profile;
    view! {
        <Subpage title="Профиль" back="/settings" to="К настройкам">
            <div class="stack stack--wide">
                <News/>
                <NameCard name/>
                <section class="card" aria-labelledby="ways">
                    <div class="card-head">
                        <h2 id="ways">"Вход и связь"</h2>
                    </div>
                    <dl class="facts">
                        <div>
                            <dt>"Email"</dt>
                            <dd>{email}</dd>
                        </div>
                        <div>
                            <dt>"Телефон"</dt>
                            <dd class="num">{phone}</dd>
                        </div>
                    </dl>
                    <div class="actions">
                        <a class="btn" href="/settings/email">
                            "Изменить email"
                        </a>
                        <a class="btn" href="/settings/phone">
                            "Изменить телефон"
                        </a>
                    </div>
                </section>
            </div>
        </Subpage>
    }
}

/// What has just been done.
#[component]
fn News() -> impl IntoView {
    let query = use_query_map();
    move || {
        let query = query.read();
        let told = [
            ("saved", "Сохранено."),
            (
                "email-asked",
                "На новый адрес отправлено письмо. Email изменится, когда вы подтвердите его по ссылке; она действует 24 часа.",
            ),
            (
                "phone-changed",
                "Телефон изменён. На других устройствах нужно войти заново.",
            ),
        ];
        let text = told.into_iter().find(|(key, _)| query.get(key).is_some());
        text.map(|(_, text)| view! { <Notice tone=Tone::Ok>{text}</Notice> })
    }
}

#[component]
fn NameCard(name: String) -> impl IntoView {
    let action = ServerAction::<SetName>::new();
    leave_on_success(action);
    let value = Draft::of_page().find("name").map_or(name, ToOwned::to_owned);
    view! {
        <section class="card">
            <Form action check=|typed: SetName| typed.form.validate().map(|_| ()) class="form">
                <TextField field=Field::Name label="Как к вам обращаться" autocomplete="name" value optional=true/>
                <SubmitButton label="Сохранить"/>
            </Form>
        </section>
    }
}
