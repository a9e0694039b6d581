//! The phones that watch the book: each has a witness key that its account vouches for, and the newest head it cosigned.
//!
//! Who wants to count them can: a key counts only if somebody of the book has signed for it (docs/protocol.md § 6).

use std::collections::BTreeMap;
use std::slice;

use crate::ledger::document::Document;
use crate::ledger::log::{Algorithm, Checkpoint, Hash, Note, VerifierKey};
use crate::ledger::{DocumentId, Ledger, Moment, Pubkey, Refusal};

use super::Notice;

/// How often a phone looks at the book while it is in somebody's hand, in seconds.
pub const HEARTBEAT_SECONDS: u64 = 60;

/// What stands before the key in a phone's name: whoever reads a cosignature has the key in hand.
const NAME_PREFIX: &str = "gune-phone/";

/// Vouches for the witness key of a phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Witness {
    /// The key that cosigns heads, and signs nothing else.
    pub witness: Pubkey,
}

/// The phones that watch, by the key that vouches for each.
#[derive(Clone, Debug, Default)]
pub struct Witnesses {
    registered: BTreeMap<Pubkey, Registration>,
    /// By witness key: the key that vouches for it.
    vouchers: BTreeMap<Pubkey, Pubkey>,
}

/// A witness key that somebody has vouched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// Whose phone it is.
    pub account: Pubkey,
    /// The witness key.
    pub witness: Pubkey,
    /// The number of the document that says so: an earlier one does not come back.
    pub number: u64,
    /// That document.
    pub id: DocumentId,
    /// The newest head it has cosigned.
    pub newest: Option<Cosigned>,
}

/// A head that a phone has cosigned. Whoever makes one has checked the signature, and that the log has this head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosigned {
    /// How many entries the head has.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// When, by the phone's clock, in seconds since 1970.
    pub time: u64,
    /// The signature line, as it stands under a checkpoint.
    pub line: String,
}

/// How many phones watch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Watch {
    /// Phones whose vouching key still signs.
    pub registered: u64,
    /// Those of them that have cosigned a head which is new enough.
    pub current: u64,
}

impl Witness {
    /// The verifier key of a phone with this witness key.
    pub fn verifier(&self) -> VerifierKey {
        let name = format!("{NAME_PREFIX}{}", self.witness);
        VerifierKey::new(&name, Algorithm::Cosignature, self.witness).expect("base58 has no space and no plus sign")
    }

    /// The phone that this name is of.
    pub fn named(name: &str) -> Option<Witness> {
        let witness = name.strip_prefix(NAME_PREFIX)?.parse().ok()?;
        Some(Witness { witness })
    }
}

impl Cosigned {
    /// Whether its line is this phone's signature of this head of the log, at this time.
    pub fn is_signed_by(&self, phone: &Witness, log: &VerifierKey) -> bool {
        let note = format!("{}\n{}\n", Checkpoint::of(log, self.size, self.root), self.line);
        let phone = phone.verifier();
        let signed = Note::parse(note.as_bytes()).and_then(|note| {
            let times = note.verify(slice::from_ref(&phone))?.into_iter().map(|attestation| attestation.time);
            Ok(times.collect::<Vec<_>>())
        });
        signed.is_ok_and(|times| times == [Some(self.time)])
    }

    /// Whether this one is to be kept in the place of the other: of a larger head, or of the same at a later time.
    fn is_newer(&self, other: &Cosigned) -> bool {
        (self.size, self.time) > (other.size, other.time)
    }
}

impl Witnesses {
    /// Whether the signer of this document may vouch for this witness key.
    ///
    /// # Errors
    /// [`Refusal::BadKey`], [`Refusal::KeyTaken`] (a key of the book, or another phone's), [`Refusal::NumberUsed`].
    pub fn check(&self, ledger: &Ledger, document: &Document<Notice>, wanted: &Witness) -> Result<(), Refusal> {
        let Witness { witness } = wanted;
        witness.validate().map_err(|_| Refusal::BadKey)?;
        let is_anothers = self.vouchers.get(witness).is_some_and(|voucher| *voucher != document.key);
        if ledger.accounts().contains_key(witness) || ledger.key(witness).is_some() || is_anothers {
            return Err(Refusal::KeyTaken);
        }
        match self.registered.get(&document.key) {
            Some(known) if document.number <= known.number => Err(Refusal::NumberUsed { last: known.number }),
            _ => Ok(()),
        }
    }

    /// The phone that this key vouches for.
    pub fn registration(&self, key: &Pubkey) -> Option<&Registration> {
        self.registered.get(key)
    }

    /// Takes a witness key in; it replaces the one that the same key vouched for before.
    pub fn register(&mut self, key: Pubkey, registration: Registration) {
        if let Some(before) = self.registered.get(&key) {
            self.vouchers.remove(&before.witness);
        }
        self.vouchers.insert(registration.witness, key);
        self.registered.insert(key, registration);
    }

    /// The registration of this witness key, if the key that vouches for it still signs at this moment.
    pub fn counting(&self, ledger: &Ledger, witness: &Pubkey, at: Moment) -> Option<&Registration> {
        let voucher = self.vouchers.get(witness)?;
        let registration = self.registered.get(voucher)?;
        ledger.right_of(&registration.account, voucher, at).ok()?;
        Some(registration)
    }

    /// Keeps a cosignature if it is newer than the one that is there; whether it was.
    pub fn cosign(&mut self, witness: &Pubkey, cosigned: &Cosigned) -> bool {
        let voucher = self.vouchers.get(witness);
        let Some(registration) = voucher.and_then(|voucher| self.registered.get_mut(voucher)) else { return false };
        if registration.newest.as_ref().is_some_and(|newest| !cosigned.is_newer(newest)) {
            return false;
        }
        registration.newest = Some(cosigned.clone());
        true
    }

    /// How many phones watch at this moment, and how many of them have cosigned a head of so many entries or more.
    pub fn watch(&self, ledger: &Ledger, at: Moment, least: u64) -> Watch {
        let counting = self.registered.iter().filter(|(key, phone)| ledger.right_of(&phone.account, key, at).is_ok());
        counting.fold(Watch::default(), |watch, (_, phone)| {
            let current = phone.newest.as_ref().is_some_and(|newest| newest.size >= least);
            Watch { registered: watch.registered.saturating_add(1), current: watch.current.saturating_add(u64::from(current)) }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn registration(witness: u8, number: u64) -> Registration {
        let [account, witness] = [9, witness].map(|byte| Pubkey::from_bytes([byte; 32]));
        Registration { account, witness, number, id: DocumentId([witness.bytes()[0]; 32]), newest: None }
    }

    fn cosigned(size: u64, time: u64) -> Cosigned {
        Cosigned { size, root: [7; 32], time, line: format!("{size} {time}") }
    }

    #[test]
    fn only_the_newest_cosignature_is_kept_by_size_and_then_by_time() {
        let mut witnesses = Witnesses::default();
        let key = Pubkey::from_bytes([1; 32]);
        let witness = Pubkey::from_bytes([2; 32]);
        assert!(!witnesses.cosign(&witness, &cosigned(1, 1)), "nobody vouches for it");
        witnesses.register(key, registration(2, 1));
        let kept = |witnesses: &Witnesses| witnesses.registration(&key).unwrap().newest.clone().unwrap().line;
        for (size, time, taken, now) in
            [(5, 10, true, "5 10"), (5, 10, false, "5 10"), (4, 99, false, "5 10"), (5, 11, true, "5 11"), (6, 1, true, "6 1")]
        {
            assert_eq!(witnesses.cosign(&witness, &cosigned(size, time)), taken, "{size} {time}");
            assert_eq!(kept(&witnesses), now);
        }
    }

    #[test]
    fn a_witness_key_that_was_replaced_vouches_for_nothing() {
        let mut witnesses = Witnesses::default();
        let key = Pubkey::from_bytes([1; 32]);
        witnesses.register(key, registration(2, 1));
        witnesses.register(key, registration(3, 2));
        assert!(!witnesses.cosign(&Pubkey::from_bytes([2; 32]), &cosigned(1, 1)));
        assert!(witnesses.cosign(&Pubkey::from_bytes([3; 32]), &cosigned(1, 1)));
    }

    #[test]
    fn a_phones_name_holds_its_key() {
        let phone = Witness { witness: Pubkey::from_bytes([2; 32]) };
        assert_eq!(Witness::named(phone.verifier().name()), Some(phone));
        assert_eq!(phone.verifier().algorithm(), Algorithm::Cosignature);
        for name in ["gune-phone/", "gune-phone/0", "phone/8qbHbw2BbbTHBW1sbeqakYXVKRQM8Ne7pLK7m6CVfeR", ""] {
            assert_eq!(Witness::named(name), None, "{name}");
        }
    }
}
