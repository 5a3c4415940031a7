//! What can go wrong between us and the database.

use sea_orm::{DbErr, RuntimeErr, sqlx};

/// The result of a query.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a query gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database refused, or was not there.
    #[error(transparent)]
    Database(#[from] DbErr),
    /// A row holds what the domain does not allow: somebody wrote past the rules.
    #[error("table {table}, row {id}: column {column} holds what no rule allows")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row's key; never its content.
        id: String,
    },
}

impl Error {
    /// Whether the database was out of reach or too busy: the same request may succeed in a while.
    #[must_use]
    pub fn is_unavailable(&self) -> bool {
        match self {
            Self::Database(DbErr::ConnectionAcquire(_) | DbErr::Conn(_)) => true,
            Self::Database(DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error))) => {
                lost(error)
            }
            _ => false,
        }
    }
}

fn lost(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| lost_code(&code)),
        _ => false,
    }
}

/// PostgreSQL's codes have five characters: class 08 is the connection, 53300 too many of them, 57P01 to 57P03 a server
/// that goes down or comes up. SQLite's are numbers, the kind in the low byte: 5 is busy, 6 locked, 14 cannot be opened.
fn lost_code(code: &str) -> bool {
    if code.len() == 5 {
        code.starts_with("08") || matches!(code, "53300" | "57P01" | "57P02" | "57P03")
    } else {
        code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 14))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_tells_whether_trying_again_makes_sense() {
        for (code, expected) in [
            ("08006", true),
            ("53300", true),
            ("57P01", true),
            ("23505", false),
            ("57014", false),
            ("5", true),
            ("517", true),
            ("14", true),
            ("2067", false),
            ("", false),
        ] {
            assert_eq!(lost_code(code), expected, "{code}");
        }
    }

    #[test]
    fn a_pool_that_gives_no_connection_is_unavailable_and_a_broken_row_is_not() {
        assert!(Error::from(DbErr::ConnectionAcquire(sea_orm::ConnAcquireErr::Timeout)).is_unavailable());
        assert!(
            !Error::Inconsistent {
                table: "branches",
                column: "mask",
                id: "tver".into()
            }
            .is_unavailable()
        );
    }
}
