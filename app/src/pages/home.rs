//! The front page: leads to the first account, to an invitation or to adding one, or to the login.

use leptos::prelude::*;
use leptos_router::components::Redirect;

use crate::components::{frame::CabinetResource, trouble::Trouble};

/// Leads on.
#[component]
pub fn HomePage() -> impl IntoView {
    let cabinet = expect_context::<CabinetResource>();
    let lead = move || {
        Suspend::new(async move {
            match cabinet.await {
                Ok(None) => view! { <Redirect path="/login"/> }.into_any(),
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
