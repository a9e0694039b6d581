//! `key`: the owner key authorises another key of the account, or changes what it may do.

use super::fields::{Fields, Line, Malformed};
use super::tempo::duration;
use crate::ledger::amount::decimal;
use crate::ledger::{Limit, Moment, Pubkey, Rights, Role, Roles};

/// Authorises a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyGrant {
    /// The key authorised.
    pub authorised: Pubkey,
    /// What it may do.
    pub rights: Rights,
}

impl KeyGrant {
    pub(super) fn read(fields: &mut Fields<'_>) -> Result<KeyGrant, Malformed> {
        let authorised = fields.one("authorised", |value| value.parse().ok())?;
        let mut roles = Roles { pay: false, organise: false };
        fields.repeated("role", 1..=2, |value| {
            // In this order, and none twice.
            match value {
                "pay" if !roles.pay && !roles.organise => roles.pay = true,
                "organise" if !roles.organise => roles.organise = true,
                _ => return None,
            }
            Some(())
        })?;
        let limit = fields.optional("limit", read_limit)?;
        let end: Option<Moment> = fields.optional("end", |value| value.parse().ok())?;
        Ok(KeyGrant { authorised, rights: Rights { roles, limit, end } })
    }

    pub(super) fn write(&self, line: &mut Line<'_>) {
        line.field("authorised", self.authorised);
        line.repeated("role", self.rights.roles.named().into_iter().map(Role::name));
        line.optional("limit", self.rights.limit);
        line.optional("end", self.rights.end);
    }
}

fn read_limit(value: &str) -> Option<Limit> {
    let (most, period) = value.split_once(" per ")?;
    let period = duration(period)?;
    match most.strip_suffix(" UD") {
        Some(count) => {
            let count = decimal(count).filter(|count| (1..=Limit::DIVIDENDS_MAX).contains(count))?;
            Some(Limit::Dividends { count, period })
        }
        None => Some(Limit::Units { most: most.parse().ok()?, period }),
    }
}
