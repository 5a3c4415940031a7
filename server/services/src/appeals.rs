//! «Обратная связь»: keeps what a person writes and tells them its number.

use chrono::Duration;
use db::appeals::{self, NewAppeal};
use domain::appeals::Feedback;
use uuid::Uuid;

use crate::{
    Result, Services,
    limits::{Network, Quota},
    notices,
};

/// Messages an hour for one network.
const PER_NETWORK: Quota = Quota::new(10, Duration::hours(1));

/// Keeps a message and sends its number to the address given.
///
/// # Errors
/// `TooMany` for the network.
pub async fn send(services: &Services, from: &Network, user_id: Option<Uuid>, feedback: Feedback) -> Result<i64> {
    let now = services.now();
    PER_NETWORK
        .take_of_network(services, services.db.writer(), "appeal-network", from)
        .await?;
    let tx = services.db.begin().await?;
    let appeal = NewAppeal {
        id: services.new_id()?,
        topic: feedback.topic.key().to_owned(),
        name: feedback.name,
        email: feedback.email.as_str().to_owned(),
        text: feedback.text,
        user_id,
        created_at: now,
    };
    let number = appeals::insert(&tx, appeal).await?;
    notices::appeal_received(services, &tx, &feedback.email, number).await?;
    tx.commit().await?;
    services.notices_wait.notify_one();
    Ok(number)
}
