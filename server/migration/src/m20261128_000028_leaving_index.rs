//! The index of those who leave knows nobody else: where nothing is known of a table's rows, SQLite looked for all who stay
//! by it and sorted them, once for each step of the reminders.

use sea_orm_migration::prelude::*;

use crate::table::index;

const NAME: &str = "ix_users_leaves_at";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        remove_index(manager).await?;
        let mut leaving = index("users", &["leaves_at"]);
        leaving.and_where(Expr::col("leaves_at").is_not_null());
        manager.create_index(leaving).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        remove_index(manager).await?;
        manager.create_index(index("users", &["leaves_at"])).await
    }
}

async fn remove_index(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .drop_index(Index::drop().name(NAME).table("users").to_owned())
        .await
}
