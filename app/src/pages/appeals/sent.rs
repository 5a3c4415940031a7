//! What a person sees after «Обратная связь» was sent.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The number of the message.
#[component]
pub fn FeedbackSentPage() -> impl IntoView {
    let number = use_query_map()
        .read_untracked()
        .get("number")
        .filter(|number| number.bytes().all(|b| b.is_ascii_digit()));
    let title = number.map_or_else(
        || "Обращение принято".to_owned(),
        |number| format!("Обращение №\u{a0}{number} принято"),
    );
    view! {
        <Title text="Обращение принято"/>
        <div class="page--narrow stack">
            <h1 class="title">{title}</h1>
            <p class="lead">"Запишите номер. Ответ придёт на вашу почту."</p>
            <div class="actions">
                <a class="btn btn--primary" href="/">
                    "На главную"
                </a>
            </div>
        </div>
    }
}
