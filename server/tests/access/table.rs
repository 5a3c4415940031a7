//! What a line of the tables says.

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Nobody is logged in.
    Anonymous,
    /// Somebody logged in who has nothing to do with the account.
    Stranger,
    /// The account's owner.
    Owner,
    /// Somebody invited as a payer.
    Payer,
    /// Somebody invited as a reader.
    Reader,
}

impl Who {
    /// In the order of the tables' numbers.
    pub const ALL: [Self; 5] = [Self::Anonymous, Self::Stranger, Self::Owner, Self::Payer, Self::Reader];
}

/// The statuses that answer.
#[derive(Debug, Clone, Copy)]
pub enum Answers {
    /// The same for everybody.
    Anybody(u16),
    /// The same for whoever is logged in; 401 for nobody, on a page a redirect to the login.
    LoggedIn(u16),
    /// About an account: 404 for a stranger; owner, payer, reader.
    Account(u16, u16, u16),
    /// Anonymous, stranger, owner, payer, reader.
    Each([u16; 5]),
}

/// One function or page.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// A function's endpoint, or a page's route.
    pub path: &'static str,
    /// A function's arguments, or where a page's route has parameters: their values. `{account}` and the like stand for
    /// what [`crate::house::House::fill`] knows.
    pub fields: &'static [(&'static str, &'static str)],
    /// What is answered.
    pub answers: Answers,
}

impl Line {
    /// A line.
    pub const fn new(path: &'static str, fields: &'static [(&'static str, &'static str)], answers: Answers) -> Self {
        Self { path, fields, answers }
    }

    /// The status for one of them. A stranger in the house of another is always told 404.
    pub fn expected(&self, who: Who, signed_out: u16) -> u16 {
        let [anonymous, stranger, owner, payer, reader] = match self.answers {
            Answers::Anybody(status) => [status; 5],
            Answers::LoggedIn(status) => [signed_out, status, status, status, status],
            Answers::Account(owner, payer, reader) => [signed_out, 404, owner, payer, reader],
            Answers::Each(each) => each,
        };
        match who {
            Who::Anonymous => anonymous,
            Who::Stranger => stranger,
            Who::Owner => owner,
            Who::Payer => payer,
            Who::Reader => reader,
        }
    }
}
