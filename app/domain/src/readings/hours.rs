//! The hours of the tariff zones: they differ by region, so a branch says them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{Zone, ZoneSet};

/// When each zone counts; nothing of a zone whose hours the branch does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneHours(Vec<(Zone, Vec<Span>)>);

/// From one full hour to another, over midnight too: 23–7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Span {
    from: u8,
    to: u8,
}

/// The text names no hours, or the zones of a meter do not share the day among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("hours are written day=7-23 night=23-7, and the zones of a meter fill the day, each hour once")]
pub struct ZoneHoursError;

impl ZoneHours {
    /// What is said beside a zone: «7:00–10:00, 17:00–21:00».
    #[must_use]
    pub fn of(&self, zone: Zone) -> Option<String> {
        let spans = self.spans(zone)?;
        let said = spans.iter().map(|Span { from, to }| format!("{from}:00–{to}:00"));
        Some(said.collect::<Vec<_>>().join(", "))
    }

    fn spans(&self, zone: Zone) -> Option<&[Span]> {
        let (_, spans) = self.0.iter().find(|(of, _)| *of == zone)?;
        Some(spans)
    }

    /// Whether the zones of a set share the day among them, or are not spoken of beyond those of another set.
    fn fills_the_day(&self, set: ZoneSet) -> bool {
        let own = |zone: &&Zone| **zone != Zone::Night;
        let spoken_of = set.zones().iter().filter(own).any(|zone| self.spans(*zone).is_some());
        let hour_is_once = |hour: u8| {
            let spans = set.zones().iter().filter_map(|zone| self.spans(*zone)).flatten();
            spans.filter(|span| span.contains(hour)).count() == 1
        };
        !spoken_of || (0..24).all(hour_is_once)
    }
}

impl Span {
    const fn contains(self, hour: u8) -> bool {
        if self.from < self.to {
            self.from <= hour && hour < self.to
        } else {
            self.from <= hour || hour < self.to
        }
    }
}

impl FromStr for Span {
    type Err = ZoneHoursError;

    fn from_str(text: &str) -> Result<Self, ZoneHoursError> {
        let (from, to) = text.split_once('-').ok_or(ZoneHoursError)?;
        let hour = |text: &str, most| {
            text.parse::<u8>()
                .ok()
                .filter(|hour| *hour <= most)
                .ok_or(ZoneHoursError)
        };
        let (from, to) = (hour(from, 23)?, hour(to, 24)?);
        if from == to {
            return Err(ZoneHoursError);
        }
        Ok(Self { from, to })
    }
}

impl FromStr for ZoneHours {
    type Err = ZoneHoursError;

    /// Reads `day=7-23 night=23-7 peak=7-10,17-21 half_peak=10-17,21-23`; nothing where nothing is said.
    fn from_str(text: &str) -> Result<Self, ZoneHoursError> {
        let mut hours = Self::default();
        for part in text.split_whitespace() {
            let (key, spans) = part.split_once('=').ok_or(ZoneHoursError)?;
            let zone = Zone::from_key(key)
                .filter(|zone| *zone != Zone::Single)
                .ok_or(ZoneHoursError)?;
            if hours.spans(zone).is_some() {
                return Err(ZoneHoursError);
            }
            let spans = spans.split(',').map(str::parse).collect::<Result<_, _>>()?;
            hours.0.push((zone, spans));
        }
        if [ZoneSet::Two, ZoneSet::Three]
            .into_iter()
            .all(|set| hours.fills_the_day(set))
        {
            Ok(hours)
        } else {
            Err(ZoneHoursError)
        }
    }
}

impl fmt::Display for ZoneHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (zone, spans)) in self.0.iter().enumerate() {
            let spans: Vec<_> = spans.iter().map(|Span { from, to }| format!("{from}-{to}")).collect();
            let gap = if at == 0 { "" } else { " " };
            write!(f, "{gap}{}={}", zone.key(), spans.join(","))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REGION: &str = "day=7-23 night=23-7 peak=7-10,17-21 half_peak=10-17,21-23";

    #[test]
    fn hours_are_read_said_and_written_back() {
        let hours: ZoneHours = REGION.parse().expect("hours");
        for (zone, said) in [
            (Zone::Day, Some("7:00–23:00")),
            (Zone::Night, Some("23:00–7:00")),
            (Zone::Peak, Some("7:00–10:00, 17:00–21:00")),
            (Zone::HalfPeak, Some("10:00–17:00, 21:00–23:00")),
            (Zone::Single, None),
        ] {
            assert_eq!(hours.of(zone).as_deref(), said, "{zone:?}");
        }
        assert_eq!(hours.to_string(), REGION);
        assert_eq!("".parse(), Ok(ZoneHours::default()));
        assert_eq!(ZoneHours::default().of(Zone::Day), None);
        assert!(
            "day=7-23 night=0-7,23-24".parse::<ZoneHours>().is_ok(),
            "midnight may be written as 24"
        );
    }

    #[test]
    fn an_hour_belongs_to_one_zone_of_a_meter() {
        for (text, why) in [
            ("day=7-23", "nobody has the night"),
            ("day=7-23 night=22-7", "22 is twice"),
            ("day=7-22 night=23-7", "22 is nowhere"),
            ("day=7-23 night=23-7 peak=7-10", "the half-peak is missing"),
            ("day=7-23 day=23-7", "a zone twice"),
            ("single=0-24", "the whole day needs no hours"),
            ("noon=7-23", "no such zone"),
            ("day=7-7 night=7-7", "no hours at all"),
            ("day=7-25 night=23-7", "no such hour"),
            ("day=7 night=7", "no span"),
            ("day", "no hours"),
        ] {
            assert_eq!(text.parse::<ZoneHours>(), Err(ZoneHoursError), "{why}");
        }
    }
}
