//! A reading knows the sending it came with, and when it was typed if it waited for a connection.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{add, remove, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "readings", timestamp_with_time_zone_null("typed_at")).await?;
        add(manager, "readings", uuid_null("submission_id")).await?;
        manager.create_index(one_reading_of_a_zone()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_index(Index::drop().name(SUBMISSION).table("readings").to_owned())
            .await?;
        remove(manager, "readings", "submission_id").await?;
        remove(manager, "readings", "typed_at").await
    }
}

const SUBMISSION: &str = "ux_readings_submission_id_zone";

/// However often a sending arrives, it is taken once.
fn one_reading_of_a_zone() -> IndexCreateStatement {
    unique("readings", &["submission_id", "zone"])
        .and_where(Expr::col("submission_id").is_not_null())
        .take()
}
