//! Letters that bring a cabinet back to the owner: their link takes the second factors away, too.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{add, remove};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let factors = boolean("ends_factors").default(false).take();
        add(manager, "recoveries", factors).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        remove(manager, "recoveries", "ends_factors").await
    }
}
