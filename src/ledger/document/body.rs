//! The kinds that enter the book.

use super::{
    Admission, Departure, Document, Door, Erasure, Fields, Head, Joining, KeyGrant, Kinds, Line, Malformed, Opening, Payment,
    Revocation, TempoChange,
};
use crate::ledger::{Commitment, Pubkey};

/// The kinds that enter the book. Adding one is a file, a line here, and what the compiler then lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Makes the market. By itself: there is one in a book, and it is longer than all others.
    Opening(Box<Opening>),
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
            "opening" => Opening::read(fields).map(Box::new).map(Body::Opening),
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
