//! Who has not sent the readings of a window.

use chrono::NaiveDate;
use domain::readings::Source;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationTrait,
    sea_query::{Expr, ExprTrait, Query},
};
use uuid::Uuid;

use crate::{
    Result,
    entity::{accounts, links, meters, readings, users},
};

/// An account that a person sees and of which a reading is missing.
#[derive(Clone, PartialEq, Eq, FromQueryResult)]
pub struct Unsent {
    /// The person.
    pub user_id: Uuid,
    /// Their address.
    pub email: String,
    /// Their phone.
    pub phone: String,
    /// The account.
    pub account_id: Uuid,
    /// Its number.
    pub number: String,
    /// What the person calls it.
    pub label: Option<String>,
}

impl std::fmt::Debug for Unsent {
    /// Personal data stay out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Unsent")
            .field("user_id", &self.user_id)
            .field("account_id", &self.account_id)
            .finish_non_exhaustive()
    }
}

/// A branch's window.
#[derive(Debug, Clone, Copy)]
pub struct Window<'a> {
    /// The code of the branch.
    pub branch: &'a str,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
}

/// The person of the last one of the next `count` links after a person, in the order of the persons; nobody where fewer are
/// left.
///
/// # Errors
/// When the database fails.
pub async fn last_of_next(conn: &impl ConnectionTrait, after: Option<Uuid>, count: u64) -> Result<Option<Uuid>> {
    let mut links = links::Entity::find()
        .select_only()
        .column(links::Column::UserId)
        .order_by_asc(links::Column::UserId)
        .offset(count.saturating_sub(1))
        .limit(1);
    if let Some(person) = after {
        links = links.filter(links::Column::UserId.gt(person));
    }
    Ok(links.into_tuple().one(conn).await?)
}

/// Accounts of a branch with a meter that has no real reading in a window, for each person who sees them, in the order of
/// the persons: of those after one of them and up to another. Archived and automatic meters are not asked for, and whoever
/// leaves is left alone.
///
/// Both ends are told, instead of a number of rows, because no database can know how many have not sent: PostgreSQL
/// guessed that hardly any had not, and read whole tables for each piece.
///
/// # Errors
/// When the database fails.
pub async fn unsent_between(
    conn: &impl ConnectionTrait,
    window: Window<'_>,
    after: Option<Uuid>,
    up_to: Option<Uuid>,
) -> Result<Vec<Unsent>> {
    let Window { branch, from, until } = window;
    let real = Source::ALL
        .into_iter()
        .filter(|source| source.is_real())
        .map(Source::key);
    let read = Query::select()
        .expr(Expr::val(1))
        .from(readings::Entity)
        .and_where(
            Expr::col((readings::Entity, readings::Column::MeterId)).equals((meters::Entity, meters::Column::Id)),
        )
        .and_where(readings::Column::TakenOn.between(from, until))
        .and_where(readings::Column::SupersededAt.is_null())
        .and_where(readings::Column::Source.is_in(real))
        .take();
    let asked = meters::Entity::find()
        .select_only()
        .expr(Expr::val(1))
        .filter(Expr::col((meters::Entity, meters::Column::AccountId)).equals((accounts::Entity, accounts::Column::Id)))
        .filter(meters::Column::Automatic.eq(false))
        .filter(
            Condition::any()
                .add(meters::Column::ArchivedOn.is_null())
                .add(meters::Column::ArchivedOn.gt(until)),
        )
        .filter(Expr::exists(read).not())
        .into_query();
    let mut unsent = links::Entity::find()
        .select_only()
        .column(links::Column::UserId)
        .column(users::Column::Email)
        .column(users::Column::Phone)
        .column(links::Column::AccountId)
        .column(accounts::Column::Number)
        .column(links::Column::Label)
        .join(JoinType::InnerJoin, links::Relation::Account.def())
        .join(JoinType::InnerJoin, links::Relation::User.def())
        .filter(accounts::Column::Branch.eq(branch))
        .filter(users::Column::LeavesAt.is_null())
        .filter(Expr::exists(asked))
        .order_by_asc(links::Column::UserId)
        .order_by_asc(links::Column::AccountId);
    if let Some(person) = after {
        unsent = unsent.filter(links::Column::UserId.gt(person));
    }
    if let Some(person) = up_to {
        unsent = unsent.filter(links::Column::UserId.lte(person));
    }
    Ok(unsent.into_model::<Unsent>().all(conn).await?)
}
