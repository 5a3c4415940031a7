//! Where the letter about a new link leads. Only the button undoes it: programs that look into letters open links, too.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    api::accounts::{Undo, undoable},
    components::{
        ending::Ending,
        form::{Form, SubmitButton, leave_on_success, nothing_to_check},
        loaded::loaded,
        notice::Tone,
    },
    data::load,
};

/// «Отменить привязку».
#[component]
pub fn UndoPage() -> impl IntoView {
    let token = use_query_map().read_untracked().get("token").unwrap_or_default();
    let source = token.clone();
    let data = load(move || source.clone(), undoable);
    let body = loaded(data, move |found| match found {
        Some(tail) => view! { <UndoForm token=token.clone() tail/> }.into_any(),
        None => view! { <DeadLink/> }.into_any(),
    });
    view! {
        <Title text="Отмена привязки"/>
        <div class="page--narrow">
            <div class="page-head">
                <h1 class="title">"Отмена привязки"</h1>
            </div>
            {body}
        </div>
    }
}

#[component]
fn UndoForm(token: String, tail: String) -> impl IntoView {
    let action = ServerAction::<Undo>::new();
    leave_on_success(action);
    view! {
        <Form action check=nothing_to_check()>
            <p>
                {format!(
                    "Лицевой счёт, который оканчивается на {tail}, исчезнет из чужого личного кабинета. Ваш кабинет не изменится.",
                )}
            </p>
            <input type="hidden" name="token" value=token/>
            <SubmitButton label="Отменить привязку"/>
        </Form>
    }
}

#[component]
fn DeadLink() -> impl IntoView {
    view! {
        <Ending tone=Tone::Warn title="Ссылка больше не действует" to="/feedback" action="Обратная связь">
            "Привязку уже отменили или прошло 30 дней. Если чужая привязка осталась, напишите нам."
        </Ending>
    }
}

/// After the button.
#[component]
pub fn UndonePage() -> impl IntoView {
    view! {
        <Title text="Привязка отменена"/>
        <div class="page--narrow stack">
            <h1 class="title">"Привязка отменена"</h1>
            <p class="lead">"Лицевой счёт исчез из чужого кабинета. Привязать его снова оттуда нельзя."</p>
            <div class="actions">
                <a class="btn btn--primary" href="/">
                    "На главную"
                </a>
            </div>
        </div>
    }
}
