//! Work that is done later, each piece once whatever crashes, and readings that wait for their window.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{drop_all, index, references, table, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(jobs()).await?;
        manager.create_index(unique("jobs", &["kind", "key"])).await?;
        manager.create_index(waiting()).await?;
        manager.create_table(kept_readings()).await?;
        manager.create_index(unique("kept_readings", &["meter_id"])).await?;
        for owner in ["user_id", "account_id"] {
            manager.create_index(index("kept_readings", &[owner])).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["kept_readings", "jobs"]).await
    }
}

fn jobs() -> TableCreateStatement {
    table(
        "jobs",
        [
            pk_uuid("id"),
            text("kind"),
            text("key"),
            text_null("progress"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone("run_at"),
            integer("attempts"),
            timestamp_with_time_zone_null("lease_until"),
            uuid_null("lease_token"),
            timestamp_with_time_zone_null("done_at"),
            timestamp_with_time_zone_null("dead_at"),
            text_null("last_error"),
        ],
    )
}

/// Only what still waits: the index stays small however much was done.
fn waiting() -> IndexCreateStatement {
    index("jobs", &["kind", "run_at"])
        .and_where(Expr::col("done_at").is_null())
        .and_where(Expr::col("dead_at").is_null())
        .take()
}

fn kept_readings() -> TableCreateStatement {
    table(
        "kept_readings",
        [
            pk_uuid("id"),
            uuid("user_id"),
            uuid("account_id"),
            uuid("meter_id"),
            text("readings"),
            boolean("confirmed"),
            date("typed_on"),
            timestamp_with_time_zone("kept_at"),
            timestamp_with_time_zone_null("refused_at"),
        ],
    )
    .foreign_key(references("kept_readings", "user_id", "users", "id").on_delete(ForeignKeyAction::Cascade))
    .foreign_key(&mut references("kept_readings", "account_id", "accounts", "id"))
    .foreign_key(&mut references("kept_readings", "meter_id", "meters", "id"))
    .take()
}
