//! «Телефон», «Получить код», «Код подтверждения».

use domain::{
    Field, FieldErrors,
    identity::{CodeForm, CodeState, Phone, phone_as_typed},
    texts,
};
use leptos::{html, prelude::*};
use server_fn::ServerFn;

use crate::{
    AppError,
    api::identity::SendCode,
    components::{
        countdown::countdown,
        field::{TextField, input_id, input_name},
        form::FormErrors,
    },
};

/// The phone with its button, and the field for the code. Without scripts the button sends the whole form.
#[component]
pub(super) fn CodeField(
    /// How far it has come.
    state: CodeState,
    /// The phone typed before.
    phone: String,
) -> impl IntoView {
    let send = ServerAction::<SendCode>::new();
    let input = NodeRef::<html::Input>::new();
    let (local, set_local) = signal(None::<FieldErrors>);
    let value = send.value();
    let (wait, set_wait) = countdown(state.wait_seconds);
    let (sent_to, set_sent_to) = signal(state.sent_to);
    // Whoever mistyped the phone need not wait for the right one.
    let typed = RwSignal::new(phone.parse::<Phone>().ok());
    let waits_for = RwSignal::new(typed.get_untracked());
    let asked = StoredValue::new(None::<Phone>);
    let held = move |phone: Option<Phone>| {
        let another = phone.zip(waits_for.get()).is_some_and(|(phone, sent)| phone != sent);
        wait.get() > 0 && !another
    };
    let waits = move || held(typed.get());
    Effect::new(move || {
        if let Some(Ok(fresh)) = value.get() {
            set_wait.set(fresh.wait_seconds);
            set_sent_to.set(fresh.sent_to);
            waits_for.set(asked.get_value());
        }
    });
    let around = FormErrors::around();
    let trouble = move || {
        local
            .get()
            .map(AppError::Fields)
            .or_else(|| value.get().and_then(Result::err))
    };
    let sentence = move || match trouble() {
        Some(AppError::Fields(fields)) => fields
            .get(Field::Phone)
            .map(|error| texts::field_error(Field::Phone, error)),
        Some(error) => error.sentence(),
        None => around.text(Field::Phone),
    };
    let wrong = move || sentence().is_some();
    // Without scripts: the field is wrong by its own button's answer, or as the first one of the form.
    let focused = move || wrong() && (around.fields().is_empty() || around.is_first(Field::Phone));
    let on_click = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        let form = CodeForm {
            phone: input.get().map(|input| input.value()).unwrap_or_default(),
        };
        let phone = form.validate();
        if untrack(|| held(phone.as_ref().ok().cloned())) {
            return;
        }
        match phone {
            Ok(phone) => {
                set_local.set(None);
                asked.set_value(Some(phone));
                send.dispatch(SendCode { form });
            }
            Err(errors) => {
                set_local.set(Some(errors));
                if let Some(input) = input.get() {
                    let _ = input.focus();
                }
            }
        }
    };
    let id = input_id(Field::Phone);
    let busy = move || send.pending().get().then_some("true");
    view! {
        <div class="field" class:field--bad=wrong>
            <label for=id.clone()>"Телефон"</label>
            <div class="field-row">
                <input class="input" node_ref=input id=id name=input_name(Field::Phone) type="tel" inputmode="tel" autocomplete="tel"
                    placeholder="+7(910)111-11-11" value=phone on:input=move |event| typed.set(format(&event_target(&event))) autofocus=focused aria-invalid=move || wrong().then_some("true")
                    aria-describedby=move || wrong().then_some("f-phone-error")/>
                <button class="btn" type="submit" formaction=SendCode::url() aria-busy=busy on:click=on_click
                    aria-disabled=move || waits().then_some("true")>
                    "Получить код"
                </button>
            </div>
            <p class="error" id="f-phone-error" role="alert">{move || sentence().map(|text| view! { <span>{text}</span> })}</p>
            <Sent sent_to wait waits=Signal::derive(waits)/>
        </div>
        <TextField field=Field::Code label="Код подтверждения" inputmode="numeric" autocomplete="one-time-code" class="input input--code"/>
    }
}

/// Brings what was typed at the end into shape, and keeps the caret there; whoever mends the middle is left alone. Gives
/// the phone, once it is one.
fn format(input: &web_sys::HtmlInputElement) -> Option<Phone> {
    let typed = input.value();
    let at_end = input.selection_start().ok().flatten() == u32::try_from(typed.encode_utf16().count()).ok();
    let shown = phone_as_typed(&typed);
    if at_end && shown != typed {
        input.set_value(&shown);
        let end = u32::try_from(shown.encode_utf16().count()).unwrap_or_default();
        let _ = input.set_selection_range(end, end);
    }
    typed.parse().ok()
}

/// Where the code went and when another one may be asked for; that it may is announced, the seconds are not.
#[component]
fn Sent(sent_to: ReadSignal<Option<String>>, wait: ReadSignal<u32>, waits: Signal<bool>) -> impl IntoView {
    let over = Memo::new(move |_| wait.get() == 0);
    let told = move || {
        let to = sent_to.get()?;
        let again = if over.get() {
            "Не пришёл? Нажмите «Получить код» ещё раз."
        } else {
            ""
        };
        Some(format!("Код отправлен на {to}. {again}"))
    };
    let seconds = move || {
        waits
            .get()
            .then(|| format!("Новый код можно получить через {}.", texts::wait(wait.get())))
    };
    view! {
        <p class="code-wait" role="status">{told}</p>
        <p class="code-wait">{seconds}</p>
    }
}
