//! What else is known of a meter: its seal, and whether it sends its readings itself.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{add, remove};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "meters", text_null("seal")).await?;
        add(manager, "meters", boolean("automatic").default(false).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        remove(manager, "meters", "automatic").await?;
        remove(manager, "meters", "seal").await
    }
}
