//! What a person sees of the accounts in their cabinet.

use db::{
    accounts::links,
    entity::{accounts, links as link},
};
use domain::{
    Money, Refusal,
    accounts::{
        AccountPage, Action, Balance, Branch, BranchRules, LinkedAccount, ProofKind, Role, masked_digits, masked_name,
    },
    calendar::business_date,
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    branches::{branches, known},
    household,
};
use crate::{
    Error, Result, Services, billing,
    identity::Caller,
    readings::{self, Seen},
};

/// An account that the caller may see.
pub(crate) struct Own {
    pub(crate) account: accounts::Model,
    pub(crate) link: link::Model,
    pub(crate) branch: Branch,
}

impl Own {
    /// What the caller is to the account.
    pub(crate) fn role(&self) -> Role {
        household::role(&self.link)
    }

    /// Asks whether the caller's role allows it.
    ///
    /// # Errors
    /// `RoleForbids`.
    pub(crate) fn require(&self, action: Action) -> Result<()> {
        if self.role().may(action) {
            Ok(())
        } else {
            Err(Refusal::RoleForbids.into())
        }
    }

    /// By which proof the owner's data are masked: an invited person sees what whoever invited them sees.
    fn seen_as(&self) -> ProofKind {
        let key = self.link.seen_as.as_ref().unwrap_or(&self.link.proof);
        // An unknown word is treated as the weakest proof that an owner may have.
        ProofKind::from_key(key).unwrap_or(ProofKind::Surname)
    }

    /// The owner's name, as far as the caller may see it.
    fn owner(&self) -> Option<String> {
        let owner = &self.account.owner;
        let seen = || {
            if self.seen_as().is_weak() {
                masked_name(owner)
            } else {
                owner.clone()
            }
        };
        self.role().may(Action::SeeOwner).then(seen)
    }

    /// What is owed, if the caller may see it.
    fn balance(&self) -> Option<Balance> {
        self.role().may(Action::SeeBalance).then(|| Balance {
            due: Money::from_kopecks(self.account.balance),
            as_of: self.account.balance_on,
        })
    }

    /// The account as the caller may see it.
    pub(crate) fn view(&self) -> LinkedAccount {
        let address = &self.account.address;
        let known = matches!(self.seen_as(), ProofKind::Phone | ProofKind::Sum | ProofKind::Address);
        let hidden = !(known && self.role().may(Action::SeeOwner));
        LinkedAccount {
            id: self.account.id,
            number: self.account.number.clone(),
            label: self.link.label.clone(),
            address: if hidden {
                masked_digits(address)
            } else {
                address.clone()
            },
            branch: self.branch.name.clone(),
            role: self.role(),
        }
    }
}

/// The accounts of a person's cabinet in the person's order.
///
/// # Errors
/// Those of the database.
pub async fn linked(services: &Services, caller: &Caller) -> Result<Vec<LinkedAccount>> {
    let rows = links::linked(services.db.reader(), caller.user_id).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let branches = branches(services).await?;
    rows.into_iter()
        .map(|(link, account)| Ok(with_branch(&branches, link, account)?.view()))
        .collect()
}

/// One account, without its meters.
///
/// # Errors
/// [`Error::NotFound`] when it is not in the caller's cabinet.
pub async fn one(services: &Services, caller: &Caller, account_id: Uuid) -> Result<LinkedAccount> {
    Ok(own(services, services.db.reader(), caller.user_id, account_id)
        .await?
        .view())
}

/// One account with its meters and where its month is heading.
///
/// # Errors
/// [`Error::NotFound`] when it is not in the caller's cabinet.
pub async fn page(services: &Services, caller: &Caller, account_id: Uuid) -> Result<AccountPage> {
    let (own, seen, mut page) = known_of(services, caller, account_id).await?;
    if own.role().may(Action::SeeBalance) {
        let (window, today, prices) = (page.window, page.today, page.prices.as_ref());
        page.forecast = billing::forecast(services, &own.account, &seen, window, today, prices).await?;
    }
    page.meters = seen.cards;
    Ok(page)
}

/// What is known of an account, its meters beside the page that shall show them.
async fn known_of(services: &Services, caller: &Caller, account_id: Uuid) -> Result<(Own, Seen, AccountPage)> {
    let own = own(services, services.db.reader(), caller.user_id, account_id).await?;
    let today = business_date(services.now(), own.branch.offset_minutes);
    let window = own.branch.window.state(today);
    let seen = readings::seen(services.db.reader(), account_id, &own.branch, today).await?;
    let prices = if own.role().may(Action::SeeBalance) {
        billing::prices(services, &own.account, today).await?
    } else {
        None
    };
    let page = AccountPage {
        person: caller.user_id,
        account: own.view(),
        owner: own.owner(),
        balance: own.balance(),
        today,
        window,
        phone: own.branch.phone.clone(),
        meters: Vec::new(),
        prices,
        forecast: None,
    };
    Ok((own, seen, page))
}

/// Every account of the cabinet whose readings the caller may send, with its meters, in the person's order.
///
/// # Errors
/// Those of the database.
pub async fn sendable(services: &Services, caller: &Caller) -> Result<Vec<AccountPage>> {
    let mut pages = Vec::new();
    for account in linked(services, caller).await? {
        if account.role.may(Action::SendReadings) {
            match known_of(services, caller, account.id).await {
                Ok((_, seen, page)) => pages.push(AccountPage {
                    meters: seen.cards,
                    ..page
                }),
                // It has left the cabinet meanwhile.
                Err(Error::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(pages)
}

/// The account, if it is in the person's cabinet.
pub(crate) async fn own(
    services: &Services,
    conn: &impl ConnectionTrait,
    user_id: Uuid,
    account_id: Uuid,
) -> Result<Own> {
    let (link, account) = links::linked_one(conn, user_id, account_id)
        .await?
        .ok_or(Error::NotFound)?;
    let branches = known(services, conn).await?;
    with_branch(&branches, link, account)
}

fn with_branch(branches: &BranchRules, link: link::Model, account: accounts::Model) -> Result<Own> {
    let branch = branches.0.iter().find(|branch| branch.code == account.branch).cloned();
    let branch = branch.ok_or_else(|| Error::internal("an account refers to no branch"))?;
    Ok(Own { account, link, branch })
}
