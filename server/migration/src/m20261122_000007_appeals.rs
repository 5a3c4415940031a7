//! What customers write to the supplier.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{drop_all, table, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(appeals()).await?;
        manager.create_index(unique("appeals", &["id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["appeals"]).await
    }
}

fn appeals() -> TableCreateStatement {
    table(
        "appeals",
        [
            big_pk_auto("number"),
            uuid("id"),
            text("topic"),
            text("name"),
            text("email"),
            text("text"),
            uuid_null("user_id"),
            timestamp_with_time_zone("created_at"),
        ],
    )
}
