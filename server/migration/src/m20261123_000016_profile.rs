//! The profile: how a person wants to be addressed, and changes of their e-mail that wait or may be taken back.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{add, drop_all, index, references, remove, table, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "users", text_null("name")).await?;
        manager.create_table(email_changes()).await?;
        manager.create_index(unique("email_changes", &["token_hash"])).await?;
        manager.create_index(unique("email_changes", &["undo_hash"])).await?;
        manager.create_index(index("email_changes", &["user_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["email_changes"]).await?;
        remove(manager, "users", "name").await
    }
}

fn email_changes() -> TableCreateStatement {
    table(
        "email_changes",
        [
            pk_uuid("id"),
            uuid("user_id"),
            text("old_email"),
            text("new_email"),
            blob("token_hash"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone("expires_at"),
            timestamp_with_time_zone_null("used_at"),
            blob_null("undo_hash"),
            timestamp_with_time_zone_null("undo_until"),
        ],
    )
    .foreign_key(references("email_changes", "user_id", "users", "id").on_delete(ForeignKeyAction::Cascade))
    .take()
}
