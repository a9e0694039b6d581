//! The personal texts beside the book: each opens its commitment, and none is there that its account has had erased.

use std::collections::BTreeMap;

use super::super::chunk::Leaf;
use super::super::{Failure, Finding, Reason};
use crate::ledger::{Body, Commitment, Content, Entry, Pubkey};
use crate::store::Reader;

/// What was seen of them so far.
#[derive(Default)]
pub(super) struct Texts {
    /// What the file holds for the commitments of the chunk at hand, in their order.
    looked_up: Vec<(Commitment, Text)>,
    /// The first line of each account whose text is there. One later erasure makes it one text too many.
    there: BTreeMap<Pubkey, u64>,
    /// How many texts are gone.
    erased: u64,
    /// The first line whose text an erasure should have taken and did not.
    kept: Option<u64>,
}

/// What the file holds for a commitment.
enum Text {
    Opens,
    Gone,
    Another,
    Unreadable(String),
}

impl Texts {
    /// Looks up the texts of a chunk, in the order in which they stand in the file: neighbours share its pages.
    pub fn look_up(&mut self, reader: &Reader<'_>, chunk: &[Result<Leaf, Finding>]) {
        let entries = chunk.iter().map_while(|leaf| leaf.as_ref().ok()).map(|leaf| &leaf.entry);
        let mut wanted: Vec<Commitment> = entries.flat_map(personal).map(|(_, commitment)| commitment).collect();
        wanted.sort_unstable();
        wanted.dedup();
        self.looked_up = wanted.into_iter().map(|commitment| (commitment, Text::of(reader, commitment))).collect();
    }

    /// Judges the texts that this entry of the chunk commits to, which the rules have accepted.
    pub fn compare(&mut self, line: u64, entry: &Entry) -> Result<(), Failure> {
        let Content::Document(signed) = &entry.content else { return Ok(()) };
        let document = signed.document();
        if let (Body::Erasure(_), Some(there)) = (&document.body, self.there.get(&document.account)) {
            self.kept = Some(self.kept.map_or(*there, |kept| kept.min(*there)));
        }
        for (account, commitment) in personal(entry) {
            let place = self.looked_up.binary_search_by_key(&commitment, |(commitment, _)| *commitment);
            let text = place.ok().and_then(|place| self.looked_up.get(place));
            match &text.expect("what a chunk commits to is looked up before it is judged").1 {
                Text::Gone => self.erased += 1,
                Text::Opens => {
                    self.there.entry(account).or_insert(line);
                }
                Text::Another => return Err(Finding::at(line, Reason::Text).into()),
                Text::Unreadable(error) => return Err(Finding::at(line, Reason::File(error.clone())).into()),
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

impl Text {
    fn of(reader: &Reader<'_>, commitment: Commitment) -> Text {
        match reader.personal_text(&commitment) {
            Ok(None) => Text::Gone,
            Ok(Some((salt, text))) if Commitment::to(&salt, &text) == commitment => Text::Opens,
            Ok(Some(_)) => Text::Another,
            Err(error) => Text::Unreadable(error.to_string()),
        }
    }
}

fn personal(entry: &Entry) -> Vec<(Pubkey, Commitment)> {
    match &entry.content {
        Content::Document(signed) => signed.document().personal(),
        Content::Dividend(_) => Vec::new(),
    }
}
