//! Any address, any body, any cookie: an answer comes, in time, and everything goes on as before.

use std::collections::BTreeSet;

use axum::body::Body as Bytes;
use axum::http::{Method, Request, header};
use gune::ledger::Pubkey;
use proptest::prelude::*;

use crate::market::{FORM, Market, TEXT};
use crate::people::Person;

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

pub fn encoded(bytes: &[u8]) -> String {
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
