//! Takes indexes away and puts the same ones back.

use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement};

use crate::Outcome;

/// An index, or a primary key that no other table refers to.
#[derive(Debug, PartialEq, Eq, FromQueryResult)]
struct Made {
    name: String,
    owner: String,
    made: String,
    is_key: bool,
}

/// What was taken away.
pub(super) struct Lifted {
    all: Vec<Made>,
    tables: String,
}

impl Lifted {
    /// Empties the tables and takes their indexes away; on PostgreSQL foreign keys are not looked at until the transaction
    /// ends, and what it writes needs no log, because the files of the tables are its own.
    pub(super) async fn off(conn: &impl ConnectionTrait, tables: &[&str]) -> Outcome<Self> {
        let tables = tables
            .iter()
            .map(|name| format!("'{name}'"))
            .collect::<Vec<_>>()
            .join(", ");
        if conn.get_database_backend() == DbBackend::Postgres {
            for text in [
                "SET LOCAL session_replication_role = replica",
                "SET LOCAL maintenance_work_mem = '1GB'",
                "TRUNCATE accounts, users CASCADE",
            ] {
                conn.execute_unprepared(text).await?;
            }
        }
        let all = list(conn, &tables).await?;
        for made in &all {
            let text = if made.is_key {
                format!("ALTER TABLE {} DROP CONSTRAINT {}", made.owner, made.name)
            } else {
                format!("DROP INDEX {}", made.name)
            };
            conn.execute_unprepared(&text).await?;
        }
        Ok(Self { all, tables })
    }

    /// Makes them anew.
    ///
    /// # Errors
    /// When the database does not say the same of them as before.
    pub(super) async fn put_back(self, conn: &impl ConnectionTrait) -> Outcome<()> {
        for made in &self.all {
            let text = if made.is_key {
                format!("ALTER TABLE {} ADD CONSTRAINT {} {}", made.owner, made.name, made.made)
            } else {
                made.made.clone()
            };
            conn.execute_unprepared(&text).await?;
        }
        if list(conn, &self.tables).await? == self.all {
            Ok(())
        } else {
            Err("the indexes are not what they were".into())
        }
    }
}

async fn list(conn: &impl ConnectionTrait, tables: &str) -> Outcome<Vec<Made>> {
    let backend = conn.get_database_backend();
    let text = match backend {
        DbBackend::Postgres => format!(
            "SELECT i.indexrelid::regclass::text AS name, i.indrelid::regclass::text AS owner, \
             pg_get_indexdef(i.indexrelid) AS made, FALSE AS is_key FROM pg_index i \
             WHERE i.indrelid::regclass::text IN ({tables}) \
             AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid) \
             UNION ALL SELECT c.conname::text, c.conrelid::regclass::text, pg_get_constraintdef(c.oid), TRUE \
             FROM pg_constraint c WHERE c.contype = 'p' AND c.conrelid::regclass::text IN ({tables}) \
             AND NOT EXISTS (SELECT 1 FROM pg_constraint f WHERE f.contype = 'f' AND f.confrelid = c.conrelid) ORDER BY 1"
        ),
        _ => format!(
            "SELECT name, tbl_name AS owner, sql AS made, FALSE AS is_key FROM sqlite_master \
             WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({tables}) ORDER BY 1"
        ),
    };
    Ok(Made::find_by_statement(Statement::from_string(backend, text))
        .all(conn)
        .await?)
}
