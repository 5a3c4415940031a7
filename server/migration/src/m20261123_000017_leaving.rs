//! The way out: when a cabinet is to be deleted, and the readings and appeals of one person found without a search.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{add, index, remove};

const OF_PERSON: [&str; 2] = ["readings", "appeals"];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "users", timestamp_with_time_zone_null("leaves_at")).await?;
        manager.create_index(index("users", &["leaves_at"])).await?;
        for table in OF_PERSON {
            // Most rows have no person.
            let mut of_person = index(table, &["user_id"]);
            of_person.and_where(Expr::col("user_id").is_not_null());
            manager.create_index(of_person).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in OF_PERSON {
            let name = format!("ix_{table}_user_id");
            manager
                .drop_index(Index::drop().name(name).table(table).to_owned())
                .await?;
        }
        let leaves_at = Index::drop().name("ix_users_leaves_at").table("users").to_owned();
        manager.drop_index(leaves_at).await?;
        remove(manager, "users", "leaves_at").await
    }
}
