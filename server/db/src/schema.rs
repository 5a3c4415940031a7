//! Bringing the schema up to date.

use migration::Migrator;
use sea_orm::ConnectionTrait;
use sea_orm_migration::MigratorTrait;

use crate::{Db, Result};

/// The name of the lock under which one process at a time changes the schema on PostgreSQL.
const LOCK: &str = "SELECT pg_advisory_xact_lock(hashtext('kabinet: migrate'))";

impl Db {
    /// Takes every step of the schema that has not been taken, all of them in one transaction or none. Any number of
    /// processes may do so at once: one works, the others wait and find nothing left to do.
    ///
    /// # Errors
    /// When a step fails, or the database knows a step that this program does not.
    pub async fn migrate(&self) -> Result<()> {
        let transaction = self.begin().await?;
        if !self.is_sqlite() {
            transaction.execute_unprepared(LOCK).await?;
        }
        Migrator::up(&transaction, None).await?;
        Ok(transaction.commit().await?)
    }

    /// How many steps of the schema have not been taken. Only reads.
    ///
    /// # Errors
    /// When the database knows a step that this program does not.
    pub async fn pending_migrations(&self) -> Result<usize> {
        Ok(Migrator::get_pending_migrations_read_only(self.reader()).await?.len())
    }
}
