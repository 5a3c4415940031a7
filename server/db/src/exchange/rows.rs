//! Many rows as one relation `k` inside a statement; the one place where the two databases are told apart.
//!
//! PostgreSQL takes a column as one array, so the statement's text never changes with the number of rows. SQLite takes
//! each cell as a parameter, in blocks of one size so that its prepared statements are found again.

use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value, sea_query::ArrayType};

use crate::Result;

/// Rows in one statement on SQLite, which takes at most 32 766 parameters.
const BLOCK: usize = 400;

/// What a column holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Uuid,
    Text,
    OptionalText,
    Integer,
    BigInteger,
    Date,
    OptionalDate,
    Moment,
    Boolean,
}

impl Kind {
    /// The type of the array that carries the column to PostgreSQL.
    const fn array(self) -> (&'static str, ArrayType) {
        match self {
            Self::Uuid => ("uuid", ArrayType::Uuid),
            Self::Text | Self::OptionalText | Self::OptionalDate => ("text", ArrayType::String),
            Self::Integer => ("integer", ArrayType::Int),
            Self::BigInteger => ("bigint", ArrayType::BigInt),
            Self::Date => ("date", ArrayType::ChronoDate),
            Self::Moment => ("timestamptz", ArrayType::ChronoDateTimeUtc),
            Self::Boolean => ("boolean", ArrayType::Bool),
        }
    }

    /// How PostgreSQL reads the column out of its array: an array of parameters has no nulls, an empty text stands in.
    fn read(self, name: &str) -> String {
        match self {
            Self::OptionalText => format!("NULLIF({name}, '')"),
            Self::OptionalDate => format!("NULLIF({name}, '')::date"),
            _ => name.to_owned(),
        }
    }

    /// The cell as the array wants it.
    fn cell(self, value: Value) -> Value {
        match (self, value) {
            (Self::OptionalText | Self::OptionalDate, Value::String(None) | Value::ChronoDate(None)) => "".into(),
            (Self::OptionalDate, Value::ChronoDate(Some(date))) => date.to_string().into(),
            (_, value) => value,
        }
    }
}

/// Rows of `N` named columns.
#[derive(Debug)]
pub(super) struct Rows<const N: usize> {
    columns: [(&'static str, Kind); N],
    cells: Vec<[Value; N]>,
}

impl<const N: usize> Rows<N> {
    /// Rows in the order of the columns.
    pub(super) fn new(columns: [(&'static str, Kind); N], cells: impl IntoIterator<Item = [Value; N]>) -> Self {
        Self {
            columns,
            cells: cells.into_iter().collect(),
        }
    }

    /// Runs a statement that reads the relation `k`; how many rows it changed.
    pub(super) async fn execute(self, conn: &impl ConnectionTrait, body: &str) -> Result<u64> {
        let mut changed = 0;
        for statement in self.statements(conn.get_database_backend(), body) {
            changed += conn.execute_raw(statement).await?.rows_affected();
        }
        Ok(changed)
    }

    /// Runs a query that reads the relation `k`.
    pub(super) async fn query(self, conn: &impl ConnectionTrait, body: &str) -> Result<Vec<QueryResult>> {
        let mut found = Vec::new();
        for statement in self.statements(conn.get_database_backend(), body) {
            found.extend(conn.query_all_raw(statement).await?);
        }
        Ok(found)
    }

    fn statements(self, backend: DbBackend, body: &str) -> Vec<Statement> {
        if self.cells.is_empty() {
            return Vec::new();
        }
        let names = self.columns.map(|(name, _)| name).join(", ");
        match backend {
            DbBackend::Postgres => vec![self.into_arrays(&names, body)],
            _ => self.into_parameters(backend, &names, body),
        }
    }

    fn into_arrays(self, names: &str, body: &str) -> Statement {
        let arrays = self
            .columns
            .iter()
            .enumerate()
            .map(|(at, (_, kind))| format!("${}::{}[]", at + 1, kind.array().0));
        let arrays = arrays.collect::<Vec<_>>().join(", ");
        let read = self.columns.map(|(name, kind)| kind.read(name)).join(", ");
        let sql = format!("WITH k ({names}) AS (SELECT {read} FROM UNNEST({arrays}) AS u ({names})) {body}");
        let mut columns = self
            .columns
            .map(|(_, kind)| (kind, Vec::with_capacity(self.cells.len())));
        for row in self.cells {
            for ((kind, column), value) in columns.iter_mut().zip(row) {
                column.push(kind.cell(value));
            }
        }
        let values = columns.map(|(kind, column)| Value::Array(kind.array().1, Some(Box::new(column))));
        Statement::from_sql_and_values(DbBackend::Postgres, sql, values)
    }

    fn into_parameters(self, backend: DbBackend, names: &str, body: &str) -> Vec<Statement> {
        let row = format!("({})", vec!["?"; N].join(", "));
        let mut cells = self.cells.into_iter();
        let mut statements = Vec::new();
        loop {
            let block: Vec<_> = cells.by_ref().take(BLOCK).collect();
            if block.is_empty() {
                return statements;
            }
            let marks = vec![row.as_str(); block.len()].join(", ");
            let sql = format!("WITH k ({names}) AS (VALUES {marks}) {body}");
            statements.push(Statement::from_sql_and_values(
                backend,
                sql,
                block.into_iter().flatten(),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(count: i64) -> Rows<2> {
        let columns = [("id", Kind::BigInteger), ("phone", Kind::OptionalText)];
        Rows::new(columns, (0..count).map(|id| [id.into(), Option::<String>::None.into()]))
    }

    #[test]
    fn postgres_gets_a_column_as_one_array_without_nulls() {
        let statements = rows(1_000).statements(DbBackend::Postgres, "SELECT id FROM k");
        let [statement] = statements.as_slice() else {
            panic!("one statement")
        };
        assert_eq!(
            statement.sql,
            "WITH k (id, phone) AS (SELECT id, NULLIF(phone, '') FROM UNNEST($1::bigint[], $2::text[]) AS u (id, phone)) \
             SELECT id FROM k"
        );
        assert_eq!(statement.values.as_ref().map(|values| values.0.len()), Some(2));
    }

    #[test]
    fn sqlite_gets_blocks_of_cells() {
        let statements = rows(1_000).statements(DbBackend::Sqlite, "SELECT id FROM k");
        let sizes = statements
            .iter()
            .map(|statement| statement.values.as_ref().map_or(0, |values| values.0.len()));
        assert_eq!(sizes.collect::<Vec<_>>(), [800, 800, 400]);
        assert!(rows(0).statements(DbBackend::Sqlite, "SELECT id FROM k").is_empty());
    }
}
