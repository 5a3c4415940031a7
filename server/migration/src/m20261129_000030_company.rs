//! Whom the customers of each branch have their contracts with.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{add, remove};

/// Of all branches, until the registry says otherwise.
const COMPANY: &str = "АО «АтомЭнергоСбыт»";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "branches", text("company").default(COMPANY).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        remove(manager, "branches", "company").await
    }
}
