//! Business dates: which day it is at a branch, and how a date is written in Russian.

use chrono::{DateTime, Datelike, FixedOffset, Months, NaiveDate, Utc};

/// The clock of everything that belongs to no branch: minutes east of Greenwich in Moscow.
pub const MOSCOW: i32 = 180;

const MONTHS_OF: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// «янв» … «дек»; nothing for what is no month.
#[must_use]
pub fn short_month(month: u32) -> &'static str {
    const SHORT: [&str; 12] = [
        "янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек",
    ];
    let at = month.checked_sub(1).and_then(|at| usize::try_from(at).ok());
    at.and_then(|at| SHORT.get(at)).copied().unwrap_or_default()
}

/// «ноябрь» of a day in it.
#[must_use]
pub fn month_name(day: NaiveDate) -> &'static str {
    const NAMES: [&str; 12] = [
        "январь",
        "февраль",
        "март",
        "апрель",
        "май",
        "июнь",
        "июль",
        "август",
        "сентябрь",
        "октябрь",
        "ноябрь",
        "декабрь",
    ];
    let at = usize::try_from(day.month0()).ok();
    at.and_then(|at| NAMES.get(at)).copied().unwrap_or_default()
}

/// «ноябрь 2026» with a non-breaking space.
#[must_use]
pub fn month_and_year(day: NaiveDate) -> String {
    format!("{}\u{a0}{}", month_name(day), day.year())
}

/// The day at a place `offset_minutes` east of Greenwich. An impossible offset counts as zero.
#[must_use]
pub fn business_date(now: DateTime<Utc>, offset_minutes: i32) -> NaiveDate {
    at_branch(now, offset_minutes).date_naive()
}

/// The wall clock at a place `offset_minutes` east of Greenwich.
#[must_use]
pub fn at_branch(now: DateTime<Utc>, offset_minutes: i32) -> DateTime<FixedOffset> {
    let utc = now.fixed_offset();
    FixedOffset::east_opt(offset_minutes.saturating_mul(60)).map_or(utc, |offset| now.with_timezone(&offset))
}

/// Not before this hour at the branch: nobody is woken by a message.
const AWAKE: u32 = 10;

/// The first moment from `now` on at which a message wakes nobody at a place `offset_minutes` east of Greenwich.
#[must_use]
pub fn awake_from(now: DateTime<Utc>, offset_minutes: i32) -> DateTime<Utc> {
    let local = at_branch(now, offset_minutes);
    let morning = local
        .date_naive()
        .and_hms_opt(AWAKE, 0, 0)
        .and_then(|morning| morning.and_local_timezone(*local.offset()).single());
    morning.map_or(now, |morning| now.max(morning.to_utc()))
}

/// «22 ноября 2026» with non-breaking spaces.
#[must_use]
pub fn long_date(date: NaiveDate) -> String {
    format!("{}\u{a0}{}", day_and_month(date), date.year())
}

/// «22 ноября» with a non-breaking space.
#[must_use]
pub fn day_and_month(date: NaiveDate) -> String {
    let month = usize::try_from(date.month0())
        .ok()
        .and_then(|month| MONTHS_OF.get(month))
        .copied();
    format!("{}\u{a0}{}", date.day(), month.unwrap_or_default())
}

/// «22 ноября 2026, 14:05» by the branch's clock.
#[must_use]
pub fn long_moment(now: DateTime<Utc>, offset_minutes: i32) -> String {
    let local = at_branch(now, offset_minutes);
    format!("{}, {}", long_date(local.date_naive()), local.format("%H:%M"))
}

/// The first day of a day's month.
#[must_use]
pub fn month_of(date: NaiveDate) -> NaiveDate {
    date.with_day(1).unwrap_or(date)
}

/// Whole months after `date`, same day of month where it exists, otherwise the month's last day.
#[must_use]
pub fn months_after(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// Whole months before `date`, same day of month where it exists, otherwise the month's last day.
#[must_use]
pub fn months_before(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_sub_months(Months::new(months)).unwrap_or(date)
}

/// Dates on their way between server and page, as days since 31 December of the year before the first: chrono's own
/// reader, made for every way to write a date, is a weight that no browser has to carry. For `#[serde(with)]`.
pub(crate) mod days {
    use chrono::{Datelike, NaiveDate};
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    /// A date, or one that may be missing.
    pub(crate) trait Day: Copy {
        type Number: Serialize + for<'de> Deserialize<'de>;
        fn number(self) -> Self::Number;
        fn read(number: Self::Number) -> Option<Self>;
    }

    impl Day for NaiveDate {
        type Number = i32;

        fn number(self) -> i32 {
            self.num_days_from_ce()
        }

        fn read(number: i32) -> Option<Self> {
            Self::from_num_days_from_ce_opt(number)
        }
    }

    impl Day for Option<NaiveDate> {
        type Number = Option<i32>;

        fn number(self) -> Option<i32> {
            self.map(Day::number)
        }

        fn read(number: Option<i32>) -> Option<Self> {
            number.map_or(Some(None), |number| NaiveDate::read(number).map(Some))
        }
    }

    pub(crate) fn serialize<D: Day, S: Serializer>(day: &D, serializer: S) -> Result<S::Ok, S::Error> {
        day.number().serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Day, De: Deserializer<'de>>(deserializer: De) -> Result<D, De::Error> {
        D::read(D::Number::deserialize(deserializer)?).ok_or_else(|| De::Error::custom("no such day"))
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    #[test]
    fn months_have_names() {
        let name = |month| NaiveDate::from_ymd_opt(2026, month, 24).map(month_name);
        assert_eq!((name(1), name(11)), (Some("январь"), Some("ноябрь")));
        let year = NaiveDate::from_ymd_opt(2026, 5, 9).map(month_and_year);
        assert_eq!(year.as_deref(), Some("май\u{a0}2026"));
        assert!((1..=12).all(|month| name(month).is_some_and(|name| name.starts_with(short_month(month)))));
    }

    #[test]
    fn a_message_waits_for_the_morning_of_its_branch() {
        let moment = |day, hour| {
            Utc.with_ymd_and_hms(2026, 11, day, hour, 0, 0)
                .single()
                .expect("a moment")
        };
        for (now, offset_minutes, expected) in [
            (moment(22, 0), 180, moment(22, 7)),
            (moment(22, 7), 180, moment(22, 7)),
            (moment(22, 20), 180, moment(22, 20)),
            (moment(22, 21), 180, moment(23, 7)),
            (moment(22, 0), 420, moment(22, 3)),
            (moment(22, 4), 420, moment(22, 4)),
        ] {
            assert_eq!(awake_from(now, offset_minutes), expected, "{now} {offset_minutes}");
        }
    }

    #[test]
    fn the_day_begins_earlier_in_khakassia_than_in_tver() {
        let evening = Utc
            .with_ymd_and_hms(2026, 11, 22, 18, 30, 0)
            .single()
            .expect("a moment");
        assert_eq!(business_date(evening, 7 * 60).day(), 23);
        assert_eq!(business_date(evening, 3 * 60).day(), 22);
        assert_eq!(business_date(evening, i32::MAX).day(), 22);
    }

    #[test]
    fn dates_cross_the_wire_whole() {
        #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        struct Dates {
            #[serde(with = "days")]
            sure: NaiveDate,
            #[serde(with = "days")]
            perhaps: Option<NaiveDate>,
        }
        let sure = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
        for perhaps in [None, sure.succ_opt(), NaiveDate::from_ymd_opt(1, 1, 1)] {
            let dates = Dates { sure, perhaps };
            let text = serde_json::to_string(&dates).expect("it is written");
            assert_eq!(serde_json::from_str::<Dates>(&text).expect("it is read"), dates);
        }
        for wrong in [
            r#"{"sure":9999999999,"perhaps":null}"#,
            r#"{"sure":2147483647,"perhaps":null}"#,
        ] {
            assert!(serde_json::from_str::<Dates>(wrong).is_err());
        }
    }

    #[test]
    fn dates_are_written_in_words() {
        let date = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
        assert_eq!(long_date(date), "22\u{a0}ноября\u{a0}2026");
        assert_eq!(month_and_year(date), "ноябрь\u{a0}2026");
        let moment = Utc.with_ymd_and_hms(2026, 11, 22, 11, 5, 0).single().expect("a moment");
        assert_eq!(long_moment(moment, 180), "22\u{a0}ноября\u{a0}2026, 14:05");
    }
}
