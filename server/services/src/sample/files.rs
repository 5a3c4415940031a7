//! The seven files of a sample, written side by side.

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};

use csv::{Writer, WriterBuilder};
use domain::exchange::{AccountRow, BranchRow, MeterRow, PaymentRow, ReadingRow, RegistryRow, StateRow, TariffRow};

use super::{branches::SampleBranch, household::Household};
use crate::exchange::Registry;

/// Where the files of a sample are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    dir: PathBuf,
}

impl Files {
    /// The file of a registry: `branches.csv` and so on.
    #[must_use]
    pub fn of(&self, registry: Registry) -> PathBuf {
        self.dir.join(format!("{registry}.csv"))
    }
}

/// The files while they are being written.
pub(super) struct Writers {
    files: Files,
    branches: Writer<File>,
    accounts: Writer<File>,
    meters: Writer<File>,
    readings: Writer<File>,
    payments: Writer<File>,
    tariffs: Writer<File>,
    states: Writer<File>,
}

impl Writers {
    /// Makes the folder and files with nothing but headers.
    pub(super) fn create(dir: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(dir)?;
        let files = Files { dir: dir.to_owned() };
        Ok(Self {
            branches: create::<BranchRow>(files.of(Registry::Branches))?,
            accounts: create::<AccountRow>(files.of(Registry::Accounts))?,
            meters: create::<MeterRow>(files.of(Registry::Meters))?,
            readings: create::<ReadingRow>(files.of(Registry::Readings))?,
            payments: create::<PaymentRow>(files.of(Registry::Payments))?,
            tariffs: create::<TariffRow>(files.of(Registry::Tariffs))?,
            states: create::<StateRow>(files.of(Registry::States))?,
            files,
        })
    }

    /// Adds a branch and its prices.
    pub(super) fn branch(&mut self, sample: &SampleBranch) -> io::Result<()> {
        write(&mut self.branches, [&BranchRow(sample.branch.clone())])?;
        write(&mut self.tariffs, &sample.prices)
    }

    /// Adds the lines of a household.
    pub(super) fn household(&mut self, household: &Household) -> io::Result<()> {
        write(&mut self.accounts, [&household.account])?;
        write(&mut self.meters, &household.meters)?;
        write(&mut self.readings, &household.readings)?;
        write(&mut self.payments, &household.payments)?;
        write(&mut self.states, &household.states)
    }

    /// Writes what is still held.
    pub(super) fn finish(mut self) -> io::Result<Files> {
        for writer in [
            &mut self.branches,
            &mut self.accounts,
            &mut self.meters,
            &mut self.readings,
            &mut self.payments,
            &mut self.tariffs,
            &mut self.states,
        ] {
            writer.flush()?;
        }
        Ok(self.files)
    }
}

fn create<R: RegistryRow>(path: PathBuf) -> io::Result<Writer<File>> {
    let mut writer = WriterBuilder::new()
        .delimiter(b';')
        .buffer_capacity(64 * 1024)
        .from_path(path)?;
    writer.write_record(R::COLUMNS)?;
    Ok(writer)
}

fn write<'a, R: RegistryRow + 'a>(writer: &mut Writer<File>, rows: impl IntoIterator<Item = &'a R>) -> io::Result<()> {
    for row in rows {
        writer.write_record(row.write())?;
    }
    Ok(())
}
