//! The village: a market with its clock, its people and their keys, which are what their names say.

mod cast;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::Body as RequestBody;
use axum::http::{Method, Request, header};
use ed25519_dalek::Signer as _;
use gune::http::{App, Place, router};
use gune::ledger::document::{Admission, Body, Door, Joining, Kinds, Opening, Organiser, Signed, TempoChange};
use gune::ledger::identifier::Salt;
use gune::ledger::log::VerifierKey;
use gune::ledger::tempo::Schedule;
use gune::ledger::{Commitment, Document, DocumentId, Moment, Phase, Pubkey, Rule, Signature};
use gune::market::{Listing, Notice};
use gune::sequencer::{Clock, Guard, ReplayError, Sequencer};
use gune::store::Store;
use jiff::tz::TimeZone;
use tempfile::TempDir;
use tower::ServiceExt as _;

use self::cast::capital;
pub use self::cast::{address, amount, jam, log_signer, payment, ratio, signing_key, text, words};
use crate::answer::Answer;

/// 28 November 2026, 14:00 UTC.
pub const OPENED: u64 = 1_795_874_400;
/// Seconds between two dividends.
pub const PERIOD: u64 = 600;
/// The secret of the organiser's link.
pub const TOKEN: &str = "00112233445566778899aabbccddeeff";
/// The address on the walls.
pub const ADDRESS: &str = "http://192.168.1.20:8080";

pub struct Village {
    pub app: Arc<App>,
    router: Router,
    clock: Arc<AtomicU64>,
    numbers: BTreeMap<Pubkey, u64>,
    folder: TempDir,
}

/// Personal texts that travel beside a document.
pub type Texts = Vec<(Salt, String)>;

impl Village {
    /// A laptop that was just switched on: no market yet.
    pub fn unopened() -> Village {
        let folder = tempfile::tempdir().expect("a folder for the book");
        let clock = Arc::new(AtomicU64::new(OPENED));
        let app = start(&folder.path().join("gune.db"), folder.path(), &clock).expect("an empty book can be served");
        Village { router: router(Arc::clone(&app)), app, clock, numbers: BTreeMap::new(), folder }
    }

    /// A market opened by olive, its door open. Ten per cent a period, 10.00 at first, every ten minutes.
    pub async fn open() -> Village {
        let mut village = Village::unopened();
        village.opening(ratio()).await.accepted();
        village.door(Door::Open).await.accepted();
        village
    }

    /// The same, with alice and bob in it, each with the current dividend.
    pub async fn with_alice_and_bob() -> Village {
        let mut village = Village::open().await;
        village.join("alice").await.accepted();
        village.join("bob").await.accepted();
        village
    }

    /// The program is stopped and started again, on this copy of the book.
    pub fn restart_on(self, file: &str) -> Result<Village, ReplayError> {
        let Village { app, router: old, clock, numbers, folder } = self;
        drop((app, old));
        let app = start(&folder.path().join(file), folder.path(), &clock)?;
        Ok(Village { router: router(Arc::clone(&app)), app, clock, numbers, folder })
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    // --- time

    pub fn now(&self) -> Moment {
        self.app.now()
    }

    /// Time passes; returns once every dividend that fell meanwhile is in the book.
    pub async fn wait(&self, seconds: u64) {
        let mut told = self.app.sequencer.listen();
        self.clock.fetch_add(seconds, Ordering::Relaxed);
        while self.is_behind() {
            // A listener that was too slow is told so, and looks again: either way there was news.
            let _ = told.recv().await;
        }
    }

    fn is_behind(&self) -> bool {
        let now = self.now();
        self.app.sequencer.book().ledger.as_ref().and_then(|ledger| ledger.standing().tempo.due).is_some_and(|due| due <= now)
    }

    // --- what people do

    pub async fn opening(&mut self, rule: Rule) -> Answer {
        let (document, texts) = self.opening_document(rule);
        self.send_as_organiser(&document, &texts).await
    }

    pub fn opening_document(&mut self, rule: Rule) -> (String, Texts) {
        self.opening_document_by("olive", rule)
    }

    pub fn opening_document_by(&mut self, who: &str, rule: Rule) -> (String, Texts) {
        let (salt, name) = text(&capital(who));
        let opening = Opening {
            market: words("Marché de la place"),
            place: words("Roubaix"),
            unit: words("Ğ"),
            log: log_signer().verifier().clone(),
            salt: [7; 16],
            rule,
            first: amount("10.00"),
            schedule: Schedule { period: PERIOD, end: None, after: None },
            organisers: vec![Organiser { address: address(who), name: Commitment::to(&salt, &name) }],
        };
        (self.sign(who, who, Body::Opening(Box::new(opening))).to_text(), vec![(salt, name)])
    }

    pub async fn door(&mut self, door: Door) -> Answer {
        self.act("olive", Body::Door(door)).await
    }

    /// Somebody comes in and says their name, which is spelled with a capital.
    pub async fn join(&mut self, who: &str) -> Answer {
        let (salt, name) = text(&capital(who));
        let document = self.sign(who, who, Body::Joining(Joining { name: Commitment::to(&salt, &name) })).to_text();
        self.send(&document, &vec![(salt, name)]).await
    }

    pub async fn admit(&mut self, who: &str) -> Answer {
        self.act("olive", Body::Admission(Admission { members: vec![address(who)] })).await
    }

    pub async fn pay(&mut self, from: &str, to: &str, sum: &str) -> Answer {
        self.act(from, Body::Payment(payment(to, sum))).await
    }

    pub async fn tempo(&mut self, phase: Phase) -> Answer {
        let schedule = Schedule { period: PERIOD, end: None, after: None };
        self.act("olive", Body::Tempo(TempoChange { phase, schedule })).await
    }

    pub async fn put_up(&mut self, who: &str, listing: Listing) -> Answer {
        self.post(who, Notice::Listing(listing)).await
    }

    pub async fn post(&mut self, who: &str, notice: Notice) -> Answer {
        let document = self.sign(who, who, notice).to_text();
        self.send(&document, &Texts::new()).await
    }

    /// A document of the book without personal texts, signed with one's owner key.
    pub async fn act(&mut self, who: &str, body: Body) -> Answer {
        self.act_by(who, who, body).await
    }

    /// The same, signed with another key, such as `alice's phone`.
    pub async fn act_by(&mut self, who: &str, key: &str, body: Body) -> Answer {
        let document = self.sign(who, key, body).to_text();
        self.send(&document, &Texts::new()).await
    }

    /// Signs with the key's next number.
    pub fn sign<B: Kinds>(&mut self, who: &str, key: &str, body: B) -> Signed<B> {
        let number = self.numbers.entry(address(key)).or_default();
        *number += 1;
        let number = *number;
        self.sign_numbered(who, key, number, body)
    }

    pub fn sign_numbered<B: Kinds>(&self, who: &str, key: &str, number: u64, body: B) -> Signed<B> {
        let currency = if body.makes_currency() { None } else { Some(self.currency()) };
        let signer = signing_key(key);
        let document = Document { currency, account: address(who), key: address(key), number, until: None, body };
        Signed::new(&document, |text| Signature::from(signer.sign(text))).expect("a well-formed document")
    }

    // --- what the state says

    pub fn currency(&self) -> DocumentId {
        self.app.sequencer.book().ledger.as_ref().expect("the market is open").currency()
    }

    pub fn log(&self) -> VerifierKey {
        self.app.sequencer.log().clone()
    }

    pub fn balance(&self, who: &str) -> String {
        let book = self.app.sequencer.book();
        let ledger = book.ledger.as_ref().expect("the market is open");
        assert_eq!(ledger.sum_of_balances(), Some(ledger.standing().supply), "the sum is the supply, always");
        ledger.balance(&address(who)).expect("somebody of the village").to_string()
    }

    pub fn is_member(&self, who: &str) -> bool {
        let book = self.app.sequencer.book();
        book.ledger.as_ref().expect("the market is open").accounts().get(&address(who)).is_some_and(|account| account.member)
    }

    pub fn size(&self) -> u64 {
        self.app.sequencer.book().tree.size()
    }

    // --- requests

    /// Sends a document as the pages' scripts do: a form, with the personal texts it commits to.
    pub async fn send(&self, document: &str, texts: &Texts) -> Answer {
        self.ask(form("/documents", &document_fields(document, texts), "")).await
    }

    /// The same from the browser that came by the organiser's link.
    pub async fn send_as_organiser(&self, document: &str, texts: &Texts) -> Answer {
        self.ask(form("/documents", &document_fields(document, texts), &format!("organiser={TOKEN}"))).await
    }

    pub async fn look(&self, path: &str) -> Answer {
        self.look_with(path, "language=fr").await
    }

    pub async fn look_as(&self, who: &str, path: &str) -> Answer {
        self.look_with(path, &format!("language=fr; account={}", address(who))).await
    }

    pub async fn look_with(&self, path: &str, cookies: &str) -> Answer {
        let request = Request::builder().uri(path).header(header::COOKIE, cookies);
        self.ask(request.body(RequestBody::empty()).expect("a request")).await
    }

    pub async fn ask(&self, request: Request<RequestBody>) -> Answer {
        Answer::read(self.respond(request).await).await
    }

    /// The answer with its body unread: for streams.
    pub async fn respond(&self, request: Request<RequestBody>) -> axum::response::Response {
        match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }
}

fn start(file: &Path, keys: &Path, clock: &Arc<AtomicU64>) -> Result<Arc<App>, ReplayError> {
    let store = Store::open(file)?;
    let guard = Guard::new(keys.join("head"));
    let sequencer = Sequencer::start(store, log_signer(), guard, Clock::ByHand(Arc::clone(clock)))?;
    let place = Place {
        address: ADDRESS.into(),
        organiser_token: TOKEN.into(),
        rehearsal: false,
        zone: TimeZone::fixed(jiff::tz::offset(1)),
    };
    Ok(Arc::new(App::new(sequencer, place)))
}

pub fn form(path: &str, fields: &[(&str, String)], cookies: &str) -> Request<RequestBody> {
    let body = serde_urlencoded::to_string(fields).expect("pairs of texts");
    let request = Request::builder().method(Method::POST).uri(path).header(header::COOKIE, cookies);
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    request.body(RequestBody::from(body)).expect("a request")
}

fn document_fields(document: &str, texts: &Texts) -> Vec<(&'static str, String)> {
    let mut fields = vec![("document", document.to_owned())];
    fields.extend(texts.iter().flat_map(|(salt, text)| [("salt", hex::encode(salt)), ("text", text.clone())]));
    fields
}
