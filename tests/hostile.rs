//! Anything at all, sent to the real router: it is refused in words, in time, and never breaks anything.
#![allow(clippy::unwrap_used)]

mod people;

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body as Bytes, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, StatusCode, header};
use ed25519_dalek::SigningKey;
use gune::http::{App, Place, router};
use gune::ledger::document::{Body, Departure, Document, Door, KeyGrant, Output, Payment, Revocation};
use gune::ledger::identifier::Salt;
use gune::ledger::log::{Signer, VerifierKey};
use gune::ledger::words::Words;
use gune::ledger::{DocumentId, Limit, Moment, Phase, Pubkey, Rights, Roles};
use gune::market::{Category, Listing, Notice, Sort, Withdrawal};
use gune::sequencer::{Clock, Guard, Sequencer};
use gune::store::Store;
use people::{Person, SALT, form, hundredths};
use proptest::prelude::*;

const FORM: &str = "application/x-www-form-urlencoded";
const TEXT: &str = "text/plain";
const NOW: u64 = 1_800_000_000;
const TOKEN: &str = "0123456789abcdef0123456789abcdef";
/// Far more than any answer needs: what takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(20);
const PERIOD: u64 = 366 * 86_400;

/// A market behind its router, with a clock that only the test moves.
struct Market {
    router: Router,
    runtime: tokio::runtime::Runtime,
    clock: Arc<AtomicU64>,
    log: VerifierKey,
    _folder: tempfile::TempDir,
}

struct Answer {
    status: StatusCode,
    kind: String,
    body: Vec<u8>,
}

impl Market {
    fn new() -> Market {
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
    fn open(people: &[&Person], first: u64) -> (Market, DocumentId) {
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

    fn ask(&self, request: Request<Bytes>) -> Answer {
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

    fn accepted(&self, kind: &str, body: String) -> u64 {
        let answer = self.post("/documents", kind, "fr", body);
        let receipt = String::from_utf8(answer.body).unwrap();
        assert_eq!(answer.status, 201, "{receipt}");
        receipt.lines().find_map(|line| line.strip_prefix("index ")).map_or(0, |index| index.parse().unwrap())
    }

    /// Refused with this code, in both languages.
    fn refused(&self, code: &str, path: &str, kind: &str, body: impl AsRef<[u8]>) {
        let told = ["fr", "en"].map(|language| {
            let answer = self.post(path, kind, language, body.as_ref().to_vec());
            problem(code, &answer)
        });
        assert_ne!(told[0], told[1], "{code}: each in its own language");
        let page = Request::get(format!("/refusals/{code}")).body(Bytes::empty()).unwrap();
        assert_eq!(self.ask(page).status, 200, "{code} has its page");
    }

    fn refused_document(&self, code: &str, document: &str) {
        self.refused(code, "/documents", TEXT, document);
    }
}

/// The words of a refusal, which has this code.
fn problem(code: &str, answer: &Answer) -> (String, String) {
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

fn listing(title: &str) -> Listing {
    Listing {
        sort: Sort::Offer,
        title: Words::new(title, 80).unwrap(),
        text: Vec::new(),
        category: Category::Food,
        price: None,
        quantity: 1,
        stand: None,
        photo: None,
        replaces: None,
    }
}

fn key_of(person: &Person, roles: Roles, limit: Option<u64>, end: Option<u64>) -> KeyGrant {
    let limit = limit.map(|most| Limit::Units { most: hundredths(most), period: 3600 });
    let end = end.map(|end| Moment::from_seconds(end).unwrap());
    KeyGrant { authorised: person.address(), rights: Rights { roles, limit, end } }
}

const PAY: Roles = Roles { pay: true, organise: false };
const ORGANISE: Roles = Roles { pay: false, organise: true };

#[test]
fn before_the_opening_only_the_right_opening_is_taken() {
    let market = Market::new();
    let organiser = Person::new(0);
    let opening = organiser.open(&market.log, 100, PERIOD);
    let joining = Person::new(1).join(opening.id(), "Alice");
    market.refused("not-opened", "/documents", FORM, form(&joining.to_text(), &["Alice"]));
    market.refused("not-opened", "/photos", "image/jpeg", "no picture");
    let other = VerifierKey::new("gune.example/other", gune::ledger::log::Algorithm::Ed25519, organiser.address()).unwrap();
    let elsewhere = organiser.open(&other, 100, PERIOD);
    market.refused("wrong-log", "/documents", FORM, form(&elsewhere.to_text(), &["Organisatrice"]));
    let stranger = Request::post("/documents").header(header::CONTENT_TYPE, FORM);
    let stranger = market.ask(stranger.body(Bytes::from(form(&opening.to_text(), &["Organisatrice"]))).unwrap());
    problem("organisers-link", &stranger);
    market.accepted(FORM, form(&opening.to_text(), &["Organisatrice"]));
    let again = Person::new(1).open(&market.log, 100, PERIOD);
    market.refused("already-opened", "/documents", FORM, form(&again.to_text(), &["Organisatrice"]));
}

#[test]
fn what_is_misspelled_says_how() {
    let (alice, bob) = (Person::new(1), Person::new(2));
    let (market, currency) = Market::open(&[&alice, &bob], 10_000);
    let good = alice.pay(currency, 5, &bob, 100).to_text();
    market.refused_document("malformed", "");
    market.refused_document("malformed", "gune/1 payment\n");
    market.refused("malformed", "/documents", TEXT, b"\xff\xfe");
    market.refused("malformed", "/documents", FORM, "document=%ff");
    market.refused_document("malformed", &good.replace('\n', "\r\n"));
    market.refused_document("malformed", &good.replace("number: 5", "number: 05"));
    market.refused_document("unknown-kind", &good.replace("gune/1 payment", "gune/1 gift"));
    market.refused_document("too-large", &good.replace("\nto: ", &format!("\nto: {}", "x".repeat(17_000))));
    market.refused_document("too-large", &"x".repeat(1_000_000));
    market.refused("too-large", "/photos", "image/jpeg", vec![0; 13 * 1024 * 1024]);
    market.refused("not-a-picture", "/photos", "image/jpeg", "no picture");
    market.refused_document("bad-signature", &good.replace(" 1.00\n", " 9.00\n"));
    let carol = Person::new(3).join(currency, "Carol").to_text();
    market.refused("text-missing", "/documents", FORM, form(&carol, &[]));
    market.refused("text-mismatch", "/documents", FORM, form(&carol, &["Carole"]));
    market.refused("text-mismatch", "/documents", FORM, form(&good, &["no commitment asks for this"]));
    market.refused("text-mismatch", "/documents", FORM, form(&carol, &["Carol"]).replace(&hex::encode(SALT), "zz"));
    market.accepted(TEXT, good);
}

#[test]
fn each_rule_about_people_and_keys_has_its_own_code() {
    let [organiser, alice, bob, carol] = [0, 1, 2, 3].map(Person::new);
    let (market, currency) = Market::open(&[&alice, &bob], 10_000);
    let refused = |code: &str, document: gune::ledger::Signed| market.refused_document(code, &document.to_text());
    let for_alice = |key: &Person, number, body| {
        let account = alice.address();
        key.sign_document(Document { currency: Some(currency), account, key: key.address(), number, until: None, body })
    };
    let grant = |number, grant| market.accepted(TEXT, alice.grant(currency, number, grant).to_text());

    refused("wrong-currency", alice.pay(DocumentId([1; 32]), 9, &bob, 100));
    refused("unknown-account", carol.pay(currency, 1, &bob, 100));
    market.accepted(TEXT, alice.pay(currency, 10, &bob, 100).to_text());
    refused("number-used", alice.pay(currency, 9, &bob, 100));
    refused("number-reused", alice.pay(currency, 10, &bob, 200));
    let again = alice.sign(Some(currency), 11, alice.join(currency, "Alice").document().body.clone());
    market.refused("account-exists", "/documents", FORM, form(&again.to_text(), &["Alice"]));
    refused("not-organiser", alice.door(currency, 11, Door::Shut));
    refused("nothing-changes", organiser.door(currency, 9, Door::Open));
    refused("unknown-member", organiser.admit(currency, 9, &carol));
    refused("already-member", organiser.admit(currency, 9, &alice));
    let departure = Body::Departure(Departure { member: organiser.address() });
    refused("not-member", organiser.sign(Some(currency), 9, departure));

    let [limited, clerk, ending, never] = [10, 11, 12, 13].map(Person::new);
    refused("end-past", alice.grant(currency, 11, key_of(&ending, PAY, None, Some(NOW - 1))));
    refused("key-taken", alice.grant(currency, 11, key_of(&bob, PAY, None, None)));
    let small = KeyGrant { authorised: Pubkey::from_bytes([0; 32]), ..key_of(&bob, PAY, None, None) };
    refused("bad-key", alice.grant(currency, 11, small));
    grant(11, key_of(&limited, PAY, Some(500), None));
    grant(12, key_of(&clerk, ORGANISE, None, None));
    grant(13, key_of(&ending, PAY, None, Some(NOW + 5)));
    let payment = |amount| bob.pay(currency, 1, &organiser, amount).document().body.clone();
    refused("key-not-authorised", for_alice(&never, 1, payment(100)));
    refused("limit-passed", for_alice(&limited, 1, payment(600)));
    refused("role-missing", for_alice(&clerk, 1, payment(100)));
    refused("owner-only", for_alice(&limited, 1, Body::Key(key_of(&never, PAY, None, None))));
    refused("unknown-key", alice.sign(Some(currency), 14, Body::Revocation(Revocation { revoked: never.address() })));
    market.accepted(TEXT, alice.sign(Some(currency), 14, Body::Revocation(Revocation { revoked: limited.address() })).to_text());
    refused("key-revoked", for_alice(&limited, 2, payment(100)));
    for number in 15..28 {
        grant(number, key_of(&Person::new(100 + number), PAY, None, None));
    }
    refused("too-many-keys", alice.grant(currency, 28, key_of(&never, PAY, None, None)));
    market.clock.store(NOW + 60, Ordering::Relaxed);
    refused("key-ended", for_alice(&ending, 1, payment(100)));
    let late = Document { until: Moment::from_seconds(NOW + 59), ..alice.pay(currency, 29, &bob, 100).document().clone() };
    refused("document-expired", alice.sign_document(late));
}

#[test]
fn each_rule_about_money_has_its_own_code() {
    let [organiser, alice, bob, carol] = [0, 1, 2, 3].map(Person::new);
    let (market, currency) = Market::open(&[&alice, &bob], 10_000);
    let refused = |code: &str, document: gune::ledger::Signed| market.refused_document(code, &document.to_text());
    let back = |from: &Person, to: &Person, amount, index| {
        let outputs = vec![Output { to: to.address(), amount: hundredths(amount) }];
        from.sign(Some(currency), 9, Body::Payment(Payment { outputs, listing: None, refund_of: Some(index), memo: None }))
    };
    refused("pay-oneself", alice.pay(currency, 2, &alice, 100));
    refused("unknown-payee", alice.pay(currency, 2, &carol, 100));
    refused("zero-amount", alice.pay(currency, 2, &bob, 0));
    refused("balance-too-small", alice.pay(currency, 2, &bob, 10_001));
    let index = market.accepted(TEXT, alice.pay(currency, 2, &bob, 1_000).to_text());
    refused("unknown-payment", back(&bob, &alice, 100, 0));
    refused("refund-not-payer", back(&bob, &organiser, 100, index));
    refused("refund-not-payee", back(&organiser, &alice, 100, index));
    refused("refund-too-much", back(&bob, &alice, 1_001, index));
    market.accepted(TEXT, organiser.tempo(currency, 3, Phase::Closed, PERIOD).to_text());
    refused("market-closed", alice.pay(currency, 3, &bob, 100));

    let (market, currency) = Market::open(&[&alice], (1 << 53) - 1);
    let joining = form(&bob.join(currency, "Bob").to_text(), &["Bob"]);
    market.refused("supply-full", "/documents", FORM, joining);
}

#[test]
fn each_rule_of_the_market_has_its_own_code() {
    let [alice, bob] = [1, 2].map(Person::new);
    let (market, currency) = Market::open(&[&alice, &bob], 10_000);
    let post = |person: &Person, number, notice| person.sign(Some(currency), number, notice);
    let photo = Listing { photo: Some(DocumentId([1; 32])), ..listing("Pain") };
    market.refused_document("photo-unknown", &post(&alice, 2, Notice::Listing(photo)).to_text());
    let jam = post(&alice, 3, Notice::Listing(listing("Confiture")));
    market.accepted(TEXT, jam.to_text());
    let withdraw = |listing| Notice::Withdrawal(Withdrawal { listing });
    market.refused_document("listing-not-yours", &post(&bob, 2, withdraw(jam.id())).to_text());
    market.refused_document("listing-closed", &post(&alice, 4, withdraw(DocumentId([1; 32]))).to_text());
    market.refused_document("bad-signature", &jam.to_text().replace("Confiture", "Confitures"));
    market.refused_document("unknown-account", &post(&Person::new(3), 1, Notice::Listing(listing("Pain"))).to_text());
    for number in 100..199 {
        market.accepted(TEXT, post(&alice, number, Notice::Listing(listing("Pain"))).to_text());
    }
    market.refused_document("too-many-listings", &post(&alice, 200, Notice::Listing(listing("Pain"))).to_text());
}

#[test]
fn who_asks_too_much_is_told_so_and_others_are_not() {
    let market = Market::new();
    let ask = |host: u8| {
        let request = Request::post("/documents").extension(ConnectInfo(SocketAddr::from(([192, 168, 1, host], 5000))));
        market.ask(request.body(Bytes::empty()).unwrap())
    };
    let last = (0..100).map(|_| ask(1)).find(|answer| answer.status == 429).expect("there is a limit");
    problem("too-many-requests", &last);
    problem("malformed", &ask(2));
}

/// What stands in the place of a variable in an address.
fn segment() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<u64>().prop_map(|number| number.to_string()),
        any::<i64>().prop_map(|number| number.to_string()),
        "[ -~]{0,20}".prop_map(|text| encoded(text.as_bytes())),
        "\\PC{0,12}".prop_map(|text| encoded(text.as_bytes())),
        proptest::collection::vec(any::<u8>(), 0..40).prop_map(|bytes| encoded(&bytes)),
        Just("9".repeat(3_000)),
        Just("..%2f..%2fetc%2fpasswd".to_owned()),
        Just("0/000.p/1".to_owned()),
        Just("entries/x999/999.p/255".to_owned()),
        Just("63/x281/x474/x976/x710/655".to_owned()),
        (0_u8..4).prop_map(|who| Person::new(who.into()).address().to_string()),
        any::<[u8; 32]>().prop_map(|bytes| Pubkey::from_bytes(bytes).to_string()),
    ]
}

fn address() -> impl Strategy<Value = String> {
    let names = [
        "",
        "door",
        "waiting",
        "restore",
        "card",
        "me",
        "market",
        "listing/",
        "offer",
        "pay",
        "collect",
        "receipt/",
        "book",
        "book/",
        "book/entries",
        "book/accounts",
        "book/account/",
        "projector",
        "poster",
        "organise",
        "organise/enter/",
        "organise/wifi",
        "opened",
        "refusals/",
        "preferences",
        "documents",
        "receipts/",
        "accounts/",
        "log/checkpoint",
        "log/vkey",
        "log/consistency/",
        "log/tile/",
        "log/tile/entries/",
        "photos",
        "photos/",
        "assets/",
        "health",
        "events",
    ];
    let query = (
        proptest::sample::select(vec![
            "to", "amount", "listing", "before", "after", "of", "q", "page", "refund", "address", "memo", "code", "category",
            "sort", "from", "code", "key",
        ]),
        segment(),
    );
    let query = proptest::collection::vec(query, 0..3);
    (proptest::sample::select(names.to_vec()), proptest::option::of(segment()), query).prop_map(|(name, segment, query)| {
        let query: Vec<String> = query.iter().map(|(name, value)| format!("{name}={}", value.replace('/', "%2f"))).collect();
        format!("/{name}{}?{}", segment.unwrap_or_default(), query.join("&"))
    })
}

fn encoded(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("%{byte:02x}")).collect()
}

/// A good document with something wrong in it, or no document at all.
fn sent(good: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let length = good.len();
    let (cut, changed, doubled) = (good.clone(), good.clone(), good);
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..2_000),
        "\\PC{0,300}".prop_map(String::into_bytes),
        (0..length).prop_map(move |at| cut[..at].to_vec()),
        (0..length, any::<u8>()).prop_map(move |(at, byte)| {
            let mut bytes = changed.clone();
            bytes[at] = byte;
            bytes
        }),
        (0..length, 1_usize..200).prop_map(move |(at, times)| [&doubled[..at], &doubled[at..].repeat(times)].concat()),
        (0_usize..200_000).prop_map(|length| vec![b'a'; length]),
    ]
}

#[test]
fn nothing_that_is_sent_breaks_anything() {
    let (alice, bob) = (Person::new(1), Person::new(2));
    let (market, currency) = Market::open(&[&alice, &bob], 10_000);
    let good = alice.pay(currency, 1 << 40, &bob, 1).to_text().into_bytes();
    let kinds = [FORM, TEXT, "multipart/form-data; boundary=x", "application/json", ""];
    let bodies = (proptest::sample::select(kinds.to_vec()), sent(good), any::<bool>());
    let cookies = proptest::sample::select(vec!["organiser", "account", "language", "amounts", "x"]);
    let input =
        (address(), prop_oneof![3 => Just("/documents"), 1 => Just("/photos"), 4 => Just("")], bodies, (cookies, segment()));
    let statuses = std::cell::RefCell::new(BTreeSet::new());
    proptest!(ProptestConfig::with_cases(1_500), |((path, door, (kind, body, post), (cookie, value)) in input)| {
        let (method, path) = if door.is_empty() { (if post { Method::POST } else { Method::GET }, path.as_str()) } else { (Method::POST, door) };
        let Ok(request) = Request::builder()
            .method(method)
            .uri(path)
            .header(header::CONTENT_TYPE, kind)
            .header(header::COOKIE, format!("{cookie}={value}"))
            .body(Bytes::from(body))
        else {
            return Ok(());
        };
        let answer = market.ask(request);
        prop_assert!(!answer.status.is_server_error(), "{path}: {}", answer.status);
        if door == "/documents" && !answer.status.is_success() {
            prop_assert_eq!(&answer.kind, "application/problem+json");
        }
        statuses.borrow_mut().insert(answer.status.as_u16());
    });
    let statuses = statuses.into_inner();
    assert!([200, 400, 404].iter().all(|status| statuses.contains(status)), "the inputs reach something: {statuses:?}");
    // And everything goes on as before.
    assert_eq!(market.ask(Request::get("/health").body(Bytes::empty()).unwrap()).status, 200);
    market.accepted(TEXT, bob.pay(currency, 1 << 41, &alice, 1).to_text());
}

#[test]
fn a_salt_has_sixteen_bytes_and_nothing_else_passes_for_one() {
    let alice = Person::new(1);
    let (market, currency) = Market::open(&[], 100);
    let joining = form(&alice.join(currency, "Alice").to_text(), &["Alice"]);
    let salt: Salt = SALT;
    for bad in [String::new(), "07".repeat(15), "07".repeat(17), "0".repeat(31), "é".repeat(16)] {
        market.refused("text-mismatch", "/documents", FORM, joining.replace(&hex::encode(salt), &encoded(bad.as_bytes())));
    }
    market.accepted(FORM, joining);
}
