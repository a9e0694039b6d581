//! A document as it is sent: well-formed text under a signature, and what it becomes once that is checked.

use super::fields::split_signature;
use super::{Body, Document, Kinds, Malformed, Problem};
use crate::ledger::batch::{Claim, Keys, verdicts};
use crate::ledger::{DocumentId, Signature};

/// The longest document, in bytes: far above any honest one (a payment has about 350), far below a tile entry's bound.
pub const DOCUMENT_BYTES_MAX: usize = 16_384;

/// A well-formed document in its one spelling, with a signature nobody has checked yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed<B = Body> {
    document: Document<B>,
    text: String,
    signature: Signature,
}

impl<B: Kinds> Signed<B> {
    /// Reads a document as it was sent.
    ///
    /// # Errors
    /// [`Malformed`], with the line: too long, not UTF-8, a field missing, misplaced or misspelled, an unknown kind, or
    /// another spelling of something that would otherwise be right.
    pub fn parse(bytes: &[u8]) -> Result<Signed<B>, Malformed> {
        if bytes.len() > DOCUMENT_BYTES_MAX {
            return Err(Malformed { line: 0, problem: Problem::TooLarge });
        }
        let all = std::str::from_utf8(bytes).map_err(|_| Malformed { line: 0, problem: Problem::NotText })?;
        let (text, signature) = split_signature(all)?;
        let document = Document::read(text)?;
        if !document.spells(text) {
            return Err(Malformed { line: 0, problem: Problem::NotCanonical });
        }
        Ok(Signed { document, text: text.to_owned(), signature })
    }

    /// Puts a signature under a document; who holds a key makes documents this way.
    ///
    /// # Errors
    /// [`Malformed`], as for a document that was sent: a payee twice, a number of 0.
    pub fn new(document: &Document<B>, sign: impl FnOnce(&[u8]) -> Signature) -> Result<Signed<B>, Malformed> {
        let text = document.text();
        let signature = sign(text.as_bytes());
        Signed::parse(format!("{text}signature: {signature}\n").as_bytes())
    }

    /// Checks the signature (docs/protocol.md § 3): the only way to a [`Verified`].
    ///
    /// # Errors
    /// [`BadSignature`] if `key` did not sign exactly this text.
    pub fn verify(self) -> Result<Verified<B>, BadSignature> {
        if self.document.key.verify(self.text.as_bytes(), &self.signature) { Ok(Verified(self)) } else { Err(BadSignature) }
    }

    /// Takes the signature on trust; see [`crate::ledger::Entry::read_trusted`], its only way out of here.
    pub(in crate::ledger) fn trusted(self) -> Verified<B> {
        Verified(self)
    }

    /// Checks many signatures at once, each with the verdict of [`Signed::verify`]. `keys` are kept for the next that are
    /// checked; `coins` fills with random bytes of the verifier's own (see [`crate::ledger::batch`]).
    pub fn verify_all(
        many: Vec<Signed<B>>,
        keys: &mut Keys,
        coins: &mut impl FnMut(&mut [u8]),
    ) -> Vec<Result<Verified<B>, BadSignature>> {
        let claim = |signed| {
            let Signed { document, text, signature }: &Signed<B> = signed;
            Claim { key: document.key, text: text.as_bytes(), signature: *signature }
        };
        let claims: Vec<Claim<'_>> = many.iter().map(claim).collect();
        let verdicts = verdicts(&claims, keys, coins);
        many.into_iter()
            .zip(verdicts)
            .map(|(signed, holds)| if holds { Ok(Verified(signed)) } else { Err(BadSignature) })
            .collect()
    }

    /// What the text says.
    pub fn document(&self) -> &Document<B> {
        &self.document
    }

    /// The text that was signed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The whole document as it is sent and stored, signature included.
    pub fn to_text(&self) -> String {
        format!("{}signature: {}\n", self.text, self.signature)
    }

    /// SHA-256 of the text; the signature does not count.
    pub fn id(&self) -> DocumentId {
        DocumentId::of(self.text.as_bytes())
    }
}

/// The signature under a document is not its key's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key that the document names did not sign this text")]
pub struct BadSignature;

/// A document whose signature was checked: [`Signed::verify`] makes one, and [`crate::ledger::Entry::read_trusted`] for an
/// audit that goes on from a head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified<B = Body>(Signed<B>);

impl<B: Kinds> std::ops::Deref for Verified<B> {
    type Target = Signed<B>;

    fn deref(&self) -> &Signed<B> {
        &self.0
    }
}
