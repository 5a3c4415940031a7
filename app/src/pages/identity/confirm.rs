//! Where the control line of the letter leads. Only the button confirms: programs that look into letters open links, too.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    api::identity::Confirm,
    components::form::{Form, SubmitButton, leave_on_success, nothing_to_check},
};

/// «Подтвердить регистрацию».
#[component]
pub fn ConfirmPage() -> impl IntoView {
    let action = ServerAction::<Confirm>::new();
    leave_on_success(action);
    let token = use_query_map().read_untracked().get("token").unwrap_or_default();
    view! {
        <Title text="Подтверждение регистрации"/>
        <div class="page--narrow">
            <div class="page-head">
                <h1 class="title">"Подтверждение регистрации"</h1>
                <p class="lead">"Остался один шаг: подтвердите, что письмо открыли вы."</p>
            </div>
            <Form action check=nothing_to_check()>
                <input type="hidden" name="token" value=token/>
                <SubmitButton label="Подтвердить регистрацию"/>
            </Form>
        </div>
    }
}
