//! Where the link under a letter leads. Only the button ends the letters: programs that look into letters open links, too.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    api::notices::Unsubscribe,
    components::{
        ending::Ending,
        form::{Form, SubmitButton, leave_on_success, nothing_to_check},
        notice::Tone,
    },
};

/// «Отписаться от писем».
#[component]
pub fn UnsubscribePage() -> impl IntoView {
    let query = use_query_map();
    let done = move || query.read().get("done").is_some();
    let body = move || {
        if done() {
            view! { <Done/> }.into_any()
        } else {
            let asked = |name: &str| query.read().get(name).unwrap_or_default();
            view! { <UnsubscribeForm kind=asked("kind") token=asked("token")/> }.into_any()
        }
    };
    view! {
        <Title text="Отписка от писем"/>
        <div class="page--narrow">
            <div class="page-head">
                <h1 class="title">"Отписка от писем"</h1>
            </div>
            {body}
        </div>
    }
}

#[component]
fn UnsubscribeForm(kind: String, token: String) -> impl IntoView {
    let action = ServerAction::<Unsubscribe>::new();
    leave_on_success(action);
    view! {
        <Form action check=nothing_to_check()>
            <p>"Напоминания о показаниях больше не будут приходить на эту почту. Письма о безопасности приходят всегда."</p>
            <input type="hidden" name="kind" value=kind/>
            <input type="hidden" name="token" value=token/>
            <SubmitButton label="Отписаться"/>
        </Form>
    }
}

#[component]
fn Done() -> impl IntoView {
    view! {
        <Ending tone=Tone::Ok title="Готово" to="/settings/notices" action="Настройки уведомлений">
            "Таких писем больше не будет. Включить их снова можно в настройках."
        </Ending>
    }
}
