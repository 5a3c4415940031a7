//! Registrations whose letter has not been answered yet.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter,
    Select, sea_query::Expr,
};

use crate::{
    Result,
    entity::registrations::{ActiveModel, Column, Entity, Model},
};

/// Adds a registration.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &impl ConnectionTrait, registration: Model) -> Result<()> {
    Entity::insert(registration.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// The registration that a letter's token leads to. `None` when the token is unknown, used or expired.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &impl ConnectionTrait, token_hash: &[u8], now: DateTime<Utc>) -> Result<Option<Model>> {
    Ok(waiting(now).filter(Column::TokenHash.eq(token_hash)).one(conn).await?)
}

/// The registration that a browser has made. `None` when there is none, or it is used or expired.
///
/// # Errors
/// When the database fails.
pub async fn of_browser(conn: &impl ConnectionTrait, browser_hash: &[u8], now: DateTime<Utc>) -> Result<Option<Model>> {
    Ok(waiting(now)
        .filter(Column::BrowserHash.eq(browser_hash))
        .one(conn)
        .await?)
}

/// How often a letter may be sent again.
#[derive(Debug, Clone, Copy)]
pub struct Resends {
    /// For one registration.
    pub in_all: i32,
    /// The letter before must be as old as this.
    pub apart: Duration,
}

/// Gives a registration's letter a new token, in one statement: of all who ask at once, one gets it, and the token
/// before is void. `None` when the registration is used or expired, or the letter was sent too lately or too often.
///
/// # Errors
/// When the database fails.
pub async fn replace_token(
    conn: &impl ConnectionTrait,
    browser_hash: &[u8],
    token_hash: Vec<u8>,
    allowed: Resends,
    now: DateTime<Utc>,
) -> Result<Option<Model>> {
    let before = now - allowed.apart;
    let rested = Condition::any().add(Column::ResentAt.lte(before)).add(
        Condition::all()
            .add(Column::ResentAt.is_null())
            .add(Column::CreatedAt.lte(before)),
    );
    let replaced = Entity::update_many()
        .set(ActiveModel {
            token_hash: Set(token_hash),
            resent_at: Set(Some(now)),
            ..Default::default()
        })
        .col_expr(Column::Resends, Expr::col(Column::Resends).add(1))
        .filter(Column::BrowserHash.eq(browser_hash))
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .filter(Column::Resends.lt(allowed.in_all))
        .filter(rested)
        .exec_with_returning(conn)
        .await?;
    Ok(replaced.into_iter().next())
}

/// Uses the letter up: of all who bring the same token at once, one gets the registration. `None` when the token is
/// unknown, used or expired.
///
/// # Errors
/// When the database fails.
pub async fn take(conn: &impl ConnectionTrait, token_hash: &[u8], now: DateTime<Utc>) -> Result<Option<Model>> {
    let taken = Entity::update_many()
        .set(ActiveModel {
            used_at: Set(Some(now)),
            ..Default::default()
        })
        .filter(Column::TokenHash.eq(token_hash))
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .exec_with_returning(conn)
        .await?;
    Ok(taken.into_iter().next())
}

fn waiting(now: DateTime<Utc>) -> Select<Entity> {
    Entity::find()
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
}
