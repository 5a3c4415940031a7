//! The hours of the tariff zones of each branch.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{add, remove};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "branches", text("zone_hours").default("").take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        remove(manager, "branches", "zone_hours").await
    }
}
