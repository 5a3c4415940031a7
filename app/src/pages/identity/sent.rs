//! What a person sees after a letter was sent.

use domain::{
    identity::LetterState,
    texts::{self, letters_spent},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    api::identity::{ResendLetter, load_letter_state},
    components::{
        countdown::countdown,
        form::{Form, SubmitButton, leave_on_success, nothing_to_check},
        notice::{Notice, Tone},
    },
    data::load,
};

/// After «Зарегистрироваться»: the letter may be sent again.
#[component]
pub fn RegisterSentPage() -> impl IntoView {
    let again = use_query_map().read_untracked().get("again").is_some();
    let state = load(|| (), |()| load_letter_state());
    let letter = move || {
        Suspend::new(async move {
            view! { <Letter state=state.await.unwrap_or_default()/> }
        })
    };
    view! {
        <Sent title="Проверьте почту">
            {again
                .then(|| {
                    view! { <Notice tone=Tone::Ok>"Письмо отправлено ещё раз. Действует ссылка из последнего письма."</Notice> }
                })}
            <p class="lead">
                "На указанную вами электронную почту отправлено письмо. Перейдите по ссылке в нём и введите пароль, чтобы подтвердить регистрацию. Ссылка действует 24 часа с момента регистрации."
            </p>
            <Help/>
            <Suspense>{letter}</Suspense>
        </Sent>
    }
}

/// The button that sends the letter again, and when it may be pressed.
#[component]
fn Letter(state: LetterState) -> impl IntoView {
    match state {
        LetterState::None => ().into_any(),
        LetterState::Spent => view! { <p class="muted">{letters_spent()}</p> }.into_any(),
        LetterState::Again { wait_seconds } => view! { <Again wait_seconds/> }.into_any(),
    }
}

#[component]
fn Again(wait_seconds: u32) -> impl IntoView {
    let action = ServerAction::<ResendLetter>::new();
    leave_on_success(action);
    let (wait, _) = countdown(wait_seconds);
    let told =
        move || (wait.get() > 0).then(|| format!("Ещё одно письмо можно получить через {}.", texts::wait(wait.get())));
    view! {
        <Form action check=nothing_to_check() class="form">
            <SubmitButton label="Отправить письмо ещё раз"/>
            <p class="code-wait">{told}</p>
        </Form>
    }
}

/// After «Забыли пароль?».
#[component]
pub fn RecoverySentPage() -> impl IntoView {
    view! {
        <Sent title="Проверьте почту">
            <p class="lead">
                "Если личный кабинет с этим адресом есть, на него отправлено письмо со ссылкой. Она действует один час."
            </p>
            <Help/>
        </Sent>
    }
}

#[component]
fn Help() -> impl IntoView {
    view! {
        <p class="muted">"Письма нет несколько минут? Посмотрите в папке «Спам» и проверьте, верно ли указан адрес."</p>
    }
}

#[component]
fn Sent(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <Title text=title/>
        <div class="page--narrow stack">
            <h1 class="title">{title}</h1>
            {children()}
            <div class="actions">
                <a class="btn btn--primary" href="/login">
                    "Ко входу"
                </a>
                <a class="btn" href="/feedback">
                    "Обратная связь"
                </a>
            </div>
        </div>
    }
}
