//! What people sign: human-readable text, one field a line, in a fixed order, with one spelling only.
//!
//! Text → [`Signed`] (well-formed, one spelling) → [`Verified`] (signature checked). A family of kinds is a [`Body`]:
//! this module's own enter the book; `market` has another that stands beside it.

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
pub use departure::Departure;
pub use door::Door;
pub use erasure::Erasure;
pub use fields::{Fields, Line, Malformed, Problem};
pub use joining::Joining;
pub use key::KeyGrant;
pub use opening::{Opening, Organiser};
pub use payment::{Output, Payment};
pub use revocation::Revocation;
pub use tempo::TempoChange;

use super::amount::decimal;
use super::batch::{Claim, verdicts};
use super::{Commitment, DocumentId, Moment, Pubkey, Signature};

/// The longest document, in bytes: far above any honest one (a payment has about 350), far below a tile entry's bound.
pub const DOCUMENT_BYTES_MAX: usize = 16_384;

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

/// The kinds that enter the book. Adding one is a file, a line here, and what the compiler then lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Makes the market.
    Opening(Opening),
    /// Opens an account.
    Joining(Joining),
    /// Makes accounts members.
    Admission(Admission),
    /// Ends a membership.
    Departure(Departure),
    /// Opens or shuts the door.
    Door(Door),
    /// Authorises a key.
    Key(KeyGrant),
    /// Revokes a key for ever.
    Revocation(Revocation),
    /// Moves money.
    Payment(Payment),
    /// Sets the tempo.
    Tempo(TempoChange),
    /// Says that the account's texts are gone.
    Erasure(Erasure),
}

impl Kinds for Body {
    fn read(kind: &str, fields: &mut Fields<'_>) -> Option<Result<Body, Malformed>> {
        Some(match kind {
            "opening" => Opening::read(fields).map(Body::Opening),
            "joining" => Joining::read(fields).map(Body::Joining),
            "admission" => Admission::read(fields).map(Body::Admission),
            "departure" => Departure::read(fields).map(Body::Departure),
            "door" => Door::read(fields).map(Body::Door),
            "key" => KeyGrant::read(fields).map(Body::Key),
            "revocation" => Revocation::read(fields).map(Body::Revocation),
            "payment" => Payment::read(fields).map(Body::Payment),
            "tempo" => TempoChange::read(fields).map(Body::Tempo),
            "erasure" => Erasure::read(fields).map(Body::Erasure),
            _ => return None,
        })
    }

    fn write(&self, line: &mut Line<'_>) {
        match self {
            Body::Opening(opening) => opening.write(line),
            Body::Joining(joining) => joining.write(line),
            Body::Admission(admission) => admission.write(line),
            Body::Departure(departure) => departure.write(line),
            Body::Door(door) => door.write(line),
            Body::Key(key) => key.write(line),
            Body::Revocation(revocation) => revocation.write(line),
            Body::Payment(payment) => payment.write(line),
            Body::Tempo(tempo) => tempo.write(line),
            Body::Erasure(erasure) => erasure.write(line),
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Body::Opening(_) => "opening",
            Body::Joining(_) => "joining",
            Body::Admission(_) => "admission",
            Body::Departure(_) => "departure",
            Body::Door(_) => "door",
            Body::Key(_) => "key",
            Body::Revocation(_) => "revocation",
            Body::Payment(_) => "payment",
            Body::Tempo(_) => "tempo",
            Body::Erasure(_) => "erasure",
        }
    }

    fn makes_currency(&self) -> bool {
        matches!(self, Body::Opening(_))
    }

    fn unfit(&self, head: &Head) -> Option<&'static str> {
        match self {
            Body::Opening(opening) => opening.unfit(head),
            Body::Joining(_) => (head.key != head.account).then_some("key"),
            _ => None,
        }
    }
}

impl Body {
    /// The commitments to personal texts that this document makes, in their order.
    pub fn commitments(&self) -> Vec<Commitment> {
        match self {
            Body::Opening(opening) => opening.organisers.iter().map(|organiser| organiser.name).collect(),
            Body::Joining(joining) => vec![joining.name],
            Body::Payment(payment) => payment.memo.into_iter().collect(),
            Body::Admission(_)
            | Body::Departure(_)
            | Body::Door(_)
            | Body::Key(_)
            | Body::Revocation(_)
            | Body::Tempo(_)
            | Body::Erasure(_) => Vec::new(),
        }
    }
}

impl Document {
    /// The same commitments, each with the account whose text it is: an organiser's name is their own, whoever opened.
    pub fn personal(&self) -> Vec<(Pubkey, Commitment)> {
        match &self.body {
            Body::Opening(opening) => opening.organisers.iter().map(|organiser| (organiser.address, organiser.name)).collect(),
            _ => self.body.commitments().into_iter().map(|commitment| (self.account, commitment)).collect(),
        }
    }
}

impl<B: Kinds> Document<B> {
    /// The text that is shown and signed: every line but the signature.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(400);
        let mut line = Line::new(&mut text);
        line.head(self.body.kind());
        line.optional("currency", self.currency);
        line.field("account", self.account);
        line.field("key", self.key);
        line.field("number", self.number);
        line.optional("until", self.until);
        self.body.write(&mut line);
        text
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
        let (text, signature) = fields::split_signature(all)?;
        let document = Document::read(text)?;
        let spelled = document.text();
        if spelled != text {
            return Err(Malformed { line: 0, problem: Problem::NotCanonical });
        }
        Ok(Signed { document, text: spelled, signature })
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

    /// Takes the signature on trust; see [`super::Entry::read_trusted`], its only way out of here.
    pub(super) fn trusted(self) -> Verified<B> {
        Verified(self)
    }

    /// Checks many signatures at once, each with the verdict of [`Signed::verify`]. `coins` fills with random bytes of the
    /// verifier's own (see [`super::batch`]).
    pub fn verify_all(many: Vec<Signed<B>>, coins: &mut impl FnMut(&mut [u8])) -> Vec<Result<Verified<B>, BadSignature>> {
        let claim = |signed| {
            let Signed { document, text, signature }: &Signed<B> = signed;
            Claim { key: document.key, text: text.as_bytes(), signature: *signature }
        };
        let claims: Vec<Claim<'_>> = many.iter().map(claim).collect();
        let verdicts = verdicts(&claims, coins);
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

/// A document whose signature was checked: [`Signed::verify`] makes one, and [`super::Entry::read_trusted`] for an audit that
/// goes on from a head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified<B = Body>(Signed<B>);

impl<B: Kinds> std::ops::Deref for Verified<B> {
    type Target = Signed<B>;

    fn deref(&self) -> &Signed<B> {
        &self.0
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
