//! A simulated phone as a witness: it follows the book's head by proofs, and cosigns it, as the phones in the room do.

use ed25519_dalek::SigningKey;
use ureq::http::StatusCode;

use super::phone::{Answer, Phone};
use super::way::{Broken, Market};
use crate::ledger::Pubkey;
use crate::ledger::log::{AddCheckpoint, Checkpoint, Cosigner, EMPTY_ROOT, verify_consistency};
use crate::market::witness::HEARTBEAT_SECONDS;
use crate::market::{Notice, Witness};

/// What a phone keeps to watch the book.
pub(super) struct Watcher {
    phone: Witness,
    cosigner: Cosigner,
    /// The last head it has verified.
    seen: Option<Checkpoint>,
    /// Whether the account has vouched for it.
    vouched: bool,
    /// When it looks next, in seconds.
    next: u64,
}

impl Watcher {
    pub fn new(key: SigningKey) -> Watcher {
        let phone = Witness { witness: Pubkey::from(&key.verifying_key()) };
        let cosigner = Cosigner::new(phone.verifier().name(), key).expect("a phone's name is one of a key");
        Watcher { phone, cosigner, seen: None, vouched: false, next: 0 }
    }

    /// The market's head, if it continues the one seen before. Anything else breaks the rehearsal.
    fn look(&mut self, market: &Market) -> Result<Checkpoint, Broken> {
        let (size, root) = self.seen.as_ref().map_or((0, EMPTY_ROOT), |seen| (seen.size(), *seen.root()));
        let (status, text) = market.get(&format!("/log/consistency/{size}"), "")?;
        let broken = |why: &str| Broken(format!("the proof from {size}: {status} {why}"));
        let body = AddCheckpoint::parse(text.as_bytes()).map_err(|error| broken(&error.to_string()))?;
        let head = Checkpoint::from_note(&body.checkpoint, &market.log).map_err(|error| broken(&error.to_string()))?;
        verify_consistency(size, head.size(), &body.proof, &root, head.root()).map_err(|error| broken(&error.to_string()))?;
        self.seen = Some(head.clone());
        Ok(head)
    }
}

impl Phone {
    /// Looks at the book and cosigns its head, once a heartbeat.
    pub fn watch(&mut self) -> Result<(), Broken> {
        let now = self.market.clock.now().seconds();
        if now < self.watcher.next {
            return Ok(());
        }
        self.watcher.next = now.saturating_add(HEARTBEAT_SECONDS);
        let head = self.watcher.look(&self.market)?.to_string();
        if !self.watcher.vouched {
            match self.post(Notice::Witness(self.watcher.phone))? {
                Answer::Posted(_) => self.watcher.vouched = true,
                answer => return Err(Broken(format!("a witness key: {answer:?}"))),
            }
        }
        let line = self.watcher.cosigner.sign(&head, now).ok_or_else(|| Broken("a time past all others".into()))?;
        match self.market.send("/log/cosignatures", "text/plain", &format!("{head}\n{line}\n"), "")? {
            (StatusCode::CREATED | StatusCode::OK, _) => Ok(()),
            (status, text) => Err(Broken(format!("a cosignature: {status} {text}"))),
        }
    }
}
