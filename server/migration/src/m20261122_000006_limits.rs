//! What holds back abuse and keeps unsent work: counters, delays after failures, drafts of forms.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{drop_all, index, table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(limits()).await?;
        manager.create_index(index("limits", &["resets_at"])).await?;
        manager.create_table(throttles()).await?;
        manager.create_table(drafts()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["drafts", "throttles", "limits"]).await
    }
}

fn limits() -> TableCreateStatement {
    table(
        "limits",
        [
            text("key").primary_key().take(),
            big_integer("count"),
            timestamp_with_time_zone("resets_at"),
        ],
    )
}

fn throttles() -> TableCreateStatement {
    table(
        "throttles",
        [
            text("key").primary_key().take(),
            big_integer("failures"),
            timestamp_with_time_zone("blocked_until"),
            timestamp_with_time_zone("expires_at"),
        ],
    )
}

fn drafts() -> TableCreateStatement {
    table(
        "drafts",
        [
            blob("id_hash").primary_key().take(),
            text("path"),
            text("fields"),
            timestamp_with_time_zone("expires_at"),
        ],
    )
}
