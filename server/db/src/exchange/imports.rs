//! Which registries have been taken in.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

use crate::Result;

/// The lock under which one import runs at a time on PostgreSQL: two that touch the same accounts in different orders
/// would otherwise stop each other. On SQLite the transaction itself is that lock.
const LOCK: &str = "SELECT pg_advisory_xact_lock(hashtext('kabinet: import'))";

/// Notes that a file is being taken in; false when it was before.
///
/// # Errors
/// When the database fails.
pub async fn begin(
    conn: &impl ConnectionTrait,
    id: Uuid,
    kind: &str,
    digest: &[u8],
    now: DateTime<Utc>,
) -> Result<bool> {
    let backend = conn.get_database_backend();
    if backend == DbBackend::Postgres {
        conn.execute_unprepared(LOCK).await?;
    }
    let insert = Statement::from_sql_and_values(
        backend,
        "INSERT INTO imports (id, kind, digest, rows, imported_at) VALUES ($1, $2, $3, 0, $4) ON CONFLICT DO NOTHING",
        [id.into(), kind.into(), digest.into(), now.into()],
    );
    Ok(conn.execute_raw(insert).await?.rows_affected() == 1)
}

/// Notes how many rows the file had.
///
/// # Errors
/// When the database fails.
pub async fn finish(conn: &impl ConnectionTrait, id: Uuid, rows: i64) -> Result<()> {
    let sql = "UPDATE imports SET rows = $1 WHERE id = $2";
    let update = Statement::from_sql_and_values(conn.get_database_backend(), sql, [rows.into(), id.into()]);
    conn.execute_raw(update).await?;
    Ok(())
}
