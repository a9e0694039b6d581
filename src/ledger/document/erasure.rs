//! `erasure`: the account's personal texts, listings and pictures have been erased beside the book.

use super::fields::{Fields, Line, Malformed};

/// Says that the account's texts are gone. It has no field of its own: whose they were, the common fields say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erasure;

impl Erasure {
    #[expect(clippy::unnecessary_wraps, reason = "every kind is read in the same way")]
    pub(super) fn read(_: &mut Fields<'_>) -> Result<Erasure, Malformed> {
        Ok(Erasure)
    }

    #[expect(clippy::unused_self, reason = "every kind is written in the same way")]
    pub(super) fn write(self, _: &mut Line<'_>) {}
}
