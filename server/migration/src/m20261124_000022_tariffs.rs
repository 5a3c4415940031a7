//! What a kWh costs, and whose tariff an account pays.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{add, index, references, remove, table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(tariffs()).await?;
        manager
            .create_index(index("tariffs", &["branch", "category", "starts_on"]))
            .await?;
        add(manager, "accounts", text_null("category")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        remove(manager, "accounts", "category").await?;
        manager.drop_table(Table::drop().table("tariffs").take()).await
    }
}

fn tariffs() -> TableCreateStatement {
    table(
        "tariffs",
        [
            pk_uuid("id"),
            text("branch"),
            text("category"),
            text("zone"),
            text("months"),
            date("starts_on"),
            date_null("ends_on"),
            big_integer_null("up_to"),
            big_integer("rate"),
        ],
    )
    .foreign_key(&mut references("tariffs", "branch", "branches", "code"))
    .take()
}
