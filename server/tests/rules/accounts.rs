//! Linking an account, its name, the invitation of a relative.

use domain::{
    Field, FieldError,
    accounts::{InviteForm, LabelForm, LinkForm},
};

use crate::{
    ask::Home,
    rule::{Rule, letters},
};

const TVER: &str = "699999999";
const KHAKASSIA: &str = "199999999999";

/// The rules of these forms.
pub fn rules(home: &Home) -> Vec<Rule> {
    let account = home.page.account.id.to_string();
    let label = LabelForm {
        account: account.clone(),
        label: letters(41),
    };
    let invite = |name, email: &str, role: &str, field, error| {
        let form = InviteForm {
            account: account.clone(),
            email: email.into(),
            role: role.into(),
        };
        Rule::new(name, "accounts/invite", &form, field, error)
    };
    let mut rules = linking();
    rules.extend([
        Rule::new(
            "label-long",
            "accounts/rename",
            &label,
            Field::Label,
            FieldError::TooLong(40),
        ),
        invite("invited-email", "нет", "payer", Field::Email, FieldError::EmailShape),
        invite("role-missing", "boris@example.com", "", Field::Role, FieldError::Empty),
        invite(
            "role-known",
            "boris@example.com",
            "admin",
            Field::Role,
            FieldError::RoleUnknown,
        ),
    ]);
    rules
}

fn linking() -> Vec<Rule> {
    let link = |name, number: &str, proof: &str, field, error| {
        let form = LinkForm {
            number: number.into(),
            proof: proof.into(),
            label: String::new(),
        };
        Rule::new(name, "accounts/link", &form, field, error)
    };
    let number = |name, text, error| link(name, text, "102.00", Field::Number, error);
    let proof = |name, branch, text: &str, error| link(name, branch, text, Field::Proof, error);
    let address = format!("170100, г. Тверь, ул. {}", letters(300));
    vec![
        number("number-digits", "69999999а", FieldError::NumberShape),
        number("number-mask", "6999", FieldError::NumberShape),
        number("number-known", "559999999", FieldError::NumberUnknown),
        proof("proof-kopecks", TVER, "102", FieldError::SumWithoutKopecks),
        proof("proof-zero", TVER, "0,00", FieldError::SumZero),
        proof("proof-address", TVER, "г. Тверь", FieldError::AddressShort),
        proof("proof-long", TVER, &address, FieldError::TooLong(300)),
        proof("proof-surname", KHAKASSIA, "Семина А", FieldError::ProofShape),
        proof(
            "proof-kind",
            KHAKASSIA,
            "655017, г. Абакан, ул. Ленина, д. 1",
            FieldError::ProofShape,
        ),
    ]
}
