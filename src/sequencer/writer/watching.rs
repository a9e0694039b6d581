//! The writer's work for the phones that watch: their keys and cosignatures, kept beside the book.

use super::Writer;
use super::round::Round;
use crate::ledger::document::Verified;
use crate::ledger::{Moment, Pubkey, Refusal};
use crate::market::{Cosigned, Notice, Registration, Witness, Witnesses};
use crate::sequencer::{Posted, Rejection};
use crate::store::{Beside, NewWitness};

/// What was taken in of the phones that watch, to be shown once it is on the disk.
#[derive(Clone, Debug)]
pub(super) enum Watched {
    /// A key vouches for a phone.
    Registered(Pubkey, Registration),
    /// The phone with this witness key has cosigned a head.
    Cosigned(Pubkey, Cosigned),
}

impl Watched {
    /// Takes it over.
    pub fn apply(self, witnesses: &mut Witnesses) {
        match self {
            Watched::Registered(key, registration) => witnesses.register(key, registration),
            Watched::Cosigned(witness, cosigned) => {
                witnesses.cosign(&witness, &cosigned);
            }
        }
    }
}

impl Writer {
    /// Takes the witness key of a phone in, if somebody of the book vouches for it with any key that signs.
    pub(super) fn register(
        &mut self,
        at: Moment,
        signed: &Verified<Notice>,
        witness: &Witness,
        round: &mut Round,
    ) -> Result<Posted, Rejection> {
        let (document, id) = (signed.document(), signed.id());
        if self.witnesses.registration(&document.key).is_some_and(|known| known.id == id) {
            return Ok(Posted { id, fresh: false });
        }
        self.may_sign(at, signed)?;
        let ledger = self.fold.ledger.as_ref().ok_or(Refusal::NotOpened)?;
        self.witnesses.check(ledger, document, witness)?;
        let (account, number, witness) = (document.account, document.number, witness.witness);
        round.beside.push(Beside::Witness(Box::new(NewWitness {
            key: document.key,
            account,
            witness,
            number,
            document: signed.to_text(),
        })));
        let registration = Registration { account, witness, number, id, newest: None };
        self.witnesses.register(document.key, registration.clone());
        round.watched.push(Watched::Registered(document.key, registration));
        Ok(Posted { id, fresh: true })
    }

    /// Keeps what is newer than what is there; whether anything was.
    pub(super) fn cosign(&mut self, cosigned: Vec<(Pubkey, Cosigned)>, round: &mut Round) -> bool {
        let mut fresh = false;
        for (witness, cosigned) in cosigned {
            if self.witnesses.cosign(&witness, &cosigned) {
                round.beside.push(Beside::Cosigned(witness, cosigned.clone()));
                round.watched.push(Watched::Cosigned(witness, cosigned));
                fresh = true;
            }
        }
        fresh
    }
}
