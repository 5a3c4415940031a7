//! What is counted: meters, their registers, readings of them.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{drop_all, index, references, table, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(meters()).await?;
        manager
            .create_index(unique("meters", &["account_id", "serial"]))
            .await?;
        manager.create_table(registers()).await?;
        manager.create_index(unique("registers", &["meter_id", "zone"])).await?;
        manager.create_table(readings()).await?;
        manager
            .create_index(index("readings", &["meter_id", "taken_on"]))
            .await?;
        manager.create_index(one_live_reading()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["readings", "registers", "meters"]).await
    }
}

fn meters() -> TableCreateStatement {
    table(
        "meters",
        [
            pk_uuid("id"),
            uuid("account_id"),
            text("serial"),
            integer("zones"),
            integer("digits"),
            integer("decimals"),
            date("installed_on"),
            date_null("verification_due"),
            date_null("archived_on"),
        ],
    )
    .foreign_key(&mut references("meters", "account_id", "accounts", "id"))
    .take()
}

fn registers() -> TableCreateStatement {
    table("registers", [pk_uuid("id"), uuid("meter_id"), text("zone")])
        .foreign_key(&mut references("registers", "meter_id", "meters", "id"))
        .take()
}

fn readings() -> TableCreateStatement {
    table(
        "readings",
        [
            pk_uuid("id"),
            uuid("meter_id"),
            text("zone"),
            big_integer("value"),
            date("taken_on"),
            timestamp_with_time_zone("received_at"),
            text("source"),
            uuid_null("user_id"),
            timestamp_with_time_zone_null("superseded_at"),
        ],
    )
    .foreign_key(&mut references("readings", "meter_id", "meters", "id"))
    .take()
}

/// A source has one reading that counts per register and day; what it replaced stays as history.
fn one_live_reading() -> IndexCreateStatement {
    unique("readings", &["meter_id", "zone", "taken_on", "source"])
        .and_where(Expr::col("superseded_at").is_null())
        .take()
}
