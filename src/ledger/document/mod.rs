//! What people sign: human-readable text, one field a line, in a fixed order, with one spelling only.
//!
//! Text → [`Signed`] (well-formed, one spelling) → [`Verified`] (signature checked). A family of kinds is a [`Body`]:
//! this module's own enter the book; `market` has another that stands beside it.

mod body;
mod signed;

mod fields;

mod admission;
mod departure;
mod door;
mod erasure;
mod joining;
mod key;
mod opening;
mod payment;
mod revocation;
mod tempo;

pub use admission::Admission;
pub use body::Body;
pub use departure::Departure;
pub use door::Door;
pub use erasure::Erasure;
pub use fields::{Fields, Line, Malformed, Problem};
pub use joining::Joining;
pub use key::KeyGrant;
pub use opening::{Opening, Organiser};
pub use payment::{Output, Payment};
pub use revocation::Revocation;
pub use signed::{BadSignature, DOCUMENT_BYTES_MAX, Signed, Verified};
pub use tempo::TempoChange;

use self::fields::Spelling;
use super::amount::decimal;
use super::{DocumentId, Moment, Pubkey};

/// The first line is this and the kind.
pub const VERSION: &str = "gune/1 ";

/// A family of kinds of document: how its own fields are read and written.
pub trait Kinds: Sized + PartialEq {
    /// Reads the fields of the kind named on the first line; `None` if this family has no such kind.
    fn read(kind: &str, fields: &mut Fields<'_>) -> Option<Result<Self, Malformed>>;
    /// Writes the kind's own fields, each as a line.
    fn write(&self, line: &mut Line<'_>);
    /// The name on the first line.
    fn kind(&self) -> &'static str;
    /// Whether this kind names no currency because it makes one.
    fn makes_currency(&self) -> bool {
        false
    }
    /// The common field that this kind binds further and that breaks the bond, if one does.
    fn unfit(&self, _head: &Head) -> Option<&'static str> {
        None
    }
}

/// The common fields that a kind may bind further.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    /// The account that acts.
    pub account: Pubkey,
    /// The key that signs.
    pub key: Pubkey,
    /// The key's number.
    pub number: u64,
    /// The last moment at which the document may enter the book.
    pub until: Option<Moment>,
}

/// A document of the book: who acts, with which key, and what they do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document<B = Body> {
    /// The market it is for; `None` in an opening, which makes one.
    pub currency: Option<DocumentId>,
    /// The account that acts.
    pub account: Pubkey,
    /// The key that signs.
    pub key: Pubkey,
    /// Strictly increasing for each key, 1 ..= 2⁵³−1; gaps allowed.
    pub number: u64,
    /// The last moment at which it may enter the book.
    pub until: Option<Moment>,
    /// What is done.
    pub body: B,
}

impl<B: Kinds> Document<B> {
    /// The text that is shown and signed: every line but the signature.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(400);
        self.write(&mut Line::new(&mut text));
        text
    }

    /// Whether this is the text, letter for letter.
    fn spells(&self, text: &str) -> bool {
        let mut spelling = Spelling::of(text);
        self.write(&mut Line::new(&mut spelling));
        spelling.is_whole()
    }

    fn write(&self, line: &mut Line<'_>) {
        line.head(self.body.kind());
        line.optional("currency", self.currency);
        line.field("account", self.account);
        line.field("key", self.key);
        line.field("number", self.number);
        line.optional("until", self.until);
        self.body.write(line);
    }

    fn read(text: &str) -> Result<Document<B>, Malformed> {
        let mut fields = Fields::of(text);
        let kind = fields.head()?;
        let currency = fields.optional("currency", |value| value.parse().ok())?;
        let account = fields.one("account", |value| value.parse().ok())?;
        let key = fields.one("key", |value| value.parse().ok())?;
        let number = fields.one("number", |value| decimal(value).filter(|number| *number >= 1))?;
        let until = fields.optional("until", |value| value.parse().ok())?;
        let body = B::read(kind, &mut fields).ok_or(Malformed { line: 1, problem: Problem::UnknownKind })??;
        fields.end()?;
        if currency.is_some() == body.makes_currency() {
            return Err(Malformed { line: 2, problem: Problem::Field("currency") });
        }
        if let Some(field) = body.unfit(&Head { account, key, number, until }) {
            let line = text.lines().zip(1..).find_map(|(line, place)| line.starts_with(field).then_some(place)).unwrap_or(0);
            return Err(Malformed { line, problem: Problem::Field(field) });
        }
        Ok(Document { currency, account, key, number, until, body })
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
