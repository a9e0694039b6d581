//! At the edge: what is forged, misspelled or too large, and what every answer says to the browser.

use axum::body::Body as RequestBody;
use axum::http::{Method, Request, StatusCode, header};
use gune::ledger::document::Body;

use crate::village::{Texts, Village, form, payment};

async fn send(village: &Village, document: &str) -> String {
    village.send(document, &Texts::new()).await.refused()
}

#[tokio::test]
async fn a_forged_document_moves_nothing() {
    let mut village = Village::with_alice_and_bob().await;
    let document = village.sign("alice", "alice", Body::Payment(payment("bob", "4.00"))).to_text();
    assert_eq!(send(&village, &document.replace(" 4.00\n", " 9.00\n")).await, "bad-signature");
    let by_bob = village.sign("alice", "bob", Body::Payment(payment("bob", "4.00"))).to_text();
    assert_eq!(send(&village, &by_bob).await, "key-not-authorised");
    assert_eq!((village.balance("alice"), village.balance("bob")), ("10.00".into(), "10.00".into()));
}

#[tokio::test]
async fn a_document_has_one_spelling() {
    let mut village = Village::with_alice_and_bob().await;
    let document = village.sign("alice", "alice", Body::Payment(payment("bob", "4.00"))).to_text();
    let misspelled = village.send(&document.replace(" 4.00\n", " 4.0\n"), &Texts::new()).await;
    assert_eq!(misspelled.refused(), "malformed");
    assert_eq!(misspelled.problem()["line"], 6, "it says which line");
    assert_eq!(send(&village, &document.replace("gune/1 payment", "gune/1 gift")).await, "unknown-kind");
    assert_eq!(send(&village, &document.replace("number: ", "number: 0")).await, "malformed");
    assert_eq!(send(&village, document.trim_end()).await, "malformed");
    assert_eq!(send(&village, "").await, "malformed");
    village.send(&document, &Texts::new()).await.accepted();
}

#[tokio::test]
async fn a_document_may_be_sent_as_plain_text_or_from_a_forms_text_area() {
    let mut village = Village::with_alice_and_bob().await;
    let plain = village.sign("alice", "alice", Body::Payment(payment("bob", "1.00"))).to_text();
    let request = Request::builder().method(Method::POST).uri("/documents").header(header::CONTENT_TYPE, "text/plain");
    village.ask(request.body(RequestBody::from(plain)).expect("a request")).await.accepted();
    let typed = village.sign("alice", "alice", Body::Payment(payment("bob", "1.00"))).to_text().replace('\n', "\r\n");
    village.ask(form("/documents", &[("document", typed)], "")).await.accepted();
}

#[tokio::test]
async fn what_is_too_large_is_refused_before_it_is_read() {
    let village = Village::open().await;
    let refused = village.send(&"x".repeat(16_385), &Texts::new()).await;
    assert_eq!((refused.refused().as_str(), refused.status), ("too-large", StatusCode::PAYLOAD_TOO_LARGE));
    for (path, bytes) in [("/documents", 64 * 1024 + 1), ("/photos", 12 * 1024 * 1024 + 1), ("/preferences", 64 * 1024 + 1)] {
        let request = Request::builder().method(Method::POST).uri(path);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = village.ask(request.body(RequestBody::from(vec![b'x'; bytes])).expect("a request")).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
    }
}

#[tokio::test]
async fn a_refusal_is_worded_in_the_readers_language_with_the_unit_of_its_amount_and_its_page_explains_it() {
    let mut village = Village::with_alice_and_bob().await;
    let document = village.sign("alice", "alice", Body::Payment(payment("bob", "99.00"))).to_text();
    let mut titles = Vec::new();
    for (code, amount) in [("fr", "10\u{a0}Ğ (≈ 1\u{a0}DU)"), ("en", "10\u{a0}Ğ (≈ 1\u{a0}UD)")] {
        let request = form("/documents", &[("document", document.clone())], &format!("language={code}"));
        let problem = village.ask(request).await.problem();
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains(amount)), "{problem}");
        let title = problem["title"].as_str().unwrap_or_default().to_owned();
        village.look_with(problem["type"].as_str().unwrap_or_default(), &format!("language={code}")).await.shows([&title]);
        titles.push(title);
    }
    assert_eq!(titles, ["Votre solde ne suffit pas", "Your balance is not enough"]);
}

#[tokio::test]
async fn every_answer_forbids_what_no_page_needs() {
    let village = Village::open().await;
    for path in ["/door", "/book", "/verifier", "/log/checkpoint", "/events", "/nowhere", "/health"] {
        let request = Request::builder().uri(path).body(RequestBody::empty()).expect("a request");
        let answer = village.respond(request).await;
        let policy = answer.headers()[header::CONTENT_SECURITY_POLICY].to_str().expect("ASCII").to_owned();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe") && !policy.contains("http"), "{policy}");
        assert_eq!(answer.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(answer.headers()[header::REFERRER_POLICY], "no-referrer");
    }
}

#[tokio::test]
async fn pages_ask_for_assets_that_are_there_and_nowhere_else() {
    let village = Village::open().await;
    let page = village.look("/door").await;
    let paths: Vec<&str> = page.text().split('"').filter(|value| value.starts_with("/assets/")).collect();
    assert!(paths.len() >= 3, "style, scripts, icons: {paths:?}");
    for path in paths {
        let asset = village.look(path.split('#').next().unwrap_or_default()).await;
        assert_eq!(asset.status, StatusCode::OK, "{path}");
        assert!(asset.header(header::CACHE_CONTROL).contains("immutable"));
    }
    assert!(!page.text().contains("src=\"http") && !page.text().contains("src=\"//"));
    assert_eq!(village.look("/assets/nothing.js").await.status, StatusCode::NOT_FOUND);
}
