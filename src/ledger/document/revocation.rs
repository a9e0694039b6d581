//! `revocation`: a key of the account signs no more, for ever.

use super::fields::{Fields, Line, Malformed};
use crate::ledger::Pubkey;

/// Revokes a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revocation {
    /// The key revoked.
    pub revoked: Pubkey,
}

impl Revocation {
    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Revocation, Malformed> {
        Ok(Revocation { revoked: fields.one("revoked", |value| value.parse().ok())? })
    }

    pub(super) fn write(&self, line: &mut Line<'_>) {
        line.field("revoked", self.revoked);
    }
}
