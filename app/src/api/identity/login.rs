//! «Войти» and «Выйти».

use domain::identity::LoginForm;
use leptos::prelude::*;

use crate::AppError;

/// Opens a session; answers with the page to go to.
///
/// # Errors
/// The error of each wrong field; `Credentials`, `TooMany`, `Busy`.
#[server(endpoint = "identity/login")]
pub async fn login(form: LoginForm) -> Result<String, AppError> {
    use crate::caller;
    use domain::identity::ReturnPath;
    let services = caller::services()?;
    let valid = caller::answer(form.validate().map_err(Into::into))?;
    let signed_in =
        caller::answer(services::identity::login(&services, &caller::network(), &caller::device(), valid).await)?;
    caller::sign_in(&signed_in);
    let next = ReturnPath::or_home(&form.next);
    caller::go(next.as_str());
    Ok(next.as_str().to_owned())
}

/// Ends the session on the server.
///
/// # Errors
/// `Unavailable`.
#[server(endpoint = "identity/logout")]
pub async fn logout() -> Result<String, AppError> {
    use crate::caller;
    let token = caller::token(caller::SESSION);
    caller::answer(services::identity::logout(&caller::services()?, token.as_ref()).await)?;
    caller::forget_token(caller::SESSION);
    caller::go("/login");
    Ok("/login".to_owned())
}
