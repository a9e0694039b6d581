//! How a market opens: once, by whoever has the organiser's link.

use axum::http::{StatusCode, header};

use crate::village::{TOKEN, Village, address, ratio};

#[tokio::test]
async fn only_the_organisers_link_opens_a_market() {
    let mut village = Village::unopened();
    let (document, texts) = village.opening_document(ratio());
    assert_eq!(village.send(&document, &texts).await.refused(), "organisers-link");
    assert_eq!(village.size(), 0);

    let opened = village.send_as_organiser(&document, &texts).await;
    assert_eq!(opened.accepted(), 0);
    assert_eq!(opened.receipt(&village.log()).checkpoint.size(), 1);
    assert_eq!(village.send_as_organiser(&document, &texts).await.known(), 0, "sent twice, it is there once");
    assert_eq!(village.balance("olive"), "0.00");
    assert!(!village.is_member("olive"), "who organises is not yet a member");
}

#[tokio::test]
async fn a_market_opens_once() {
    let mut village = Village::open().await;
    let (another, texts) = village.opening_document_by("oscar", ratio());
    assert_eq!(village.send_as_organiser(&another, &texts).await.refused(), "already-opened");
}

#[tokio::test]
async fn an_opening_that_names_another_log_is_refused() {
    let mut village = Village::unopened();
    let (document, texts) = village.opening_document(ratio());
    let line = document.lines().find(|line| line.starts_with("log: ")).expect("an opening names its log");
    let other = gune::ledger::log::Signer::new("gune.test/elsewhere", crate::village::signing_key("another log"));
    let other = format!("log: {}", other.expect("a good name").verifier());
    let document = resigned(&document.replace(line, &other));
    assert_eq!(village.send_as_organiser(&document, &texts).await.refused(), "wrong-log");
    assert_eq!(village.size(), 0);
}

#[tokio::test]
async fn the_private_link_gives_a_cookie_and_a_wrong_one_gives_nothing() {
    let village = Village::unopened();
    let entered = village.look(&format!("/organise/enter/{TOKEN}")).await;
    assert_eq!((entered.status, entered.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/organise"));
    let cookie = entered.header(header::SET_COOKIE);
    assert!(cookie.starts_with(&format!("organiser={TOKEN};")) && cookie.contains("HttpOnly"), "{cookie}");

    let wrong = village.look("/organise/enter/00112233445566778899aabbccddee00").await;
    assert_eq!(wrong.status, StatusCode::NOT_FOUND);
    assert!(wrong.headers.get(header::SET_COOKIE).is_none());
    assert_eq!(village.look("/organise").await.header(header::LOCATION), "/", "without the link there is no desk");
}

#[tokio::test]
async fn before_the_opening_visitors_wait_and_the_organiser_is_led_to_the_wizard() {
    let village = Village::unopened();
    let text = gune::text::Text::new(gune::text::Language::French);
    for path in ["/", "/market", "/book", "/projector"] {
        let page = village.look(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        page.shows([text.unopened_title()]);
    }
    let cookies = format!("organiser={TOKEN}");
    assert_eq!(village.look_with("/", &cookies).await.header(header::LOCATION), "/organise");
    assert!(village.look_with("/organise", &cookies).await.text().contains("data-sign=\"opening\""));
    assert_eq!(village.look("/log/checkpoint").await.status, StatusCode::NOT_FOUND, "an empty log has no head");
}

#[tokio::test]
async fn after_the_opening_the_check_words_stand_there_to_be_copied() {
    let village = Village::open().await;
    let opened = village.look("/opened").await;
    let book = village.app.sequencer.book();
    let head = book.checkpoint.as_ref().expect("an open book has a head");
    let head = gune::ledger::log::Checkpoint::from_note(head, village.app.sequencer.log()).expect("our own signature");
    let list = bip39::Language::French.word_list();
    for number in gune::ledger::log::check_numbers(&head) {
        opened.shows([list[usize::from(number)]]);
    }
}

/// The same text under olive's signature.
fn resigned(document: &str) -> String {
    use ed25519_dalek::Signer as _;
    let (text, _) = document.split_once("signature: ").expect("a signed document");
    assert!(text.contains(&address("olive").to_string()));
    let signature = gune::ledger::Signature::from(crate::village::signing_key("olive").sign(text.as_bytes()));
    format!("{text}signature: {signature}\n")
}
