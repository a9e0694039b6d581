//! Names and memos: beside the book, opened by a commitment in it.

use gune::ledger::document::{Body, Joining, Payment};
use gune::ledger::{Commitment, Entry};

use crate::village::{Texts, Village, address, payment, text};

#[tokio::test]
async fn names_and_memos_are_shown_and_the_book_does_not_hold_them() {
    let mut village = Village::with_alice_and_bob().await;
    let (salt, memo) = text("Merci pour les mûres");
    let paid = Payment { memo: Some(Commitment::to(&salt, &memo)), ..payment("bob", "4.00") };
    let document = village.sign("alice", "alice", Body::Payment(paid)).to_text();
    let index = village.send(&document, &vec![(salt, memo.clone())]).await.accepted();

    village.look(&format!("/receipt/{index}")).await.shows(["Alice", "Bob", "Merci pour les mûres", "4 Ğ"]);
    village.look(&format!("/book/{index}")).await.shows(["Merci pour les mûres"]);
    village.look(&format!("/book/account/{}", address("alice"))).await.shows(["Alice", "Bob"]);
    let bytes = village.app.read(move |reader| reader.entry(index)).await.expect("the file").expect("an entry");
    assert!(Entry::read(&bytes).is_ok());
    let entry = String::from_utf8(bytes).expect("an entry is text");
    assert!(!entry.contains("Merci") && !entry.contains("Alice"), "{entry}");
}

#[tokio::test]
async fn a_text_that_does_not_open_its_commitment_is_refused() {
    let mut village = Village::open().await;
    let (salt, name) = text("Alice");
    let joining = Body::Joining(Joining { name: Commitment::to(&salt, &name) });
    let document = village.sign("alice", "alice", joining).to_text();
    assert_eq!(village.send(&document, &vec![(salt, "Alicia".into())]).await.refused(), "text-mismatch");
    assert_eq!(village.send(&document, &vec![([0; 16], name.clone())]).await.refused(), "text-mismatch");
    assert_eq!(village.send(&document, &vec![(salt, name.clone()), (salt, name.clone())]).await.refused(), "text-mismatch");
    assert_eq!(village.send(&document, &Texts::new()).await.refused(), "text-missing");
    village.send(&document, &vec![(salt, name)]).await.accepted();
}

#[tokio::test]
async fn a_name_is_bounded_and_hides_nothing() {
    let mut village = Village::open().await;
    for name in ["é".repeat(41), "Al\u{202E}ice".into(), " Alice".into(), String::new()] {
        let salt = [1; 16];
        let joining = Body::Joining(Joining { name: Commitment::to(&salt, &name) });
        let document = village.sign("alice", "alice", joining).to_text();
        assert_eq!(village.send(&document, &vec![(salt, name.clone())]).await.refused(), "text-mismatch", "{name:?}");
    }
}

#[tokio::test]
async fn what_a_name_says_is_never_read_as_html() {
    let mut village = Village::open().await;
    let (salt, name) = text("<script>alert(1)</script>");
    let document = village.sign("eve", "eve", Body::Joining(Joining { name: Commitment::to(&salt, &name) })).to_text();
    village.send(&document, &vec![(salt, name)]).await.accepted();
    for path in ["/book", "/book/accounts", "/organise", &format!("/book/account/{}", address("eve"))] {
        let page = village.look_with(path, &format!("organiser={}", crate::village::TOKEN)).await;
        assert!(!page.text().contains("<script>alert"), "{path}");
        page.shows(["<script>alert(1)</script>"]);
    }
}
