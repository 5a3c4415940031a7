//! A sending of readings has a numbered receipt, which knows what the billing has done with it.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{index, references, table, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(receipts()).await?;
        manager.create_index(unique("receipts", &["number"])).await?;
        manager.create_index(index("receipts", &["meter_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("receipts").take()).await
    }
}

fn receipts() -> TableCreateStatement {
    table(
        "receipts",
        [
            pk_uuid("id"),
            uuid("meter_id"),
            text("number"),
            date_null("checked_on"),
            date_null("refused_on"),
            text_null("objection"),
            date_null("billed_on"),
            date_null("bill_month"),
        ],
    )
    .foreign_key(&mut references("receipts", "meter_id", "meters", "id"))
    .take()
}
