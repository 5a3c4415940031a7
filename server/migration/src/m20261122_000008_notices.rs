//! Letters and short messages on their way out.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{drop_all, index, table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(notices()).await?;
        manager.create_index(waiting()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["notices"]).await
    }
}

fn notices() -> TableCreateStatement {
    table(
        "notices",
        [
            pk_uuid("id"),
            text("channel"),
            text("recipient"),
            text("subject"),
            text("body"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone("run_at"),
            integer("attempts"),
            timestamp_with_time_zone_null("lease_until"),
            uuid_null("lease_token"),
            timestamp_with_time_zone_null("sent_at"),
            timestamp_with_time_zone_null("dead_at"),
            text_null("last_error"),
        ],
    )
}

/// Only what still waits: the index stays small however many were sent.
fn waiting() -> IndexCreateStatement {
    index("notices", &["run_at"])
        .and_where(Expr::col("sent_at").is_null())
        .and_where(Expr::col("dead_at").is_null())
        .take()
}
