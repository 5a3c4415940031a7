//! «Войти» and «Выйти».

use domain::identity::LoginForm;
use leptos::prelude::*;

use crate::AppError;

/// Opens a session, or leads to the second step; answers with the page to go to.
///
/// # Errors
/// The error of each wrong field; `Credentials`, `TooMany`, `Busy`.
#[server(endpoint = "identity/login")]
pub async fn login(form: LoginForm) -> Result<String, AppError> {
    use crate::caller;
    use domain::identity::ReturnPath;
    use services::identity::Entered;
    let services = caller::services()?;
    let valid = caller::answer(form.validate().map_err(Into::into))?;
    let (from, device, known) = (caller::network(), caller::device(), caller::token(caller::KNOWN));
    let entered = services::identity::login(&services, &from, &device, known.as_ref(), valid).await;
    let entered = caller::answer(entered)?;
    let next = ReturnPath::or_home(&form.next);
    let path = match entered {
        Entered::SignedIn(session) => {
            caller::log_in(&services, &session).await;
            next.as_str().to_owned()
        }
        Entered::SecondStep(asked) => {
            caller::set_token(caller::STEP, &asked.token, Some(asked.lifetime));
            format!("/login/code?next={}", next.as_str())
        }
    };
    Ok(caller::go(&path))
}

/// Ends the session on the server and forgets what was begun in this browser.
///
/// # Errors
/// `Unavailable`.
#[server(endpoint = "identity/logout")]
pub async fn logout() -> Result<String, AppError> {
    use crate::caller;
    caller::log_out(&caller::services()?).await?;
    Ok(caller::go("/login"))
}
