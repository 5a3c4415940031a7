//! «Все счета сразу»: the meters of every account on one screen, sent by one button.

use domain::{accounts::AccountPage, plural::plural};
use leptos::{
    prelude::*,
    server_fn::ServerFn,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::{HtmlFormElement, HtmlInputElement, NodeList},
};
use leptos_meta::Title;

use super::{
    local::{NothingKept, OfflineScript, SentMeanwhile, local, nothing},
    meter::meters,
};
use crate::{
    AppError,
    api::accounts::load_sendable,
    components::{
        loaded::loaded,
        notice::{Notice, Tone},
        upload::Line,
    },
    data::load,
};

/// The forms of this page: each is sent by itself and shows its own errors; the page is loaded anew when all are through.
#[derive(Clone, Copy)]
pub struct Together {
    under_way: RwSignal<usize>,
    taken: RwSignal<usize>,
}

impl Together {
    fn new() -> Self {
        Self {
            under_way: RwSignal::new(0),
            taken: RwSignal::new(0),
        }
    }

    /// Counts what a form sends and what is taken of it.
    pub fn watch<S>(self, action: ServerAction<S>, uploading: Signal<bool>)
    where
        S: ServerFn<Error = AppError, Output = ()> + Clone + Send + Sync + 'static,
    {
        let (pending, value) = (action.pending(), action.value());
        Effect::new(move |before: Option<bool>| {
            let now = pending.get() || uploading.get();
            match (before.unwrap_or_default(), now) {
                (false, true) => self.under_way.update(|count| *count += 1),
                (true, false) => {
                    if value.with_untracked(|value| matches!(value, Some(Ok(())))) {
                        self.taken.update(|count| *count += 1);
                    }
                    self.under_way.update(|count| *count = count.saturating_sub(1));
                }
                _ => {}
            }
            now
        });
    }
}

/// Every account whose readings the person may send.
#[component]
pub fn TogetherPage() -> impl IntoView {
    let data = load(|| (), |()| load_sendable());
    view! {
        <Title text="Показания по всем счетам"/>
        <OfflineScript/>
        <div class="page--narrow stack">
            <div class="page-head">
                <a class="back" href="/">
                    "Лицевой счёт"
                </a>
                <h1 class="title">"Показания по всем счетам"</h1>
            </div>
            {loaded(data, |pages| view! { <Accounts pages/> })}
        </div>
    }
}

#[component]
fn Accounts(pages: Vec<AccountPage>) -> impl IntoView {
    let local = local(nothing());
    provide_context(local);
    let together = Together::new();
    provide_context(together);
    provide_context(Line::new());
    if pages.is_empty() {
        return view! { <p class="lead">"В вашем кабинете нет лицевых счетов, по которым вы можете передать показания."</p> }.into_any();
    }
    let one = |page: AccountPage| {
        let heading = format!("account-{}", page.account.id);
        let cards = meters(&page, page.window, page.today);
        view! {
            <section class="stack" aria-labelledby=heading.clone()>
                <h2 id=heading.clone()>{page.account.title()}</h2>
                <p class="hint">{page.account.address.clone()}</p>
                {cards}
            </section>
        }
    };
    view! {
        <SentMeanwhile local/>
        {pages.into_iter().map(one).collect_view()}
        <SendAll together/>
        <NothingKept local/>
    }
    .into_any()
}

/// The button, and what came of it where something is left to do. Without scripts each form has its own.
#[component]
fn SendAll(together: Together) -> impl IntoView {
    let nothing_typed = RwSignal::new(false);
    let left = RwSignal::new(false);
    Effect::new(move || {
        if together.under_way.get() == 0 && together.taken.get() > 0 {
            // What is wrong stands in the document by the next frame.
            next_frame(Box::new(move || {
                if is_anything_wrong() {
                    left.set(true);
                } else {
                    let _ = window().location().reload();
                }
            }));
        }
    });
    let send = move |_| {
        let forms = filled();
        nothing_typed.set(forms.is_empty());
        // The first wrong field of all is to have the focus: whoever asks last gets it.
        for form in forms.iter().rev() {
            let _ = form.request_submit();
        }
    };
    view! {
        <div role="status">
            {move || nothing_typed.get().then(|| view! { <p class="error">"Введите показания хотя бы одного счётчика."</p> })}
            {move || {
                left.get()
                    .then(|| {
                        let taken = of_meters(together.taken.get());
                        view! {
                            <Notice tone=Tone::Warn title="Приняты не все показания">
                                {format!("Приняты показания {taken}. Остальные проверьте: что не так, сказано у поля.")}
                            </Notice>
                        }
                    })
            }}
        </div>
        <button class="btn btn--primary scripts-only" type="button" on:click=send disabled=move || { together.under_way.get() > 0 }>
            "Передать всё, что введено"
        </button>
    }
}

/// By itself for the reason that [`super::local`] tells of its listener.
#[inline(never)]
fn next_frame(act: Box<dyn FnOnce()>) {
    request_animation_frame(act);
}

/// «1 счётчика», «5 счётчиков».
fn of_meters(count: usize) -> String {
    let many = i64::try_from(count).unwrap_or(i64::MAX);
    format!("{count}\u{a0}{}", plural(many, "счётчика", "счётчиков", "счётчиков"))
}

/// The forms in which something was typed or chosen that was not there before.
fn filled() -> Vec<HtmlFormElement> {
    let is_chosen = |field: HtmlInputElement| field.files().is_some_and(|files| files.length() > 0);
    let is_typed = |field: HtmlInputElement| !field.value().trim().is_empty() && field.value() != field.default_value();
    let mut forms: Vec<HtmlFormElement> = elements(document().query_selector_all("form.reading-form"));
    forms.retain(|form| {
        elements(form.query_selector_all("input[inputmode]"))
            .into_iter()
            .any(is_typed)
            || elements(form.query_selector_all("input[type=file]"))
                .into_iter()
                .any(is_chosen)
    });
    forms
}

fn is_anything_wrong() -> bool {
    let wrong = document().query_selector("form.reading-form :is([aria-invalid='true'], .summary-errors > *)");
    matches!(wrong, Ok(Some(_)))
}

fn elements<T: JsCast>(found: Result<NodeList, JsValue>) -> Vec<T> {
    let Ok(found) = found else { return Vec::new() };
    let nodes = (0..found.length()).filter_map(|at| found.item(at));
    nodes.filter_map(|node| node.dyn_into().ok()).collect()
}
