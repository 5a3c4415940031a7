//! Where one is logged in.

use domain::identity::SessionRow;
use leptos::prelude::*;

use crate::{
    api::identity::EndOtherSessions,
    components::form::{Form, leave_on_success, nothing_to_check},
};

/// The devices, this one first, and the end of all others.
#[component]
pub fn Sessions(
    /// This browser's session first.
    sessions: Vec<SessionRow>,
) -> impl IntoView {
    let action = ServerAction::<EndOtherSessions>::new();
    leave_on_success(action);
    let any_other = sessions.iter().any(|session| !session.here);
    let rows = sessions
        .into_iter()
        .map(|session| view! { <Row session/> })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="sessions">
            <div class="card-head">
                <h2 id="sessions">"Сеансы"</h2>
            </div>
            <ul class="offers" role="list">
                {rows}
            </ul>
            {any_other
                .then(|| {
                    view! {
                        <Form action check=nothing_to_check() class="">
                            <button class="btn btn--danger" type="submit">
                                "Завершить остальные сеансы"
                            </button>
                        </Form>
                    }
                })}
        </section>
    }
}

#[component]
fn Row(session: SessionRow) -> impl IntoView {
    let SessionRow {
        device,
        network,
        began,
        seen,
        here,
    } = session;
    view! {
        <li class="offer">
            <div>
                <b>{device}</b>
                <p class="muted">
                    {format!("Вход {began} по московскому времени, адрес ")} <span class="num">{network}</span>
                </p>
                {(!here).then(|| view! { <p class="muted">{format!("Последнее действие {seen}")}</p> })}
            </div>
            {here.then(|| view! { <span class="badge badge--ok">"Это устройство"</span> })}
        </li>
    }
}
