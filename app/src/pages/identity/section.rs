//! One section of the settings: all of them share one route, so that they come to the browser together.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::factors::FactorsSection;
use crate::pages::{
    identity::{
        email::EmailPage,
        leaving::{ComeBackPage, LeftPage},
        new_email::{ConfirmEmailPage, ReturnEmailPage},
        own_data::{LeavePage, OwnDataPage},
        phone::PhonePage,
        profile::ProfilePage,
    },
    missing::MissingPage,
    notices::{choices::ChoicesPage, unsubscribe::UnsubscribePage},
};

/// The section that the address names.
#[component]
pub fn SectionPage() -> impl IntoView {
    let params = use_params_map();
    let section = Memo::new(move |_| params.read().get("section").unwrap_or_default());
    move || match section.get().as_str() {
        "factors" => view! { <FactorsSection/> }.into_any(),
        "profile" => view! { <ProfilePage/> }.into_any(),
        "email" => view! { <EmailPage/> }.into_any(),
        "confirm-email" => view! { <ConfirmEmailPage/> }.into_any(),
        "return-email" => view! { <ReturnEmailPage/> }.into_any(),
        "data" => view! { <OwnDataPage/> }.into_any(),
        "leave" => view! { <LeavePage/> }.into_any(),
        "left" => view! { <LeftPage/> }.into_any(),
        "come-back" => view! { <ComeBackPage/> }.into_any(),
        "notices" => view! { <ChoicesPage/> }.into_any(),
        "unsubscribe" => view! { <UnsubscribePage/> }.into_any(),
        "phone" => view! { <PhonePage/> }.into_any(),
        _ => view! { <MissingPage/> }.into_any(),
    }
}
