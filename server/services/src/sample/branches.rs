//! The five branches of the sample: masks, proofs, windows and offsets as the field has them, the rest made up.

use std::{collections::BTreeMap, io};

use domain::{
    accounts::Branch,
    billing::{Category, Tariff},
    exchange::TariffRow,
    readings::Window,
};

use super::tariffs;

/// The codes of the branches.
pub(super) const CODES: [&str; 5] = ["kursk", "murmansk", "smolensk", "tver", "khakassia"];

/// A branch and what its bills say.
pub(super) struct SampleBranch {
    /// What the registry says.
    pub(super) branch: Branch,
    /// The town of its addresses.
    pub(super) town: &'static str,
    /// Post codes of that town.
    pub(super) post_codes: [&'static str; 3],
    /// Its prices, as the registry has them.
    pub(super) prices: Vec<TariffRow>,
    /// What they come to.
    pub(super) tariffs: BTreeMap<Category, Tariff>,
}

struct Draft {
    code: &'static str,
    name: &'static str,
    company: &'static str,
    offset_minutes: i32,
    mask: &'static str,
    proofs: &'static str,
    window: (u32, u32),
    /// When its zones count.
    hours: &'static str,
    town: &'static str,
    post_codes: [&'static str; 3],
    /// Kopecks for a kWh on a meter with one zone in a town.
    rate: i64,
}

const COMPANY: &str = "АО «АтомЭнергоСбыт»";
/// Of the sample alone: notices since December 2025 call the branch in Khakassia so, without a legal form.
const KHAKASSIA_COMPANY: &str = "«Росатом Энергосбыт»";
const HOURS: &str = "day=7-23 night=23-7 peak=7-10,17-21 half_peak=10-17,21-23";
const ABAKAN_HOURS: &str = "day=7-23 night=23-7 peak=8-11,16-20 half_peak=7-8,11-16,20-23";

const DRAFTS: [Draft; 5] = [
    Draft {
        code: "kursk",
        name: "Курск",
        company: COMPANY,
        offset_minutes: 180,
        mask: "46#######",
        proofs: "sum+address",
        window: (23, 26),
        hours: HOURS,
        town: "г. Курск",
        post_codes: ["305000", "305016", "305029"],
        rate: 556,
    },
    Draft {
        code: "murmansk",
        name: "Мурманск",
        company: COMPANY,
        offset_minutes: 180,
        mask: "51##########",
        proofs: "sum+address",
        window: (5, 25),
        hours: HOURS,
        town: "г. Мурманск",
        post_codes: ["183000", "183038", "183052"],
        rate: 402,
    },
    Draft {
        code: "smolensk",
        name: "Смоленск",
        company: COMPANY,
        offset_minutes: 180,
        mask: "67#######",
        proofs: "sum+address",
        window: (23, 25),
        hours: HOURS,
        town: "г. Смоленск",
        post_codes: ["214000", "214013", "214025"],
        rate: 541,
    },
    Draft {
        code: "tver",
        name: "Тверь",
        company: COMPANY,
        offset_minutes: 180,
        mask: "69#######",
        proofs: "sum+address",
        window: (23, 26),
        hours: HOURS,
        town: "г. Тверь",
        post_codes: ["170000", "170100", "170034"],
        rate: 595,
    },
    Draft {
        code: "khakassia",
        name: "Хакасия",
        company: KHAKASSIA_COMPANY,
        offset_minutes: 420,
        mask: "19##########",
        proofs: "sum+surname",
        window: (20, 25),
        hours: ABAKAN_HOURS,
        town: "г. Абакан",
        post_codes: ["655000", "655004", "655017"],
        rate: 326,
    },
];

/// The branches of every sample.
pub(super) fn all() -> io::Result<Vec<SampleBranch>> {
    DRAFTS
        .into_iter()
        .map(|draft| draft.finish().map_err(io::Error::other))
        .collect()
}

impl Draft {
    fn finish(self) -> Result<SampleBranch, Box<dyn std::error::Error + Send + Sync>> {
        let branch = Branch {
            code: self.code.to_owned(),
            name: self.name.to_owned(),
            company: self.company.to_owned(),
            offset_minutes: self.offset_minutes,
            mask: self.mask.parse()?,
            proofs: self.proofs.parse()?,
            window: Window::new(self.window.0, self.window.1)?,
            phone: "8 800 000-00-00".to_owned(),
            hours: self.hours.parse()?,
        };
        let prices = tariffs::rows(self.code, self.rate)?;
        Ok(SampleBranch {
            branch,
            town: self.town,
            post_codes: self.post_codes,
            tariffs: tariffs::by_category(&prices)?,
            prices,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_branch_is_right_and_has_its_code() {
        let branches = all().expect("branches");
        assert_eq!(
            branches
                .iter()
                .map(|sample| sample.branch.code.as_str())
                .collect::<Vec<_>>(),
            CODES
        );
    }
}
