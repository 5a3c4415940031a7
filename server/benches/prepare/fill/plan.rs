//! How much of everything there is, and which account is whose.

use super::words::Words;
use crate::Outcome;

/// Months of a long history.
pub(super) const LONG_MONTHS: u32 = 120;
/// Turns the order of accounts into one of people that has nothing to do with it: a prime above any number of people.
const MIX: i64 = 618_033_947;
/// How the phones of people begin; those with a long history stand before the others.
const PHONES: &str = "+79";
const LONG_PHONES: &str = "+78";

/// Whether the account of this phone has a long history.
pub(crate) fn has_long_history(phone: &str) -> bool {
    phone.starts_with(LONG_PHONES)
}

/// How much there is to be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    /// Accounts of all branches.
    pub(crate) accounts: i64,
    /// Months of readings.
    pub(crate) months: u32,
    /// Phones that billing knows, and accounts of each, spread over all accounts.
    pub(crate) people: i64,
    pub(crate) each: i64,
    /// Accounts with ten years of readings in three zones, each with a phone of its own.
    pub(crate) long: i64,
    /// Whether the people are there, too.
    pub(crate) crowd: bool,
}

/// A plan on so many branches.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    branches: i64,
    pub(super) per_branch: i64,
    people: i64,
    /// Accounts with somebody's phone; every one of so many accounts of a branch is one.
    pub(super) linked: i64,
    stride: i64,
    /// Accounts of a branch with a long history, so many accounts apart.
    long: i64,
    long_stride: i64,
}

impl Plan {
    /// # Errors
    /// When it does not come out even.
    pub(super) fn check(&self, branches: usize) -> Outcome<()> {
        let shape = self.shape(branches)?;
        let parts = [self.accounts, shape.linked, self.long];
        if parts.into_iter().any(|count| count % shape.branches != 0) {
            return Err(format!("accounts, linked accounts and long histories must divide by {branches}").into());
        }
        if shape.linked > self.accounts || (self.long > 0 && (shape.stride < 2 || shape.long_stride < shape.stride)) {
            return Err("too few accounts for so many people".into());
        }
        Ok(())
    }

    pub(super) fn shape(&self, branches: usize) -> Outcome<Shape> {
        let branches = i64::try_from(branches)?;
        if branches == 0 || self.people == 0 {
            return Err("there are no branches, or no people".into());
        }
        let (per_branch, linked, long) = (self.accounts / branches, self.people * self.each, self.long / branches);
        let stride = (per_branch * branches / linked.max(1)).max(1);
        // A multiple of the other step, so that the two never meet.
        let long_stride = per_branch / long.max(1) / stride * stride;
        Ok(Shape {
            branches,
            per_branch,
            people: self.people,
            linked,
            stride,
            long,
            long_stride,
        })
    }
}

impl Shape {
    /// The number of an account among all, from its number in the branch.
    pub(super) fn account(&self, branch: i64, number: &str) -> String {
        format!("{} + {number}", branch * self.per_branch)
    }

    /// Whose a linked account is.
    pub(super) fn person(&self, linked: &str) -> String {
        format!("({linked}) * {MIX} % {}", self.people)
    }

    /// The number of a linked account among all.
    pub(super) fn linked_account(&self, linked: &str) -> String {
        let Self {
            branches,
            per_branch,
            stride,
            ..
        } = self;
        format!("({linked}) % {branches} * {per_branch} + ({linked}) / {branches} * {stride}")
    }

    /// A person's phone.
    pub(super) fn phone_of(&self, person: &str, words: Words) -> String {
        format!("'{PHONES}' || {}", words.digits(person, 9))
    }

    /// The phone of the account `n` of a branch, if it has one. Those of long histories come first.
    pub(super) fn phone(&self, words: Words, branch: i64) -> String {
        let Self {
            branches,
            stride,
            linked,
            ..
        } = self;
        let person = self.phone_of(&self.person(&format!("n / {stride} * {branches} + {branch}")), words);
        let long = words.digits(&format!("n * {branches} + {branch}"), 9);
        format!(
            "CASE WHEN n % {stride} = 0 AND n / {stride} < {} THEN {person} WHEN {} THEN '{LONG_PHONES}' || {long} END",
            linked / branches,
            self.is_long()
        )
    }

    /// Zones of the meter of the account `n` of a branch: mostly one.
    pub(super) fn zones(&self) -> String {
        format!("CASE WHEN {} THEN 3 WHEN n % 20 = 3 THEN 2 ELSE 1 END", self.is_long())
    }

    fn is_long(&self) -> String {
        let Self { long, long_stride, .. } = self;
        if *long == 0 {
            return "1 = 0".to_owned();
        }
        format!("(n % {long_stride} = 1 AND n / {long_stride} < {long})")
    }
}
