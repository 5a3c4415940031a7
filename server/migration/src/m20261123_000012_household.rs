//! Several people at one account: roles, invitations; and whose linking waits for staff.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{add, drop_all, index, references, remove, table, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Whoever linked an account before there were roles is its owner.
        add(manager, "links", text("role").default("owner").take()).await?;
        add(manager, "links", text_null("seen_as")).await?;
        add(manager, "links", uuid_null("invited_by")).await?;
        manager.create_table(invitations()).await?;
        manager
            .create_index(unique("invitations", &["account_id", "email"]))
            .await?;
        manager.create_index(unique("invitations", &["token_hash"])).await?;
        manager.create_index(index("invitations", &["inviter_id"])).await?;
        manager.create_table(linking_reviews()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["linking_reviews", "invitations"]).await?;
        for column in ["invited_by", "seen_as", "role"] {
            remove(manager, "links", column).await?;
        }
        Ok(())
    }
}

fn invitations() -> TableCreateStatement {
    table(
        "invitations",
        [
            pk_uuid("id"),
            uuid("account_id"),
            uuid("inviter_id"),
            text("email"),
            text("role"),
            blob("token_hash"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone("expires_at"),
        ],
    )
    .foreign_key(references("invitations", "account_id", "accounts", "id").on_delete(ForeignKeyAction::Cascade))
    .foreign_key(references("invitations", "inviter_id", "users", "id").on_delete(ForeignKeyAction::Cascade))
    .take()
}

fn linking_reviews() -> TableCreateStatement {
    table(
        "linking_reviews",
        [
            uuid("user_id").primary_key().take(),
            timestamp_with_time_zone("closed_at"),
        ],
    )
    .foreign_key(references("linking_reviews", "user_id", "users", "id").on_delete(ForeignKeyAction::Cascade))
    .take()
}
