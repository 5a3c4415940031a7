//! A cabinet that waits to be deleted: what its person sees when they leave, and when they come back.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Redirect;
use server_fn::ServerFn;

use crate::{
    api::identity::{ComeBack, Logout, leaves_on},
    components::{
        form::{Form, SubmitButton, leave_on_success, nothing_to_check},
        loaded::loaded,
    },
    data::load,
};

/// After «Удалить личный кабинет».
#[component]
pub(super) fn LeftPage() -> impl IntoView {
    view! {
        <Title text="Личный кабинет будет удалён"/>
        <div class="page--narrow stack">
            <h1 class="title">"Личный кабинет будет удалён"</h1>
            <p class="lead">
                "Все сеансы завершены, день удаления указан в письме. Если передумаете, войдите до этого дня и восстановите кабинет."
            </p>
            <div class="actions">
                <a class="btn btn--primary" href="/login">
                    "Ко входу"
                </a>
            </div>
        </div>
    }
}

/// The only page for whoever logs in meanwhile.
#[component]
pub(super) fn ComeBackPage() -> impl IntoView {
    let data = load(|| (), |()| leaves_on());
    loaded(data, move |found| match found {
        Some(day) => view! { <ComeBackForm day/> }.into_any(),
        None => view! { <Redirect path="/"/> }.into_any(),
    })
}

#[component]
fn ComeBackForm(day: String) -> impl IntoView {
    let action = ServerAction::<ComeBack>::new();
    leave_on_success(action);
    view! {
        <Title text="Личный кабинет ждёт удаления"/>
        <div class="page--narrow">
            <div class="page-head">
                <h1 class="title">"Личный кабинет ждёт удаления"</h1>
                <p class="lead">{format!("Он будет удалён {day}. До этого дня его можно восстановить: всё останется как было.")}</p>
            </div>
            <Form action check=nothing_to_check()>
                <SubmitButton label="Восстановить кабинет"/>
            </Form>
            <form class="logout" method="post" action=Logout::url()>
                <button class="btn btn--wide" type="submit">
                    "Выйти"
                </button>
            </form>
        </div>
    }
}
