//! What is over is found without reading what is not, in the tables that grow with the number of visitors.

use sea_orm_migration::prelude::*;

use crate::table::index;

const TABLES: [&str; 6] = [
    "sessions",
    "phone_codes",
    "registrations",
    "recoveries",
    "drafts",
    "throttles",
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            manager.create_index(index(table, &["expires_at"])).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            let name = format!("ix_{table}_expires_at");
            manager
                .drop_index(Index::drop().name(name).table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}
