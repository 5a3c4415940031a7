//! Rows whose time is over: nobody reads them any more.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use crate::{
    Result,
    entity::{
        ceremonies, drafts, email_changes, invitations, kept_readings, limits, notices, phone_codes, recoveries,
        registrations, sessions, throttles,
    },
    readings::photos,
};

/// Deletes what was over before a moment: sessions, codes, letters with links, invitations, drafts, counters and waits.
/// At most `most` rows of each table, so that no statement holds a writer for long; gives how many there were.
///
/// # Errors
/// When the database fails; the tables before it are done.
pub async fn forget(conn: &impl ConnectionTrait, before: DateTime<Utc>, most: u64) -> Result<u64> {
    use ceremonies::Column as Ceremony;
    use drafts::Column as Draft;
    use invitations::Column as Invitation;
    use limits::Column as Limit;
    use phone_codes::Column as Code;
    use recoveries::Column as Recovery;
    use registrations::Column as Registration;
    use sessions::Column as Session;
    use throttles::Column as Throttle;

    let forgotten = [
        delete::<sessions::Entity>(conn, Session::Id, Session::ExpiresAt, before, most).await?,
        delete::<phone_codes::Entity>(conn, Code::Id, Code::ExpiresAt, before, most).await?,
        delete::<registrations::Entity>(conn, Registration::Id, Registration::ExpiresAt, before, most).await?,
        delete::<recoveries::Entity>(conn, Recovery::Id, Recovery::ExpiresAt, before, most).await?,
        delete::<ceremonies::Entity>(conn, Ceremony::Id, Ceremony::ExpiresAt, before, most).await?,
        delete::<invitations::Entity>(conn, Invitation::Id, Invitation::ExpiresAt, before, most).await?,
        delete::<drafts::Entity>(conn, Draft::IdHash, Draft::ExpiresAt, before, most).await?,
        delete::<throttles::Entity>(conn, Throttle::Key, Throttle::ExpiresAt, before, most).await?,
        delete::<limits::Entity>(conn, Limit::Key, Limit::ResetsAt, before, most).await?,
        email_changes(conn, before, most).await?,
    ];
    Ok(forgotten.iter().sum())
}

async fn delete<E: EntityTrait>(
    conn: &impl ConnectionTrait,
    key: E::Column,
    over: E::Column,
    before: DateTime<Utc>,
    most: u64,
) -> Result<u64> {
    let keys = E::find()
        .select_only()
        .column(key)
        .filter(over.lt(before))
        .limit(most)
        .into_query();
    let deleted = E::delete_many().filter(key.in_subquery(keys)).exec(conn).await?;
    Ok(deleted.rows_affected)
}

/// Deletes the letters and messages that were sent or given up before a moment, at most `most` of either; gives how many
/// there were.
///
/// # Errors
/// When the database fails.
pub async fn forget_notices(conn: &impl ConnectionTrait, before: DateTime<Utc>, most: u64) -> Result<u64> {
    use notices::{Column, Entity};

    let sent = delete::<Entity>(conn, Column::Id, Column::SentAt, before, most).await?;
    Ok(sent + delete::<Entity>(conn, Column::Id, Column::DeadAt, before, most).await?)
}

/// Deletes the readings that were kept for a window and refused before a moment, at most `most`, with their photos; gives
/// how many there were.
///
/// # Errors
/// When the database fails.
pub async fn forget_refused(conn: &impl ConnectionTrait, before: DateTime<Utc>, most: u64) -> Result<u64> {
    use kept_readings::{Column, Entity};

    // The same rows for both: a photo whose draft is gone would be found by nobody.
    let ids: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::RefusedAt.lt(before))
        .limit(most)
        .into_tuple()
        .all(conn)
        .await?;
    photos::drop_of_each(conn, &ids).await?;
    let deleted = Entity::delete_many()
        .filter(Column::Id.is_in(ids))
        .filter(Column::RefusedAt.lt(before))
        .exec(conn)
        .await?;
    Ok(deleted.rows_affected)
}

/// A change of address is over when its letter is, and the way back too.
async fn email_changes(conn: &impl ConnectionTrait, before: DateTime<Utc>, most: u64) -> Result<u64> {
    use email_changes::{Column, Entity};

    let no_way_back = Condition::any()
        .add(Column::UndoUntil.is_null())
        .add(Column::UndoUntil.lt(before));
    let keys = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::ExpiresAt.lt(before))
        .filter(no_way_back)
        .limit(most)
        .into_query();
    let deleted = Entity::delete_many()
        .filter(Column::Id.in_subquery(keys))
        .exec(conn)
        .await?;
    Ok(deleted.rows_affected)
}
