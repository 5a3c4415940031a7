//! A demonstration fills its empty database itself: sample registries and two people who may log in.

use std::io::Write;

use db::{accounts::branches, entity::users::Model as User, identity::users};
use domain::{
    calendar::{MOSCOW, business_date, long_moment},
    identity::CONSENT_VERSION,
};
use services::{
    Services, accounts,
    identity::Caller,
    sample::{self, Plan},
};

use crate::{
    config::{Config, Dev},
    wiring::Failure,
};

/// The password of the sample people; it opens nothing but a demonstration.
const PASSWORD: &str = "Sample-Home-42";
/// The sample people: address, phone, whether the accounts of their phone are linked already.
const PEOPLE: [(&str, &str, bool); 2] = [
    ("sample@example.com", "+79990000001", true),
    ("newcomer@example.com", "+79990000004", false),
];

/// Makes the sample data if there is none.
///
/// # Errors
/// When it cannot be made.
pub async fn fill(services: &Services, dev: &Dev) -> Result<(), Failure> {
    if dev.sample_accounts == 0 || !branches::all(services.db.reader()).await?.is_empty() {
        return Ok(());
    }
    let today = business_date(services.now(), 0);
    let plan = Plan {
        accounts: dev.sample_accounts,
        seed: 1,
        today,
    };
    let (clock, entropy) = (services.clock.as_ref(), services.entropy.as_ref());
    sample::load(&services.db, clock, entropy, plan, &dev.sample_dir).await?;
    for (email, phone, linked) in PEOPLE {
        let user = person(services, email, phone).await?;
        if linked {
            link_all(services, user).await?;
        }
    }
    Ok(())
}

/// Tells what a demonstration offers.
///
/// # Errors
/// When the output is closed.
pub fn describe(out: &mut impl Write, config: &Config, services: &Services) -> Result<(), Failure> {
    let url = config.public_url();
    let dir = config
        .dev
        .as_ref()
        .map(|dev| dev.sample_dir.display().to_string())
        .unwrap_or_default();
    writeln!(
        out,
        "  Демонстрация на вымышленных данных; часы: {}.",
        long_moment(services.now(), MOSCOW)
    )?;
    for (email, _, linked) in PEOPLE {
        let what = if linked {
            "два лицевых счёта"
        } else {
            "счета ещё не привязаны"
        };
        writeln!(out, "  Вход: {email} / {PASSWORD} ({what})")?;
    }
    writeln!(out, "  Письма и смс: {url}/dev/outbox")?;
    writeln!(out, "  Номера счетов, платежи и адреса для привязки: {dir}")?;
    Ok(())
}

async fn person(services: &Services, email: &str, phone: &str) -> Result<User, Failure> {
    let now = services.now();
    let user = User {
        id: services.new_id()?,
        email: email.to_owned(),
        phone: phone.to_owned(),
        name: None,
        password_hash: services.hasher.hash(PASSWORD).await?,
        consent_version: CONSENT_VERSION.to_owned(),
        consent_at: now,
        created_at: now,
        password_changed_at: now,
        leaves_at: None,
    };
    users::insert(services.db.writer(), user.clone()).await?;
    Ok(user)
}

/// Links what the customer would be offered, as pressing each offer does.
async fn link_all(services: &Services, user: User) -> Result<(), Failure> {
    let caller = Caller {
        user_id: user.id,
        session: uuid::Uuid::nil(),
        email: user.email,
        phone: user.phone,
        since: services.now(),
    };
    for account in accounts::offered(services, &caller).await? {
        accounts::link_offered(services, &caller, account.id).await?;
    }
    Ok(())
}
