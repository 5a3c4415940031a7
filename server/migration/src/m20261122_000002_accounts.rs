//! What is paid for: branches, personal accounts, links between users and accounts.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{drop_all, index, references, table, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(branches()).await?;
        manager.create_table(accounts()).await?;
        manager.create_index(unique("accounts", &["number"])).await?;
        manager.create_index(index("accounts", &["phone"])).await?;
        manager.create_table(links()).await?;
        manager
            .create_index(unique("links", &["user_id", "account_id"]))
            .await?;
        manager.create_index(index("links", &["account_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["links", "accounts", "branches"]).await
    }
}

fn branches() -> TableCreateStatement {
    table(
        "branches",
        [
            text("code").primary_key().take(),
            text("name"),
            integer("offset_minutes"),
            text("mask"),
            text("proofs"),
            integer("window_from"),
            integer("window_to"),
            text("phone"),
            boolean("is_sample"),
        ],
    )
}

fn accounts() -> TableCreateStatement {
    table(
        "accounts",
        [
            pk_uuid("id"),
            text("number"),
            text("branch"),
            text("address"),
            text("address_folded"),
            text("owner"),
            text("surname_folded"),
            text_null("phone"),
            big_integer("balance"),
            date("balance_on"),
            timestamp_with_time_zone("created_at"),
        ],
    )
    .foreign_key(&mut references("accounts", "branch", "branches", "code"))
    .take()
}

fn links() -> TableCreateStatement {
    table(
        "links",
        [
            pk_uuid("id"),
            uuid("user_id"),
            uuid("account_id"),
            text_null("label"),
            text("proof"),
            timestamp_with_time_zone("created_at"),
        ],
    )
    .foreign_key(&mut references("links", "user_id", "users", "id"))
    .foreign_key(&mut references("links", "account_id", "accounts", "id"))
    .take()
}
