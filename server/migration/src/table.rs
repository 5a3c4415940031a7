//! Short words for what every step of the schema says: a table, an index, a foreign key, a table dropped.

use sea_orm_migration::prelude::*;

/// A table with these columns.
pub(crate) fn table(name: &'static str, columns: impl IntoIterator<Item = ColumnDef>) -> TableCreateStatement {
    let mut statement = Table::create();
    statement.table(name);
    for column in columns {
        statement.col(column);
    }
    statement.take()
}

/// A foreign key from `table.column` to `parent.key`, named for both ends.
pub(crate) fn references(
    table: &'static str,
    column: &'static str,
    parent: &'static str,
    key: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("fk_{table}_{column}"))
        .from(table, column)
        .to(parent, key)
        .take()
}

/// An index over these columns, named for them.
pub(crate) fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut statement = Index::create();
    statement.name(format!("ix_{table}_{}", columns.join("_"))).table(table);
    for column in columns {
        statement.col(*column);
    }
    statement.take()
}

/// An index that no two rows share.
pub(crate) fn unique(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut statement = index(table, columns);
    statement.name(format!("ux_{table}_{}", columns.join("_"))).unique();
    statement.take()
}

/// Adds a column to a table that has rows: it may be empty, or has a default. One at a time, as SQLite wants it.
pub(crate) async fn add(manager: &SchemaManager<'_>, name: &'static str, column: ColumnDef) -> Result<(), DbErr> {
    manager
        .alter_table(Table::alter().table(name).add_column(column).take())
        .await
}

/// Takes a column away.
pub(crate) async fn remove(manager: &SchemaManager<'_>, name: &'static str, column: &'static str) -> Result<(), DbErr> {
    manager
        .alter_table(Table::alter().table(name).drop_column(column).take())
        .await
}

/// Drops the tables, the ones that refer to others first.
pub(crate) async fn drop_all(manager: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for name in tables {
        manager.drop_table(Table::drop().table(*name).take()).await?;
    }
    Ok(())
}
