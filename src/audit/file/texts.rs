//! The personal texts beside the book: each opens its commitment, and none is there that its account has had erased.

use std::collections::BTreeMap;

use super::super::{Failure, Finding, Reason};
use crate::ledger::{Body, Commitment, Content, Entry, Pubkey};
use crate::store::Reader;

/// What was seen of them so far.
#[derive(Default)]
pub(super) struct Texts {
    /// The first line of each account whose text is there. One later erasure makes it one text too many.
    there: BTreeMap<Pubkey, u64>,
    /// How many texts are gone.
    erased: u64,
    /// The first line whose text an erasure should have taken and did not.
    kept: Option<u64>,
}

impl Texts {
    /// Looks for the texts that this entry commits to, which the rules have accepted.
    pub fn compare(&mut self, reader: &Reader<'_>, line: u64, entry: &Entry) -> Result<(), Failure> {
        let Content::Document(signed) = &entry.content else { return Ok(()) };
        let document = signed.document();
        if let (Body::Erasure(_), Some(there)) = (&document.body, self.there.get(&document.account)) {
            self.kept = Some(self.kept.map_or(*there, |kept| kept.min(*there)));
        }
        for (account, commitment) in document.personal() {
            let text = reader.personal_text(&commitment);
            match text.map_err(|error| Finding::at(line, Reason::File(error.to_string())))? {
                None => self.erased += 1,
                Some((salt, text)) if Commitment::to(&salt, &text) == commitment => {
                    self.there.entry(account).or_insert(line);
                }
                Some(_) => return Err(Finding::at(line, Reason::Text).into()),
            }
        }
        Ok(())
    }

    /// How many texts are gone, once the book itself is right.
    pub fn finish(self) -> Result<u64, Finding> {
        match self.kept {
            Some(line) => Err(Finding::at(line, Reason::Kept)),
            None => Ok(self.erased),
        }
    }
}
