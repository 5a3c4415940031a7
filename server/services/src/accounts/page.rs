//! What a person sees of the accounts in their cabinet.

use db::{
    accounts::links,
    entity::{accounts, links as link},
};
use domain::{
    Money,
    accounts::{AccountPage, Balance, Branch, BranchRules, LinkedAccount, ProofKind, masked_digits, masked_name},
    calendar::business_date,
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::branches::{branches, known};
use crate::{Error, Result, Services, identity::Caller, readings};

/// An account that the caller may see.
pub(crate) struct Own {
    pub(crate) account: accounts::Model,
    pub(crate) link: link::Model,
    pub(crate) branch: Branch,
}

impl Own {
    /// How the caller proved the account.
    fn proof(&self) -> ProofKind {
        // An unknown word is treated as the weakest proof.
        ProofKind::from_key(&self.link.proof).unwrap_or(ProofKind::Surname)
    }

    fn view(&self) -> LinkedAccount {
        let address = &self.account.address;
        LinkedAccount {
            id: self.account.id,
            number: self.account.number.clone(),
            label: self.link.label.clone(),
            address: if self.proof() == ProofKind::Surname {
                masked_digits(address)
            } else {
                address.clone()
            },
            branch: self.branch.name.clone(),
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
    Ok(own(services, services.db.reader(), caller, account_id).await?.view())
}

/// One account with its meters.
///
/// # Errors
/// [`Error::NotFound`] when it is not in the caller's cabinet.
pub async fn page(services: &Services, caller: &Caller, account_id: Uuid) -> Result<AccountPage> {
    let own = own(services, services.db.reader(), caller, account_id).await?;
    let today = business_date(services.now(), own.branch.offset_minutes);
    let window = own.branch.window.state(today);
    let meters = readings::cards(services.db.reader(), account_id, &window, today).await?;
    let owner = &own.account.owner;
    Ok(AccountPage {
        account: own.view(),
        owner: if own.proof().is_weak() {
            masked_name(owner)
        } else {
            owner.clone()
        },
        balance: Balance {
            due: Money::from_kopecks(own.account.balance),
            as_of: own.account.balance_on,
        },
        today,
        window,
        phone: own.branch.phone,
        meters,
    })
}

/// The account, if it is in the caller's cabinet.
pub(crate) async fn own(
    services: &Services,
    conn: &impl ConnectionTrait,
    caller: &Caller,
    account_id: Uuid,
) -> Result<Own> {
    let (link, account) = links::linked_one(conn, caller.user_id, account_id)
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
