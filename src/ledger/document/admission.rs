//! `admission`: an organiser makes accounts members.

use super::fields::{Fields, Line, Malformed, Problem};
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
        let members = fields.repeated("member", 1..=ADMITTED_MAX, |value| value.parse().ok())?;
        if super::payment::repeats(&members) {
            return Err(fields.malformed(Problem::Field("member")));
        }
        Ok(Admission { members })
    }

    pub(super) fn write(&self, line: &mut Line<'_>) {
        line.repeated("member", &self.members);
    }
}
