//! `departure`: a membership ends, by the member's own wish or an organiser's.

use super::fields::{Fields, Line, Malformed};
use crate::ledger::Pubkey;

/// Ends a membership; the account stays, with what it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Departure {
    /// Whose membership ends.
    pub member: Pubkey,
}

impl Departure {
    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Departure, Malformed> {
        Ok(Departure { member: fields.one("member", |value| value.parse().ok())? })
    }

    pub(super) fn write(&self, line: &mut Line<'_>) {
        line.field("member", self.member);
    }
}
