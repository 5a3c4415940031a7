//! What this device keeps for times without a connection. `public/sw.js` keeps it; here the page hears of it.

use chrono::NaiveDate;
use domain::accounts::AccountPage;
use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::{CustomEvent, CustomEventInit, Event},
};
use leptos_meta::Script;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::components::notice::{Notice, Tone};

/// What is kept.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Local {
    /// The accounts last seen, each an [`AccountPage`] as JSON.
    pub seen: Vec<String>,
    /// Readings that wait for a connection.
    pub waiting: Vec<Waiting>,
    /// How many sendings have just gone out.
    pub sent: u32,
    /// How many of them without their photos.
    #[serde(default)]
    pub without: u32,
    /// The browser keeps nothing.
    pub refused: bool,
    /// The day by the clock of the device, put right by the server's last answer, as days since the first one of our era.
    today: i32,
}

impl Local {
    /// The day, as far as it is known without a connection.
    #[must_use]
    pub fn today(&self) -> Option<NaiveDate> {
        NaiveDate::from_num_days_from_ce_opt(self.today)
    }
}

/// Readings of a meter that wait for a connection.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Waiting {
    /// The id of the sending.
    pub id: String,
    /// The meter's id.
    pub meter: String,
    /// The form's fields.
    pub form: Vec<(String, String)>,
    /// The day they were typed, as [`Local::today`] counts.
    pub typed_on: i32,
    /// Why the server does not take them: an [`crate::AppError`] as JSON.
    pub wrong: Option<String>,
    /// How many photos wait with them.
    #[serde(default)]
    pub photos: u32,
    /// Their photos were left out: the device keeps no more.
    #[serde(default)]
    pub left_out: bool,
}

/// What a page tells and asks of what is kept.
#[derive(Default, Serialize)]
struct Says {
    #[serde(skip_serializing_if = "Option::is_none")]
    seen: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    forget: Option<String>,
}

impl Says {
    fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// What the page of an account says: it has been seen.
#[must_use]
pub fn seen(page: &AccountPage) -> String {
    let says = Says {
        seen: serde_json::to_string(page).ok(),
        account: Some(page.account.id),
        person: Some(page.person),
        forget: None,
    };
    says.text()
}

/// What a page says that has nothing to keep.
#[must_use]
pub fn nothing() -> String {
    Says::default().text()
}

/// Throws away readings that wait.
pub fn forget(id: String) {
    let says = Says {
        forget: Some(id),
        ..Says::default()
    };
    say(&says.text());
}

/// Says something and hears what is kept, then and whenever that changes. Nothing is known without scripts.
pub fn local(says: String) -> RwSignal<Option<Local>> {
    let local = RwSignal::new(None);
    Effect::new(move || {
        let hear = listen("kabinet:state", Box::new(move |event| hear(&event, local)));
        let again = says.clone();
        let loaded = listen("kabinet:loaded", Box::new(move |_| say(&again)));
        say(&says);
        on_cleanup(move || {
            hear.remove();
            loaded.remove();
        });
    });
    local
}

fn hear(event: &Event, local: RwSignal<Option<Local>>) {
    let told = event.unchecked_ref::<CustomEvent>().detail().as_string();
    if let Some(told) = told.and_then(|text| serde_json::from_str(&text).ok()) {
        local.set(Some(told));
    }
}

/// Whatever makes a closure for the browser is loaded with the login page, with all that the compiler draws into it: so
/// it stands by itself.
#[inline(never)]
fn listen(name: &'static str, act: Box<dyn Fn(Event)>) -> WindowListenerHandle {
    window_event_listener_untyped(name, act)
}

#[inline(never)]
fn say(text: &str) {
    let init = CustomEventInit::new();
    init.set_detail(&JsValue::from_str(text));
    if let Ok(event) = CustomEvent::new_with_event_init_dict("kabinet:page", &init) {
        let _ = window().dispatch_event(&event);
    }
}

/// The script between the page and what is kept.
#[component]
pub fn OfflineScript() -> impl IntoView {
    view! { <Script src="/offline.js" type_="module"/> }
}

const WITHOUT: &str = "Снимки отправить не удалось: приложите их, когда связь станет лучше. ";

/// Shown when readings that waited have gone out while the page was open: what it shows of them is old.
#[component]
pub fn SentMeanwhile(local: RwSignal<Option<Local>>) -> impl IntoView {
    let ever = move |count: fn(&Local) -> u32| {
        Memo::new(move |before: Option<&bool>| {
            before.copied().unwrap_or_default()
                || local.with(|local| local.as_ref().is_some_and(|local| count(local) > 0))
        })
    };
    let (sent, without) = (ever(|local| local.sent), ever(|local| local.without));
    move || {
        sent.get().then(|| {
            view! {
                <Notice tone=Tone::Ok title="Показания отправлены">
                    "Они ждали связи и дошли. " {move || without.get().then_some(WITHOUT)}
                    <a href="/" rel="external">
                        "Показать, что принято"
                    </a>
                </Notice>
            }
        })
    }
}

/// Said where the browser keeps nothing.
#[component]
pub fn NothingKept(local: RwSignal<Option<Local>>) -> impl IntoView {
    let refused = Memo::new(move |_| local.with(|local| local.as_ref().is_some_and(|local| local.refused)));
    move || {
        refused.get().then(|| {
            view! {
                <p class="hint">
                    "Этот браузер не хранит данные на устройстве: без связи передать показания не получится, всё остальное работает."
                </p>
            }
        })
    }
}
