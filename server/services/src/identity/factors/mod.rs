//! Second factors: an app that gives codes, recovery codes, passkeys, and the second step of a login.

mod app;
mod ceremony;
mod codes;
mod key_login;
mod keys;
mod overview;
mod passkey;
mod proof;
mod second_step;
mod totp;

use db::{
    entity::users::Model,
    identity::{authenticators, ceremonies, passkeys, recoveries, recovery_codes},
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

pub use app::{confirm_app, start_app, turn_off_app};
pub use codes::{codes_copied, new_codes};
pub use key_login::{finish_key_login, start_key_login};
pub use keys::{finish_key, remove_key, start_key};
pub use overview::factors;
pub use second_step::{SecondStepToken, finish_login, second_step};

pub(super) use second_step::ask;

use super::{recovery, stored_email};
use crate::{
    Result, Services,
    notices::{self, FactorNews},
};

/// Whether a person's login asks for more than the password.
pub(super) async fn any(conn: &impl ConnectionTrait, user_id: Uuid) -> Result<bool> {
    Ok(authenticators::of_user(conn, user_id).await?.is_some() || passkeys::count(conn, user_id).await? > 0)
}

/// Tells the owner of a factor that was just added; of the first one with a way back.
async fn tell_added(
    services: &Services,
    conn: &impl ConnectionTrait,
    user: &Model,
    first: bool,
    news: FactorNews,
) -> Result<()> {
    let email = stored_email(&user.email)?;
    if first {
        let way_back = recovery::way_back(services, conn, user.id).await?;
        notices::first_factor(services, conn, &email, news, &way_back).await
    } else {
        notices::factor(services, conn, &email, news).await
    }
}

/// Takes every factor of a person away: they come back into a cabinet that was not in their hands.
pub(super) async fn forget_all(services: &Services, conn: &impl ConnectionTrait, user_id: Uuid) -> Result<()> {
    authenticators::delete(conn, user_id).await?;
    passkeys::delete_all(conn, user_id).await?;
    settle(services, conn, user_id).await
}

/// After a factor was taken away: without any other, the recovery codes go with it, and the letter that would take the first
/// one away. Logins that were begun begin anew.
async fn settle(services: &Services, conn: &impl ConnectionTrait, user_id: Uuid) -> Result<()> {
    if !any(conn, user_id).await? {
        recovery_codes::delete_all(conn, user_id).await?;
        recoveries::end_ways_back(conn, user_id, services.now()).await?;
    }
    Ok(ceremonies::end_of_user(conn, user_id).await?)
}
