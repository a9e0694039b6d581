//! Documents: who may do what, rule by rule in the order of docs/protocol.md § 4.

use super::{Change, Ledger};
use crate::ledger::account::Key;
use crate::ledger::document::{Body, Document, Door, Verified};
use crate::ledger::{Moment, Phase, Pubkey, Refusal, Role};

impl Ledger {
    pub(super) fn check_document(&self, at: Moment, signed: &Verified) -> Result<Change, Refusal> {
        let document = signed.document();
        if let Some(until) = document.until.filter(|until| at > *until) {
            return Err(Refusal::DocumentExpired { until });
        }
        let while_closed = matches!(document.body, Body::Tempo(_) | Body::Key(_) | Body::Revocation(_) | Body::Erasure(_));
        if self.standing.tempo.phase == Phase::Closed && !while_closed {
            return Err(Refusal::MarketClosed);
        }
        if let Body::Joining(_) = document.body {
            return self.check_joining(at, document);
        }
        let key = self.signing_key(at, document)?;
        if document.number <= key.last_number {
            return Err(Refusal::NumberUsed { last: key.last_number });
        }
        let signer = Key { last_number: document.number, ..key };
        let mut change = self.nothing(at);
        change.keys.push((document.key, signer));
        match &document.body {
            Body::Opening(_) => return Err(Refusal::AlreadyOpened),
            Body::Joining(_) => return Err(Refusal::AccountExists),
            Body::Payment(payment) => {
                role(&key, Role::Pay)?;
                self.check_payment(at, document, payment, signer, &mut change)?;
            }
            Body::Departure(departure) => {
                if departure.member == document.account {
                    role(&key, Role::Pay)?;
                } else {
                    self.organiser(document, &key)?;
                }
                self.check_departure(departure.member, &mut change)?;
            }
            Body::Admission(admission) => {
                self.organiser(document, &key)?;
                for member in &admission.members {
                    let account = self.accounts.get(member).ok_or(Refusal::UnknownMember { member: *member })?;
                    self.admit(*member, account.clone(), &mut change)?;
                }
            }
            Body::Door(door) => {
                self.organiser(document, &key)?;
                let open = *door == Door::Open;
                if open == self.standing.door_open {
                    return Err(Refusal::NothingChanges);
                }
                change.standing.door_open = open;
            }
            Body::Tempo(tempo) => {
                self.organiser(document, &key)?;
                change.standing.tempo = self.standing.tempo.changed(at, tempo);
            }
            Body::Key(grant) => {
                owner(&key)?;
                self.check_key(at, document, grant, &mut change)?;
            }
            Body::Revocation(revocation) => {
                if key.rights.is_some() && document.key != revocation.revoked {
                    return Err(Refusal::OwnerOnly);
                }
                self.check_revocation(at, document, revocation.revoked, &mut change)?;
            }
            Body::Erasure(_) => role(&key, Role::Pay)?,
        }
        Ok(change)
    }

    /// The key that signs, if it may sign at all: it belongs to the account, and neither is revoked nor has ended.
    fn signing_key(&self, at: Moment, document: &Document) -> Result<Key, Refusal> {
        match self.right_of(&document.account, &document.key, at) {
            // Whoever has a key has an account: it is not looked up again.
            Err(Refusal::KeyNotAuthorised) if !self.accounts.contains_key(&document.account) => Err(Refusal::UnknownAccount),
            key => key,
        }
    }

    /// A key's record, if it may sign for this account at this moment.
    ///
    /// # Errors
    /// [`Refusal::KeyNotAuthorised`], [`Refusal::KeyRevoked`], [`Refusal::KeyEnded`].
    pub fn right_of(&self, account: &Pubkey, key: &Pubkey, at: Moment) -> Result<Key, Refusal> {
        let record = self.keys.get(key).filter(|record| record.account == *account).ok_or(Refusal::KeyNotAuthorised)?;
        if record.revoked.is_some() {
            return Err(Refusal::KeyRevoked);
        }
        if let Some(end) = record.rights.and_then(|rights| rights.end).filter(|end| at > *end) {
            return Err(Refusal::KeyEnded { end });
        }
        Ok(*record)
    }

    fn organiser(&self, document: &Document, key: &Key) -> Result<(), Refusal> {
        if !self.organisers.contains(&document.account) {
            return Err(Refusal::NotOrganiser);
        }
        role(key, Role::Organise)
    }
}

fn role(key: &Key, role: Role) -> Result<(), Refusal> {
    if key.has(role) { Ok(()) } else { Err(Refusal::RoleMissing) }
}

fn owner(key: &Key) -> Result<(), Refusal> {
    if key.rights.is_none() { Ok(()) } else { Err(Refusal::OwnerOnly) }
}
