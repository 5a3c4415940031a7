//! Rows that somebody works on, one at a time: claimed under a token until a moment, then free for others.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, Iterable,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{CommonTableExpression, Expr, LockBehavior, LockType, Query, UpdateStatement, WithClause},
};
use uuid::Uuid;

use crate::Result;

/// The columns of such a table.
pub(crate) struct Columns<C> {
    /// The key.
    pub(crate) id: C,
    /// Not before.
    pub(crate) run_at: C,
    /// Claims so far.
    pub(crate) attempts: C,
    /// Until when somebody holds it.
    pub(crate) lease_until: C,
    /// Who does.
    pub(crate) lease_token: C,
    /// One of them is set when the row is over.
    pub(crate) over: [C; 2],
}

/// A claim to be made.
pub(crate) struct Claim {
    /// The moment.
    pub(crate) now: DateTime<Utc>,
    /// Until when it holds.
    pub(crate) until: DateTime<Utc>,
    /// Who claims.
    pub(crate) token: Uuid,
    /// How many rows at most.
    pub(crate) limit: u64,
}

/// Takes rows that are due and nobody holds, the longest due first, and holds them. The try is counted here, so that one
/// that never comes back counts too. No two claimers get the same. In no order.
pub(crate) async fn claim<E>(
    conn: &impl ConnectionTrait,
    columns: &Columns<E::Column>,
    only: Condition,
    claim: &Claim,
) -> Result<Vec<E::Model>>
where
    E: EntityTrait,
    E::Model: FromQueryResult,
{
    let rows = conn.query_all(&claiming::<E>(columns, only, claim)).await?;
    rows.iter()
        .map(|row| Ok(E::Model::from_query_result(row, "")?))
        .collect()
}

/// The choice stands in a CTE: PostgreSQL could run a subquery again for every row and so lock more than the limit.
fn claiming<E: EntityTrait>(columns: &Columns<E::Column>, only: Condition, claim: &Claim) -> UpdateStatement {
    let due = E::find()
        .select_only()
        .column(columns.id)
        .filter(columns.over[0].is_null())
        .filter(columns.over[1].is_null())
        .filter(columns.run_at.lte(claim.now))
        .filter(
            Condition::any()
                .add(columns.lease_until.is_null())
                .add(columns.lease_until.lte(claim.now)),
        )
        .filter(only)
        .order_by_asc(columns.run_at)
        .limit(claim.limit)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .into_query();
    let due = CommonTableExpression::new()
        .table_name("due")
        .column(columns.id)
        .query(due)
        .to_owned();
    let chosen = Query::select().column(columns.id).from("due").take();
    Query::update()
        .with_cte(WithClause::new().cte(due).to_owned())
        .table(E::default())
        .value(columns.attempts, Expr::col(columns.attempts).add(1))
        .value(columns.lease_until, claim.until)
        .value(columns.lease_token, claim.token)
        .and_where(Expr::col(columns.id).in_subquery(chosen))
        .returning(Query::returning().columns(E::Column::iter()))
        .take()
}

/// Changes a row that the token holds; `false` when it no longer does: then stop, another has it.
pub(crate) async fn change<E, A>(
    conn: &impl ConnectionTrait,
    columns: &Columns<E::Column>,
    id: Uuid,
    token: Uuid,
    change: A,
) -> Result<bool>
where
    E: EntityTrait,
    A: ActiveModelTrait<Entity = E>,
{
    let changed = E::update_many()
        .set(change)
        .filter(columns.id.eq(id))
        .filter(columns.lease_token.eq(token))
        .exec(conn)
        .await?;
    Ok(changed.rows_affected == 1)
}
