//! The second step of a login: a code of the app, or one of the recovery codes.

use domain::identity::{ReturnPath, SecondStep};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::factors::proof::ProofFields;
use crate::{
    api::identity::{FinishLogin, load_second_step},
    components::{
        form::{Form, SubmitButton, leave_on_success},
        notice::{Notice, Tone},
        trouble::Trouble,
    },
    data::load,
};

/// «Подтвердите вход»
#[component]
pub fn SecondStepPage() -> impl IntoView {
    let data = load(|| (), |()| load_second_step());
    let body = move || {
        Suspend::new(async move {
            match data.await {
                Ok(Some(step)) => view! { <Confirm step/> }.into_any(),
                Ok(None) => view! { <Over/> }.into_any(),
                Err(error) => view! { <Trouble error/> }.into_any(),
            }
        })
    };
    view! {
        <Title text="Подтверждение входа"/>
        <div class="page--narrow">
            <div class="page-head">
                <h1 class="title">"Подтвердите вход"</h1>
            </div>
            <Suspense>{body}</Suspense>
        </div>
    }
}

#[component]
fn Confirm(step: SecondStep) -> impl IntoView {
    let next = use_query_map().read_untracked().get("next").unwrap_or_default();
    let next = ReturnPath::or_home(&next).as_str().to_owned();
    view! {
        <div class="stack">
            {step.codes.then(|| view! { <CodeForm app=step.app next/> })}
            <a href="/login">"Вернуться ко входу"</a>
        </div>
    }
}

#[component]
fn CodeForm(app: bool, next: String) -> impl IntoView {
    let action = ServerAction::<FinishLogin>::new();
    leave_on_success(action);
    view! {
        <Form action check=|typed: FinishLogin| typed.form.validate().map(|_| ())>
            <input type="hidden" name="form[next]" value=next/>
            <ProofFields app/>
            <SubmitButton label="Войти"/>
        </Form>
    }
}

/// The login was finished, has taken too long, or was never begun here.
#[component]
fn Over() -> impl IntoView {
    view! {
        <div class="stack">
            <Notice tone=Tone::Info title="Вход нужно начать заново">
                "Пароль действует для этого шага 10 минут и только в одном браузере. Введите email и пароль ещё раз."
            </Notice>
            <a class="btn btn--primary" href="/login">
                "Ко входу"
            </a>
        </div>
    }
}
