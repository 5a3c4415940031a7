//! The life of a sent reading: accepted, checked by the supplier's billing, used in the bill of a month, or refused at the
//! check. Every step is the billing's word; none is ever taken back.

use chrono::NaiveDate;

use super::Objection;

/// How far a sending has come. Days are those of the branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It is here and keeps to the rules of its meter.
    Accepted {
        /// The day it came in.
        on: NaiveDate,
    },
    /// The billing has found nothing wrong with it.
    Checked {
        /// The day it came in.
        accepted_on: NaiveDate,
        /// The day of the check.
        on: NaiveDate,
    },
    /// The billing does not count with it.
    Refused {
        /// The day it came in.
        accepted_on: NaiveDate,
        /// The day of the check.
        on: NaiveDate,
        /// Why.
        objection: Objection,
    },
    /// A bill counts with it.
    Billed {
        /// The day it came in.
        accepted_on: NaiveDate,
        /// The day of the check.
        checked_on: NaiveDate,
        /// The day the bill was made.
        on: NaiveDate,
        /// The first day of the bill's month.
        month: NaiveDate,
    },
}

/// A step that the billing tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Checked.
    Check {
        /// The day.
        on: NaiveDate,
    },
    /// Refused at the check.
    Refuse {
        /// The day.
        on: NaiveDate,
        /// Why.
        objection: Objection,
    },
    /// Used in a bill.
    Bill {
        /// The day.
        on: NaiveDate,
        /// The first day of the bill's month.
        month: NaiveDate,
    },
}

/// A step that does not follow from the stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("readings that are {from} cannot become {to}")]
pub struct InvalidTransition {
    /// The stage, by its key.
    pub from: &'static str,
    /// What it was to become.
    pub to: &'static str,
}

impl Stage {
    /// The beginning.
    #[must_use]
    pub const fn accepted(on: NaiveDate) -> Self {
        Self::Accepted { on }
    }

    /// After the check.
    ///
    /// # Errors
    /// [`InvalidTransition`] unless it was accepted, on that day or before.
    pub fn check(self, on: NaiveDate) -> Result<Self, InvalidTransition> {
        match self {
            Self::Accepted { on: accepted_on } if accepted_on <= on => Ok(Self::Checked { accepted_on, on }),
            _ => Err(self.cannot_become("checked")),
        }
    }

    /// After a check that found something wrong. Who sent it sends another: a refusal is not taken back.
    ///
    /// # Errors
    /// [`InvalidTransition`] unless it was accepted, on that day or before.
    pub fn refuse(self, on: NaiveDate, objection: Objection) -> Result<Self, InvalidTransition> {
        match self {
            Self::Accepted { on: accepted_on } if accepted_on <= on => Ok(Self::Refused {
                accepted_on,
                on,
                objection,
            }),
            _ => Err(self.cannot_become("refused")),
        }
    }

    /// After the bill of a month. What stands in a bill has been checked, at the latest that day.
    ///
    /// # Errors
    /// [`InvalidTransition`] unless it was accepted or checked, on that day or before.
    pub fn bill(self, on: NaiveDate, month: NaiveDate) -> Result<Self, InvalidTransition> {
        let (accepted_on, checked_on) = match self {
            Self::Accepted { on: accepted_on } => (accepted_on, on),
            Self::Checked { accepted_on, on } => (accepted_on, on),
            Self::Refused { .. } | Self::Billed { .. } => return Err(self.cannot_become("billed")),
        };
        if accepted_on > on || checked_on > on {
            return Err(self.cannot_become("billed"));
        }
        Ok(Self::Billed {
            accepted_on,
            checked_on,
            on,
            month,
        })
    }

    /// After a step.
    ///
    /// # Errors
    /// [`InvalidTransition`] when the step does not follow.
    pub fn advance(self, step: Step) -> Result<Self, InvalidTransition> {
        match step {
            Step::Check { on } => self.check(on),
            Step::Refuse { on, objection } => self.refuse(on, objection),
            Step::Bill { on, month } => self.bill(on, month),
        }
    }

    /// Whether the step was taken before, in these very words.
    #[must_use]
    pub fn has_taken(self, step: Step) -> bool {
        match (self, step) {
            (Self::Checked { on: known, .. } | Self::Billed { checked_on: known, .. }, Step::Check { on }) => {
                known == on
            }
            (
                Self::Refused {
                    on: known,
                    objection: why,
                    ..
                },
                Step::Refuse { on, objection },
            ) => known == on && why == objection,
            (
                Self::Billed {
                    on: known, month: of, ..
                },
                Step::Bill { on, month },
            ) => known == on && of == month,
            _ => false,
        }
    }

    /// Whether no bill will ever count with it.
    #[must_use]
    pub const fn is_refused(self) -> bool {
        matches!(self, Self::Refused { .. })
    }

    /// The day it came in.
    #[must_use]
    pub const fn accepted_on(self) -> NaiveDate {
        match self {
            Self::Accepted { on } => on,
            Self::Checked { accepted_on, .. }
            | Self::Refused { accepted_on, .. }
            | Self::Billed { accepted_on, .. } => accepted_on,
        }
    }

    const fn cannot_become(self, to: &'static str) -> InvalidTransition {
        let from = match self {
            Self::Accepted { .. } => "accepted",
            Self::Checked { .. } => "checked",
            Self::Refused { .. } => "refused",
            Self::Billed { .. } => "billed",
        };
        InvalidTransition { from, to }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).expect("a date")
    }

    /// A stage of each kind: accepted on 24, checked or refused on 26 November, billed on 1 December.
    fn stages() -> [Stage; 4] {
        let accepted = Stage::accepted(day(11, 24));
        let checked = accepted.check(day(11, 26)).expect("it follows");
        [
            accepted,
            checked,
            accepted.refuse(day(11, 26), Objection::Seal).expect("it follows"),
            checked.bill(day(12, 1), day(11, 1)).expect("it follows"),
        ]
    }

    #[test]
    fn only_what_follows_may_follow() {
        let on = day(12, 1);
        let steps = [
            Step::Check { on },
            Step::Refuse {
                on,
                objection: Objection::Other,
            },
            Step::Bill { on, month: day(11, 1) },
        ];
        for (stage, may) in stages().into_iter().zip([
            [true, true, true],
            [false, false, true],
            [false, false, false],
            [false, false, false],
        ]) {
            for (step, may) in steps.into_iter().zip(may) {
                assert_eq!(stage.advance(step).is_ok(), may, "{stage:?} {step:?}");
            }
        }
        let [_, checked, ..] = stages();
        let error = checked.check(on).expect_err("it is checked");
        assert_eq!(error.to_string(), "readings that are checked cannot become checked");
    }

    #[test]
    fn no_step_is_taken_before_the_one_that_it_follows() {
        let [accepted, checked, ..] = stages();
        for (stage, on, may) in [
            (accepted, day(11, 23), false),
            (accepted, day(11, 24), true),
            (checked, day(11, 25), false),
            (checked, day(11, 26), true),
        ] {
            assert_eq!(stage.bill(on, day(11, 1)).is_ok(), may, "{stage:?} {on}");
        }
        assert!(accepted.check(day(11, 23)).is_err());
        assert!(accepted.refuse(day(11, 23), Objection::Other).is_err());
    }

    #[test]
    fn what_stands_in_a_bill_has_been_checked() {
        let billed = Stage::accepted(day(11, 24))
            .bill(day(12, 1), day(11, 1))
            .expect("it follows");
        assert!(billed.has_taken(Step::Check { on: day(12, 1) }));
    }

    #[test]
    fn a_step_is_known_again_by_its_words() {
        let [accepted, checked, refused, billed] = stages();
        let check = Step::Check { on: day(11, 26) };
        let refuse = |objection| Step::Refuse {
            on: day(11, 26),
            objection,
        };
        let bill = |month| Step::Bill {
            on: day(12, 1),
            month: day(month, 1),
        };
        for (stage, step, expected) in [
            (accepted, check, false),
            (checked, check, true),
            (checked, Step::Check { on: day(11, 27) }, false),
            (billed, check, true),
            (billed, bill(11), true),
            (billed, bill(12), false),
            (refused, refuse(Objection::Seal), true),
            (refused, refuse(Objection::Other), false),
            (refused, check, false),
        ] {
            assert_eq!(stage.has_taken(step), expected, "{stage:?} {step:?}");
        }
    }
}
