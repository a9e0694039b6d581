//! `admission`: an organiser makes accounts members.

use std::collections::BTreeSet;

use super::fields::{Fields, Line, Malformed};
use crate::ledger::Pubkey;

/// The most members one document admits.
pub const ADMITTED_MAX: usize = 64;

/// Makes accounts members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admission {
    /// The addresses admitted, none twice.
    pub members: Vec<Pubkey>,
}

impl Admission {
    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Admission, Malformed> {
        let mut seen = BTreeSet::new();
        let members = fields.repeated("member", 1..=ADMITTED_MAX, |value| {
            let member: Pubkey = value.parse().ok()?;
            seen.insert(member).then_some(member)
        })?;
        Ok(Admission { members })
    }

    pub(super) fn write(&self, line: &mut Line<'_>) {
        line.repeated("member", &self.members);
    }
}
