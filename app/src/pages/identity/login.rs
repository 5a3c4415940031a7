//! The login page.

use domain::{Field, identity::ReturnPath};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    api::identity::Login,
    components::{
        field::{CheckField, TextField},
        form::{Form, SubmitButton, leave_on_success},
        notice::{Notice, Tone},
        password::PasswordField,
    },
    draft::Draft,
};

/// «Email», «Пароль», «Войти», and the ways on: «Зарегистрируйтесь», «Забыли пароль?», «Обратная связь».
#[component]
pub fn LoginPage() -> impl IntoView {
    view! {
        <Title text="Вход"/>
        <div class="entry">
            <div class="entry-form">
                <h1 class="title">"Вход в личный кабинет"</h1>
                <News/>
                <LoginForm/>
                <div class="cluster">
                    <span>"Ещё нет личного кабинета?"</span>
                    <a class="btn" href="/register">
                        "Зарегистрируйтесь"
                    </a>
                </div>
            </div>
            <Benefits/>
        </div>
    }
}

#[component]
fn LoginForm() -> impl IntoView {
    let action = ServerAction::<Login>::new();
    leave_on_success(action);
    let draft = Draft::of_page();
    let next = use_query_map().read_untracked().get("next").unwrap_or_default();
    let next = ReturnPath::or_home(&next).as_str().to_owned();
    let by_key = format!("/login/code?key&next={next}");
    view! {
        <Form action check=|typed: Login| typed.form.validate().map(|_| ())>
            <input type="hidden" name="form[next]" value=next/>
            <TextField field=Field::Email label="Email" kind="email" autocomplete="username" value=draft.get("email")/>
            <PasswordField field=Field::Password label="Пароль" autocomplete="current-password"/>
            <CheckField name="form[remember]" checked=draft.find("remember").is_some()>
                "Запомнить меня на этом устройстве"
            </CheckField>
            <SubmitButton label="Войти"/>
            <div class="entry-more">
                <a href="/recovery">"Забыли пароль?"</a>
                <a class="scripts-only" href=by_key>"Войти с ключом доступа"</a>
                <a href="/readings/send">"Передать показания без входа"</a>
                <a href="/feedback">"Обратная связь"</a>
            </div>
        </Form>
    }
}

/// What has just happened, when a link or a form led here.
#[component]
fn News() -> impl IntoView {
    let query = use_query_map();
    move || {
        let query = query.read();
        let told = |tone, text: &'static str| Some(view! { <Notice tone>{text}</Notice> });
        if query.get("confirmed").is_some() {
            told(Tone::Ok, "Регистрация подтверждена. Теперь вы можете войти.")
        } else if query.get("password-changed").is_some() {
            told(
                Tone::Ok,
                "Пароль изменён, все сеансы завершены. Войдите с новым паролем.",
            )
        } else if query.get("kept").is_some() {
            told(Tone::Info, "Чтобы продолжить, войдите ещё раз: введённое сохранилось.")
        } else {
            None
        }
    }
}

#[component]
fn Benefits() -> impl IntoView {
    view! {
        <aside class="entry-aside" aria-labelledby="what">
            <h2 id="what">"Электричество вашего дома в одном кабинете"</h2>
            <ul role="list">
                <li>"Внести показания счётчика и просмотреть их историю"</li>
                <li>"Узнать сумму к оплате"</li>
                <li>"Привязать несколько лицевых счетов из разных регионов"</li>
                <li>"Направить обращение через форму обратной связи"</li>
            </ul>
        </aside>
    }
}
