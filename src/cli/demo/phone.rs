//! A simulated person's phone: real keys and real signatures; the market is reached through its pages and its one door.

use std::sync::Arc;

use ed25519_dalek::{Signer as _, SigningKey};
use fastrand::Rng;
use ureq::http::StatusCode;

use super::watch::Watcher;
use super::way::{Broken, Market};
use crate::ledger::document::{Joining, KeyGrant, Kinds, Opening};
use crate::ledger::identifier::Salt;
use crate::ledger::log::{Receipt, VerifierKey};
use crate::ledger::{Amount, Body, Commitment, Document, DocumentId, Limit, Moment, Pubkey, Rights, Roles, Signature, Signed};
use crate::market::Notice;

/// How long a signed document may wait in a pocket, in seconds.
const VALIDITY: u64 = 3_600;
/// What a phone may spend: so many dividends a day.
const PHONE_LIMIT: Limit = Limit::Dividends { count: 200, period: 86_400 };

/// What the market answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// It stands in the book at this place; the receipt was verified.
    Taken(u64),
    /// It stands beside the book.
    Posted(DocumentId),
    /// It was refused, with this code.
    Refused(String),
    /// A page was shown.
    Shown,
}

/// How a document is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// Once.
    Plain,
    /// Twice, as impatient fingers do: the second answer must be the first.
    Twice,
    /// Under somebody else's signature.
    Forged,
}

/// A personal text and the salt of its commitment.
pub(super) type Sealed = (Salt, String);

/// A phone and the keys in it.
pub(super) struct Phone {
    pub(super) market: Arc<Market>,
    currency: Option<DocumentId>,
    owner: Hand,
    device: Hand,
    pub(super) watcher: Watcher,
    cookies: String,
    chance: Rng,
}

/// A key and the number it bears next.
struct Hand {
    key: SigningKey,
    number: u64,
}

impl Phone {
    /// A phone with two new keys. `cookies` are what its browser sends.
    pub fn new(market: Arc<Market>, language: &str, chance: &mut Rng) -> Phone {
        let mut hand = || {
            let mut seed = [0; 32];
            chance.fill(&mut seed);
            Hand { key: SigningKey::from_bytes(&seed), number: 1 }
        };
        let (owner, device, watcher) = (hand(), hand(), Watcher::new(hand().key));
        let cookies = format!("language={language}; account={}", owner.pubkey());
        Phone { market, currency: None, owner, device, watcher, cookies, chance: chance.fork() }
    }

    /// The account that this phone is for.
    pub fn address(&self) -> Pubkey {
        self.owner.pubkey()
    }

    /// The market's log key, as an opening names it.
    pub fn log(&self) -> VerifierKey {
        self.market.log.clone()
    }

    /// Which market this phone takes part in; all its documents but an opening name it.
    pub fn enter(&mut self, currency: DocumentId) {
        self.currency = Some(currency);
    }

    /// Follows the organiser's private link.
    pub fn follow_link(&mut self, token: &str) {
        self.cookies.push_str(&format!("; organiser={token}"));
    }

    /// A personal text under a new salt, and the commitment to it.
    pub fn seal(&mut self, text: &str) -> (Commitment, Sealed) {
        let mut salt = Salt::default();
        self.chance.fill(&mut salt);
        (Commitment::to(&salt, text), (salt, text.to_owned()))
    }

    /// Opens the market: its currency.
    pub fn open_market(&mut self, opening: Opening, names: &[Sealed]) -> Result<DocumentId, Broken> {
        let signed = self.owner.sign(None, self.address(), None, Body::Opening(Box::new(opening)));
        match self.hand_over(&signed, names, Manner::Plain)? {
            Answer::Taken(_) => Ok(signed.id()),
            answer => Err(Broken(format!("the opening: {answer:?}"))),
        }
    }

    /// Opens the account, and lets this phone pay for it.
    pub fn join(&mut self, name: &str) -> Result<Answer, Broken> {
        let (commitment, sealed) = self.seal(name);
        let answer = self.send(Body::Joining(Joining { name: commitment }), &[sealed], Manner::Plain)?;
        if let Answer::Taken(_) = answer {
            self.authorise_device()?;
        }
        Ok(answer)
    }

    /// Lets this phone pay for the account, up to a limit.
    pub fn authorise_device(&mut self) -> Result<(), Broken> {
        let rights = Rights { roles: Roles { pay: true, organise: false }, limit: Some(PHONE_LIMIT), end: None };
        let grant = KeyGrant { authorised: self.device.pubkey(), rights };
        match self.send(Body::Key(grant), &[], Manner::Plain)? {
            Answer::Taken(_) => Ok(()),
            answer => Err(Broken(format!("a phone's key: {answer:?}"))),
        }
    }

    /// Signs a document of the book and sends it. Payments are signed with the phone's own key, the rest by the owner.
    pub fn send(&mut self, body: Body, texts: &[Sealed], manner: Manner) -> Result<Answer, Broken> {
        let (account, until) = (self.address(), self.until());
        let hand = if matches!(body, Body::Payment(_)) { &mut self.device } else { &mut self.owner };
        let mut signed = hand.sign(self.currency, account, until, body);
        if manner == Manner::Forged {
            let wrong = SigningKey::from_bytes(&[7; 32]);
            signed = written(signed.document(), &wrong);
        }
        self.hand_over(&signed, texts, manner)
    }

    /// Signs a notice beside the book and sends it.
    pub fn post(&mut self, notice: Notice) -> Result<Answer, Broken> {
        let (account, until) = (self.address(), self.until());
        let signed = self.device.sign(self.currency, account, until, notice);
        let (status, text) = self.market.hand_in(&form(&signed.to_text(), &[]), &self.cookies)?;
        match status {
            StatusCode::CREATED | StatusCode::OK => {
                let id = text.trim_end().parse().map_err(|_| Broken(format!("this is no identifier: {text}")))?;
                Ok(Answer::Posted(id))
            }
            _ => refusal(status, &text),
        }
    }

    /// Looks at a page.
    pub fn look(&self, path: &str) -> Result<Answer, Broken> {
        match self.market.get(path, &self.cookies)? {
            (StatusCode::OK, text) if !text.is_empty() => Ok(Answer::Shown),
            (status, _) => Err(Broken(format!("{path} answers {status}"))),
        }
    }

    /// What the account has.
    pub fn balance(&self) -> Result<Amount, Broken> {
        let (status, text) = self.market.get(&format!("/accounts/{}", self.address()), &self.cookies)?;
        let account: Option<serde_json::Value> = serde_json::from_str(&text).ok();
        let balance = account.as_ref().and_then(|account| account.get("balance")?.as_str()?.parse().ok());
        balance.ok_or_else(|| Broken(format!("the account's balance: {status} {text}")))
    }

    fn until(&self) -> Option<Moment> {
        self.market.clock.now().after(VALIDITY)
    }

    fn hand_over(&self, signed: &Signed, texts: &[Sealed], manner: Manner) -> Result<Answer, Broken> {
        let form = form(&signed.to_text(), texts);
        let answer = self.receipt(signed, self.market.hand_in(&form, &self.cookies)?)?;
        if manner == Manner::Twice {
            let again = self.receipt(signed, self.market.hand_in(&form, &self.cookies)?)?;
            if again != answer {
                return Err(Broken(format!("sent twice, answered {answer:?}, then {again:?}")));
            }
        }
        Ok(answer)
    }

    /// Verifies the receipt as a phone does: the log signed a head that holds this very document.
    fn receipt(&self, signed: &Signed, (status, text): (StatusCode, String)) -> Result<Answer, Broken> {
        if ![StatusCode::CREATED, StatusCode::OK].contains(&status) {
            return refusal(status, &text);
        }
        let receipt = Receipt::parse(text.as_bytes()).and_then(|receipt| receipt.verify(&self.market.log));
        let receipt = receipt.map_err(|error| Broken(format!("a receipt that does not verify: {error}")))?;
        if !receipt.entry.ends_with(signed.to_text().as_bytes()) {
            return Err(Broken("a receipt for another document".into()));
        }
        Ok(Answer::Taken(receipt.index))
    }
}

impl Hand {
    fn pubkey(&self) -> Pubkey {
        Pubkey::from(&self.key.verifying_key())
    }

    fn sign<B: Kinds>(&mut self, currency: Option<DocumentId>, account: Pubkey, until: Option<Moment>, body: B) -> Signed<B> {
        let number = self.number;
        self.number += 1;
        let document = Document { currency, account, key: self.pubkey(), number, until, body };
        written(&document, &self.key)
    }
}

fn written<B: Kinds>(document: &Document<B>, key: &SigningKey) -> Signed<B> {
    let sign = |text: &[u8]| Signature::from_bytes(key.sign(text).to_bytes());
    Signed::new(document, sign).expect("the story's people write well-formed documents")
}

fn form(document: &str, texts: &[Sealed]) -> String {
    let mut fields = vec![("document", document.to_owned())];
    for (salt, text) in texts {
        fields.extend([("salt", hex::encode(salt)), ("text", text.clone())]);
    }
    serde_urlencoded::to_string(fields).expect("pairs of texts are a form")
}

/// The code of a refusal: the last part of its `type` (RFC 9457).
fn refusal(status: StatusCode, text: &str) -> Result<Answer, Broken> {
    let problem: Option<serde_json::Value> = serde_json::from_str(text).ok();
    let code = problem.as_ref().and_then(|problem| problem.get("type")?.as_str()?.strip_prefix("/refusals/"));
    code.map(|code| Answer::Refused(code.to_owned())).ok_or_else(|| Broken(format!("{status} {text}")))
}
