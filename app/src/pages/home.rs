//! The front page: leads to the first account, to an invitation or to adding one, or to the login.

use leptos::prelude::*;
use leptos_router::components::Redirect;

use crate::{
    api::identity::leaves_on,
    components::{frame::CabinetResource, trouble::Trouble},
    data::load,
};

/// Leads on.
#[component]
pub fn HomePage() -> impl IntoView {
    let cabinet = expect_context::<CabinetResource>();
    let leaving = load(|| (), |()| leaves_on());
    let lead = move || {
        Suspend::new(async move {
            match cabinet.await {
                Ok(None) => {
                    let leaves = matches!(leaving.await, Ok(Some(_)));
                    let path = if leaves { "/settings/come-back" } else { "/login" };
                    view! { <Redirect path/> }.into_any()
                }
                Ok(Some(cabinet)) => {
                    let path = match cabinet.accounts.first() {
                        Some(first) => format!("/accounts/{}", first.id),
                        None if cabinet.invited => "/invitation".to_owned(),
                        None => "/accounts/add".to_owned(),
                    };
                    view! { <Redirect path/> }.into_any()
                }
                Err(error) => view! { <Trouble error/> }.into_any(),
            }
        })
    };
    view! { <Suspense>{lead}</Suspense> }
}
