//! Which account a page's address names.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

/// The id in the address; one that is none names no account.
pub fn account_id() -> Memo<Uuid> {
    let params = use_params_map();
    Memo::new(move |_| {
        params
            .read()
            .get("id")
            .and_then(|id| id.parse::<Uuid>().ok())
            .unwrap_or_default()
    })
}
