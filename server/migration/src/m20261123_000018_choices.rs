//! Which notices people want.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{drop_all, references, table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(notice_choices()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["notice_choices"]).await
    }
}

fn notice_choices() -> TableCreateStatement {
    let mut choices = table(
        "notice_choices",
        [
            uuid("user_id"),
            text("kind"),
            text("channel"),
            boolean("wanted"),
            text_null("consent_version"),
            timestamp_with_time_zone("chosen_at"),
        ],
    );
    choices.primary_key(Index::create().col("user_id").col("kind").col("channel"));
    choices
        .foreign_key(references("notice_choices", "user_id", "users", "id").on_delete(ForeignKeyAction::Cascade))
        .take()
}
