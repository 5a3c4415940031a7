//! What was paid.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{drop_all, index, references, table, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(payments()).await?;
        manager.create_index(unique("payments", &["reference"])).await?;
        manager.create_index(index("payments", &["account_id", "amount"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["payments"]).await
    }
}

fn payments() -> TableCreateStatement {
    table(
        "payments",
        [
            pk_uuid("id"),
            uuid("account_id"),
            date("paid_on"),
            big_integer("amount"),
            text("reference"),
        ],
    )
    .foreign_key(&mut references("payments", "account_id", "accounts", "id"))
    .take()
}
