//! What may have gone wrong when a reading looks wrong: recognised so that it can be said in words and put right with one
//! press. A slip is a guess; whether a reading is taken is [`MeterRules::check`]'s to say.

use chrono::NaiveDate;

use super::{Energy, MeterRules, RegisterRules, Zone};

/// What may have happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    /// The readings of two zones stand in each other's place.
    Swapped {
        /// The other zone.
        with: Zone,
    },
    /// A digit too many was typed.
    ExtraDigit {
        /// The number without it.
        meant: Energy,
    },
    /// A digit is missing.
    MissingDigit,
    /// The digits after the comma were typed as if they stood before it.
    DecimalsAsWhole {
        /// The number with its comma, as the meter is read.
        meant: Energy,
    },
    /// More digits after the comma than the register has.
    Decimals {
        /// The number as the register counts.
        meant: Energy,
    },
    /// The same number as last time, from a household that uses something.
    SameAsBefore,
}

/// A volume up to this many times the usual one makes a guess believable.
const BELIEVABLE: i64 = 2;
/// And this much in any case: a household that used little may have used this.
const LITTLE: Energy = Energy::from_kwh(50);
/// Who uses less in a month may well have used nothing.
const USES: Energy = Energy::from_kwh(10);
/// So many digits more than a register has are read as a slip.
const MORE_DIGITS: u8 = 3;
/// The most digits that are taken for those after the comma.
const DECIMALS_MAX: u32 = 3;

impl MeterRules {
    /// A number as typed, with more digits before and after the comma than the register has: what is refused may be a slip,
    /// too.
    #[must_use]
    pub fn guessed(&self, text: &str) -> Option<Energy> {
        Energy::parse(text, self.digits.saturating_add(MORE_DIGITS), MORE_DIGITS).ok()
    }

    /// What may have gone wrong at each zone that looks wrong. `values`: what was typed so far, a number for each zone, as
    /// [`MeterRules::guessed`] reads it.
    #[must_use]
    pub fn slips(&self, values: &[(Zone, Energy)], today: NaiveDate) -> Vec<(Zone, Slip)> {
        let value_of = |zone| values.iter().find(|(of, _)| *of == zone).map(|(_, value)| *value);
        let read: Vec<_> = self
            .registers
            .iter()
            .filter_map(|register| Some((register, value_of(register.zone)?)))
            .collect();
        read.iter()
            .filter_map(|&(register, value)| {
                let slip = if self.is_believable(register, value, today) {
                    same_as_before(register, value)
                } else {
                    self.swapped(register, value, &read, today)
                        .or_else(|| self.digits_wrong(register, value, today))
                };
                Some((register.zone, slip?))
            })
            .collect()
    }

    /// Whether a number could well be this register's. Without a history anything could.
    fn is_believable(&self, register: &RegisterRules, value: Energy, today: NaiveDate) -> bool {
        let Some(previous) = register.previous else {
            return true;
        };
        if value != self.shown(value) || value >= Energy::turnover(self.digits) {
            return false;
        }
        let Some(volume) = self.volume(previous.value, value) else {
            return false;
        };
        register.expected(today).is_none_or(|expected| {
            let most = expected.thousandths().saturating_mul(BELIEVABLE);
            volume <= Energy::from_thousandths(most).plus(LITTLE)
        })
    }

    fn swapped(
        &self,
        register: &RegisterRules,
        value: Energy,
        read: &[(&RegisterRules, Energy)],
        today: NaiveDate,
    ) -> Option<Slip> {
        read.iter()
            .filter(|(other, _)| other.zone != register.zone && other.previous.is_some())
            .find(|(other, theirs)| {
                self.is_believable(register, *theirs, today) && self.is_believable(other, value, today)
            })
            .map(|(other, _)| Slip::Swapped { with: other.zone })
    }

    fn digits_wrong(&self, register: &RegisterRules, value: Energy, today: NaiveDate) -> Option<Slip> {
        let previous = register.previous?.value;
        let typed = value.plain();
        let believable = |meant: &Energy| *meant >= previous && self.is_believable(register, *meant, today);
        if typed.contains('.') {
            let meant = Some(self.shown(value)).filter(|meant| *meant != value);
            return meant.filter(believable).map(|meant| Slip::Decimals { meant });
        }
        let mut with_comma = (1..=DECIMALS_MAX)
            .map(|count| self.shown(Energy::from_thousandths(value.thousandths() / 10_i64.pow(count))));
        if let Some(meant) = with_comma.find(believable) {
            return Some(Slip::DecimalsAsWhole { meant });
        }
        let without = |at: usize| {
            let shorter: String = typed
                .chars()
                .enumerate()
                .filter_map(|(place, digit)| (place != at).then_some(digit))
                .collect();
            Energy::parse(&shorter, self.digits, self.decimals).ok()
        };
        if let Some(meant) = (0..typed.len()).filter_map(without).find(believable) {
            return Some(Slip::ExtraDigit { meant });
        }
        (typed.len() < previous.whole_digits() && value < previous).then_some(Slip::MissingDigit)
    }

    /// The number without the digits that the register does not have after the comma.
    fn shown(&self, value: Energy) -> Energy {
        let step = 10_i64.pow(3 - u32::from(self.decimals.min(3)));
        Energy::from_thousandths(value.thousandths() / step * step)
    }
}

fn same_as_before(register: &RegisterRules, value: Energy) -> Option<Slip> {
    let previous = register.previous?;
    (previous.value == value && register.monthly? >= USES).then_some(Slip::SameAsBefore)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readings::PreviousReading;

    fn day(month: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, 24).expect("a date")
    }

    /// Registers with what they showed a month ago and what they use in a month.
    fn meter(registers: &[(Zone, i64, i64)]) -> MeterRules {
        let register = |&(zone, previous, monthly): &(Zone, i64, i64)| RegisterRules {
            zone,
            previous: Some(PreviousReading {
                value: Energy::from_kwh(previous),
                taken_on: day(10),
            }),
            monthly: Some(Energy::from_kwh(monthly)),
            seasonal: None,
        };
        MeterRules {
            digits: 6,
            decimals: 0,
            registers: registers.iter().map(register).collect(),
        }
    }

    fn slips(meter: &MeterRules, values: &[(Zone, i64)]) -> Vec<(Zone, Slip)> {
        let values: Vec<_> = values
            .iter()
            .map(|&(zone, kwh)| (zone, Energy::from_kwh(kwh)))
            .collect();
        meter.slips(&values, day(11))
    }

    #[test]
    fn one_register_has_each_slip_of_its_own() {
        let meant = Energy::from_kwh;
        for (typed, expected) in [
            (12_500, None),
            (12_700, None),
            (12_345, Some(Slip::SameAsBefore)),
            (125_007, Some(Slip::DecimalsAsWhole { meant: meant(12_500) })),
            (125_500, Some(Slip::DecimalsAsWhole { meant: meant(12_550) })),
            (112_500, Some(Slip::ExtraDigit { meant: meant(12_500) })),
            (1_250, Some(Slip::MissingDigit)),
            (12_100, None),
            (19_999, None),
        ] {
            let meter = meter(&[(Zone::Single, 12_345, 155)]);
            let told = slips(&meter, &[(Zone::Single, typed)]);
            let expected: Vec<_> = expected.map(|slip| (Zone::Single, slip)).into_iter().collect();
            assert_eq!(told, expected, "{typed}");
        }
    }

    #[test]
    fn decimals_are_put_where_the_meter_has_them() {
        let mut meter = meter(&[(Zone::Single, 1_000, 150)]);
        meter.decimals = 1;
        let told = slips(&meter, &[(Zone::Single, 11_507)]);
        let meant = Energy::from_thousandths(1_150_700);
        assert_eq!(told, [(Zone::Single, Slip::DecimalsAsWhole { meant })]);
    }

    #[test]
    fn what_the_register_cannot_show_is_guessed_at_too() {
        let mut meter = meter(&[(Zone::Single, 12_345, 155)]);
        meter.digits = 5;
        for (typed, expected) in [
            (
                "125007",
                Some(Slip::DecimalsAsWhole {
                    meant: Energy::from_kwh(12_500),
                }),
            ),
            (
                "112500",
                Some(Slip::ExtraDigit {
                    meant: Energy::from_kwh(12_500),
                }),
            ),
            (
                "12500,7",
                Some(Slip::Decimals {
                    meant: Energy::from_kwh(12_500),
                }),
            ),
            ("99999,7", None),
            ("12500", None),
        ] {
            let value = meter.guessed(typed).expect("a number");
            let told = meter.slips(&[(Zone::Single, value)], day(11));
            let expected: Vec<_> = expected.map(|slip| (Zone::Single, slip)).into_iter().collect();
            assert_eq!(told, expected, "{typed}");
        }
        assert_eq!(meter.guessed("тысяча"), None);
        assert_eq!(meter.guessed("123456789"), None, "not even a slip");
    }

    #[test]
    fn zones_in_each_others_place_are_told_at_both() {
        let two = meter(&[(Zone::Day, 8_000, 120), (Zone::Night, 3_000, 60)]);
        assert_eq!(
            slips(&two, &[(Zone::Day, 3_060), (Zone::Night, 8_120)]),
            [
                (Zone::Day, Slip::Swapped { with: Zone::Night }),
                (Zone::Night, Slip::Swapped { with: Zone::Day })
            ]
        );
        assert!(slips(&two, &[(Zone::Day, 8_120), (Zone::Night, 3_060)]).is_empty());
        let three = meter(&[
            (Zone::Peak, 900, 40),
            (Zone::HalfPeak, 5_000, 80),
            (Zone::Night, 2_000, 60),
        ]);
        let told = slips(
            &three,
            &[(Zone::Peak, 2_050), (Zone::HalfPeak, 5_080), (Zone::Night, 940)],
        );
        assert_eq!(
            told,
            [
                (Zone::Peak, Slip::Swapped { with: Zone::Night }),
                (Zone::Night, Slip::Swapped { with: Zone::Peak })
            ]
        );
    }

    #[test]
    fn nothing_is_guessed_without_a_history_or_where_little_is_used() {
        let mut new = meter(&[(Zone::Single, 0, 0)]);
        new.registers[0].previous = None;
        new.registers[0].monthly = None;
        assert!(slips(&new, &[(Zone::Single, 54_321)]).is_empty());
        let dacha = meter(&[(Zone::Single, 700, 5)]);
        assert!(slips(&dacha, &[(Zone::Single, 700)]).is_empty(), "nobody was there");
        assert!(slips(&dacha, &[]).is_empty());
    }

    #[test]
    fn a_register_that_turned_over_is_no_slip() {
        let meter = meter(&[(Zone::Single, 999_900, 150)]);
        assert!(slips(&meter, &[(Zone::Single, 50)]).is_empty());
    }
}
