//! `joining`: somebody opens an account; its address is the owner key that signs.

use super::fields::{Fields, Line, Malformed};
use crate::ledger::Commitment;

/// Opens an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Joining {
    /// The commitment to the person's name.
    pub name: Commitment,
}

impl Joining {
    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Joining, Malformed> {
        Ok(Joining { name: fields.one("name", |value| value.parse().ok())? })
    }

    pub(super) fn write(&self, line: &mut Line<'_>) {
        line.field("name", self.name);
    }
}
