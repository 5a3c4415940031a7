//! What is over is found by its time in the tables that the hourly sweep read from end to end, and letters have an end.

use sea_orm_migration::prelude::*;

use crate::table::index;

const EXPIRING: [&str; 2] = ["invitations", "email_changes"];
const DONE: [&str; 2] = ["sent_at", "dead_at"];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in EXPIRING {
            manager.create_index(index(table, &["expires_at"])).await?;
        }
        for column in DONE {
            let done = index("notices", &[column])
                .and_where(Expr::col(column).is_not_null())
                .take();
            manager.create_index(done).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let expiring = EXPIRING.map(|table| (table, "expires_at"));
        for (table, column) in expiring.into_iter().chain(DONE.map(|column| ("notices", column))) {
            let name = format!("ix_{table}_{column}");
            manager
                .drop_index(Index::drop().name(name).table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}
