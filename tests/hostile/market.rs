//! A market behind its router, with a clock that only the test moves.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use axum::Router;
use axum::body::{Body as Bytes, to_bytes};
use axum::http::{Request, StatusCode, header};
use ed25519_dalek::SigningKey;
use gune::http::{App, Place, router};
use gune::ledger::DocumentId;
use gune::ledger::document::Door;
use gune::ledger::log::{Signer, VerifierKey};
use gune::sequencer::{Clock, Guard, Sequencer};
use gune::store::Store;

use crate::people::{Person, form};

pub const FORM: &str = "application/x-www-form-urlencoded";
pub const TEXT: &str = "text/plain";
pub const NOW: u64 = 1_800_000_000;
const TOKEN: &str = "0123456789abcdef0123456789abcdef";
/// Far more than any answer needs: what takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(20);
pub const PERIOD: u64 = 366 * 86_400;

/// The market; its log's key, and its clock.
pub struct Market {
    router: Router,
    runtime: tokio::runtime::Runtime,
    pub clock: Arc<AtomicU64>,
    pub log: VerifierKey,
    _folder: tempfile::TempDir,
}

pub struct Answer {
    pub status: StatusCode,
    pub kind: String,
    body: Vec<u8>,
}

impl Market {
    pub fn new() -> Market {
        let folder = tempfile::tempdir().unwrap();
        let signer = Signer::new("gune.example/hostile", SigningKey::from_bytes(&[9; 32])).unwrap();
        let log = signer.verifier().clone();
        let clock = Arc::new(AtomicU64::new(NOW));
        let store = Store::open(&folder.path().join("gune.db")).unwrap();
        let guard = Guard::new(folder.path().join("head"));
        let sequencer = Sequencer::start(store, signer, guard, Clock::ByHand(Arc::clone(&clock))).unwrap();
        let place = Place {
            address: "http://192.168.1.20:8080".into(),
            organiser_token: TOKEN.into(),
            rehearsal: false,
            zone: jiff::tz::TimeZone::UTC,
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Market { router: router(Arc::new(App::new(sequencer, place))), runtime, clock, log, _folder: folder }
    }

    /// A market whose door is open and in which these have joined.
    pub fn open(people: &[&Person], first: u64) -> (Market, DocumentId) {
        let market = Market::new();
        let organiser = Person::new(0);
        let opening = organiser.open(&market.log, first, PERIOD);
        let currency = opening.id();
        market.accepted(FORM, form(&opening.to_text(), &["Organisatrice"]));
        market.accepted(TEXT, organiser.door(currency, 2, Door::Open).to_text());
        for person in people {
            market.accepted(FORM, form(&person.join(currency, "Quelqu’un").to_text(), &["Quelqu’un"]));
        }
        (market, currency)
    }

    pub fn ask(&self, request: Request<Bytes>) -> Answer {
        use tower::ServiceExt as _;
        self.runtime.block_on(async {
            let answer = async {
                let response = self.router.clone().oneshot(request).await.unwrap();
                let status = response.status();
                assert!(response.headers().contains_key(header::CONTENT_SECURITY_POLICY), "every answer has its policy");
                let kind = response.headers().get(header::CONTENT_TYPE).map_or("", |kind| kind.to_str().unwrap()).to_owned();
                // An event stream has no end; its beginning is an answer.
                let endless = kind.starts_with("text/event-stream");
                let body = if endless { Vec::new() } else { to_bytes(response.into_body(), usize::MAX).await.unwrap().into() };
                Answer { status, kind, body }
            };
            tokio::time::timeout(PATIENCE, answer).await.expect("an answer in time")
        })
    }

    fn post(&self, path: &str, kind: &str, language: &str, body: impl Into<Bytes>) -> Answer {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, kind)
            .header(header::ACCEPT_LANGUAGE, language)
            .header(header::COOKIE, format!("organiser={TOKEN}"));
        self.ask(request.body(body.into()).unwrap())
    }

    pub fn accepted(&self, kind: &str, body: String) -> u64 {
        let answer = self.post("/documents", kind, "fr", body);
        let receipt = String::from_utf8(answer.body).unwrap();
        assert_eq!(answer.status, 201, "{receipt}");
        receipt.lines().find_map(|line| line.strip_prefix("index ")).map_or(0, |index| index.parse().unwrap())
    }

    /// Refused with this code, in both languages.
    pub fn refused(&self, code: &str, path: &str, kind: &str, body: impl AsRef<[u8]>) {
        let told = ["fr", "en"].map(|language| {
            let answer = self.post(path, kind, language, body.as_ref().to_vec());
            problem(code, &answer)
        });
        assert_ne!(told[0], told[1], "{code}: each in its own language");
        let page = Request::get(format!("/refusals/{code}")).body(Bytes::empty()).unwrap();
        assert_eq!(self.ask(page).status, 200, "{code} has its page");
    }

    pub fn refused_document(&self, code: &str, document: &str) {
        self.refused(code, "/documents", TEXT, document);
    }
}

/// The words of a refusal, which has this code.
pub fn problem(code: &str, answer: &Answer) -> (String, String) {
    let body: serde_json::Value = serde_json::from_slice(&answer.body)
        .unwrap_or_else(|_| panic!("{code}: {} {}", answer.status, String::from_utf8_lossy(&answer.body)));
    assert_eq!(body["type"], format!("/refusals/{code}"), "{body}");
    assert_eq!(answer.kind, "application/problem+json", "{code}");
    assert_eq!(body["status"], answer.status.as_u16(), "{code}");
    assert!(answer.status.is_client_error() || answer.status == 503, "{code}: {}", answer.status);
    let words = |field: &str| body[field].as_str().unwrap().to_owned();
    assert!(!words("title").is_empty() && !words("detail").is_empty(), "{code} has words: {body}");
    (words("title"), words("detail"))
}
