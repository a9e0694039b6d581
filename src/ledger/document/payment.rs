//! `payment`: money moves from one account to one or several others, or is given back.

use std::fmt;

use super::fields::{Fields, Line, Malformed};
use crate::ledger::amount::decimal;
use crate::ledger::{Amount, Commitment, DocumentId, Pubkey};

/// The most payees of one payment.
pub const OUTPUTS_MAX: usize = 16;

/// Moves money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// Who receives how much; no address twice.
    pub outputs: Vec<Output>,
    /// The listing paid for.
    pub listing: Option<DocumentId>,
    /// The index of the payment that this one gives back, wholly or partly.
    pub refund_of: Option<u64>,
    /// The commitment to a personal text.
    pub memo: Option<Commitment>,
}

/// One payee and what they receive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Output {
    /// The payee's address.
    pub to: Pubkey,
    /// What they receive.
    pub amount: Amount,
}

impl Payment {
    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Payment, Malformed> {
        let mut seen = Vec::new();
        let outputs = fields.repeated("to", 1..=OUTPUTS_MAX, |value| {
            let (to, amount) = value.split_once(' ')?;
            let output = Output { to: to.parse().ok()?, amount: amount.parse().ok()? };
            // They are few.
            let new = !seen.contains(&output.to);
            seen.push(output.to);
            new.then_some(output)
        })?;
        Ok(Payment {
            outputs,
            listing: fields.optional("listing", |value| value.parse().ok())?,
            refund_of: fields.optional("refund-of", decimal)?,
            memo: fields.optional("memo", |value| value.parse().ok())?,
        })
    }

    pub(super) fn write(&self, line: &mut Line<'_>) {
        line.repeated("to", &self.outputs);
        line.optional("listing", self.listing);
        line.optional("refund-of", self.refund_of);
        line.optional("memo", self.memo);
    }
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.to, self.amount)
    }
}
