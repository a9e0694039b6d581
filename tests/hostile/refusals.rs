//! Whatever breaks a rule is refused by that rule's code, in both languages, and each code has its page.

use std::net::SocketAddr;
use std::sync::atomic::Ordering;

use axum::body::Body as Bytes;
use axum::extract::ConnectInfo;
use axum::http::{Request, header};
use gune::ledger::document::{Body, Departure, Document, Door, KeyGrant, Output, Payment, Revocation};
use gune::ledger::identifier::Salt;
use gune::ledger::log::{Algorithm, VerifierKey};
use gune::ledger::words::Words;
use gune::ledger::{DocumentId, Limit, Moment, Phase, Pubkey, Rights, Roles, Signed};
use gune::market::{Category, Listing, Notice, Sort, Withdrawal};

use crate::anything::encoded;
use crate::market::{FORM, Market, NOW, PERIOD, TEXT, problem};
use crate::people::{Person, SALT, form, hundredths};

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
    let other = VerifierKey::new("gune.example/other", Algorithm::Ed25519, organiser.address()).unwrap();
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
    let refused = |code: &str, document: Signed| market.refused_document(code, &document.to_text());
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
    let refused = |code: &str, document: Signed| market.refused_document(code, &document.to_text());
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
