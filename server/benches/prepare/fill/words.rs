//! What the two databases say differently.

use chrono::{DateTime, Utc};
use sea_orm::DbBackend;

/// Ids of one statement share all but this many low bits of their moment's milliseconds.
const BITS: u32 = 24;

/// Expressions for one of the databases.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words(pub(super) DbBackend);

impl Words {
    fn is_postgres(self) -> bool {
        self.0 == DbBackend::Postgres
    }

    /// The relation `s` of whole numbers `n`: from 0 on, so many.
    pub(super) fn series(self, count: i64) -> String {
        if self.is_postgres() {
            format!("generate_series(0, {count}::bigint - 1) AS s (n)")
        } else {
            format!(
                "(WITH RECURSIVE s (n) AS (VALUES (0) UNION ALL SELECT n + 1 FROM s WHERE n < {count} - 1) \
                 SELECT n FROM s WHERE n < {count}) AS s"
            )
        }
    }

    /// A number with zeros in front.
    pub(super) fn digits(self, number: &str, width: usize) -> String {
        if self.is_postgres() {
            format!("lpad(({number})::text, {width}, '0')")
        } else {
            format!("printf('%0{width}d', {number})")
        }
    }

    /// An account's number: `46#######` and 12 give 460000012.
    pub(super) fn by_mask(self, mask: &str, number: &str) -> String {
        let free = mask.chars().filter(|at| *at == '#').count();
        format!("'{}' || {}", mask.trim_end_matches('#'), self.digits(number, free))
    }

    pub(super) fn account(self, moment: DateTime<Utc>, number: &str) -> String {
        self.id(moment, 0, number)
    }

    pub(super) fn meter(self, moment: DateTime<Utc>, number: &str) -> String {
        self.id(moment, 1, number)
    }

    pub(super) fn register(self, moment: DateTime<Utc>, number: &str) -> String {
        self.id(moment, 2, number)
    }

    pub(super) fn user(self, moment: DateTime<Utc>, number: &str) -> String {
        self.id(moment, 3, number)
    }

    pub(super) fn link(self, moment: DateTime<Utc>, number: &str) -> String {
        self.id(moment, 4, number)
    }

    /// An id in the order of a number, as UUID v7 is in the order of time; the same number has the same id of a kind.
    fn id(self, moment: DateTime<Utc>, kind: i64, number: &str) -> String {
        // Whole steps of the shared bits: `later` changes what is above them.
        let from = ((moment.timestamp_millis() >> BITS) + kind) << BITS;
        let (one, other) = (format!("({number}) * 2654435761"), format!("({number}) * 3266489917"));
        if self.is_postgres() {
            format!(
                "encode(int8send((({from}::bigint + ({number}) / 4096) << 16) | 28672 | (({number}) % 4096)) || \
                 int8send((-9223372036854775807 - 1) | ({one} % 268435456 << 32) | ({other} % 4294967296)), 'hex')::uuid"
            )
        } else {
            format!(
                "unhex(printf('%012x7%03x8%07x%08x', {from} + ({number}) / 4096, ({number}) % 4096, {one} % 268435456, \
                 {other} % 4294967296))"
            )
        }
    }

    /// An id like another table's, in the same order, of another moment.
    pub(super) fn later(self, moment: DateTime<Utc>, id: &str) -> String {
        let millis = moment.timestamp_millis() >> BITS;
        if self.is_postgres() {
            format!("encode('\\x{millis:06x}'::bytea || substring(uuid_send({id}) from 4), 'hex')::uuid")
        } else {
            format!("CAST(x'{millis:06x}' || substr({id}, 4) AS BLOB)")
        }
    }
}
