//! What an auditor with a second laptop gets: heads, tiles, proofs, and news as it happens.

use axum::body::Body as RequestBody;
use axum::http::{Request, StatusCode, header};
use gune::audit::{Options, Source, audit};
use gune::ledger::log::{
    AddCheckpoint, Checkpoint, Cosigner, Frontier, Note, Receipt, Tree, VerifierKey, decode_bundle, leaf_hash, verify_consistency,
};
use gune::ledger::{Entry, Fold};
use tokio_stream::StreamExt as _;

use crate::answer::Answer;
use crate::village::{PERIOD, Village, address, log_signer, signing_key};

#[tokio::test]
async fn the_served_key_is_the_logs_and_verifies_the_head() {
    let mut village = Village::with_alice_and_bob().await;
    village.pay("alice", "bob", "1.00").await.accepted();
    let key = village.look("/log/vkey").await;
    let key: VerifierKey = key.text().strip_suffix('\n').and_then(|line| line.parse().ok()).expect("a key and a newline");
    assert_eq!(key, *log_signer().verifier());
    let head = Checkpoint::open(&village.look("/log/checkpoint").await.body, &key).expect("a signed head");
    assert_eq!((head.size(), head.origin()), (village.size(), "gune.test/market"));
}

#[tokio::test]
async fn the_tiles_alone_rebuild_the_head_and_the_state() {
    let mut village = Village::with_alice_and_bob().await;
    village.wait(300 * PERIOD).await;
    village.pay("alice", "bob", "1.00").await.accepted();
    let head = Checkpoint::open(&village.look("/log/checkpoint").await.body, &village.log()).expect("a signed head");
    assert!(head.size() > 256, "more than one tile");

    let (mut fold, mut first) = (Fold::default(), 0);
    while first < head.size() {
        let width = (head.size() - first).min(256);
        let path = tile_path("entries", first / 256, width);
        let bundle = village.look(&path).await;
        assert_eq!(bundle.status, StatusCode::OK, "{path}");
        let entries = decode_bundle(&bundle.body).expect("a bundle of entries");
        assert_eq!(entries.len() as u64, width);
        let hashes = village.look(&tile_path("0", first / 256, width)).await;
        let leaves: Vec<u8> = entries.iter().flat_map(|entry| leaf_hash(entry)).collect();
        assert_eq!(hashes.body, leaves, "the tile holds the leaves of the bundle");
        for bytes in entries {
            let entry = Entry::read(bytes).expect("an entry with a good signature");
            fold.push(bytes, &entry).expect("an entry that the rules accept");
        }
        first += width;
    }
    assert_eq!(fold.frontier.root(), *head.root());
    let book = village.app.sequencer.book();
    assert_eq!(fold.ledger, book.ledger, "the same log gives the same state");
}

#[tokio::test]
async fn the_whole_book_is_one_file_to_take_home() {
    let mut village = Village::with_alice_and_bob().await;
    village.wait(300 * PERIOD).await;
    village.pay("alice", "bob", "1.00").await.accepted();
    let answer = village.look("/log/book").await;
    assert_eq!(answer.status, StatusCode::OK);
    let named = answer.header(header::CONTENT_DISPOSITION);
    assert!(named.starts_with("attachment; filename=\"") && named.ends_with(&format!("-{}.gune\"", village.size())), "{named}");

    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("book");
    std::fs::write(&file, &answer.body).expect("written");
    let source = Source::of(file.to_str().expect("a path")).expect("a book");
    let report = audit(&source, &Options::default(), &mut |_, _| {}).expect("all of it is right");
    assert!(report.entries == village.size() && report.entries > 256, "more than one bundle");

    assert_eq!(Village::unopened().look("/log/book").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_page_that_verifies_is_used_here_or_kept_and_knows_the_market_and_its_reader() {
    let village = Village::open().await;
    let answer = village.look_with("/verifier", "language=en").await;
    assert_eq!(answer.header(header::CONTENT_DISPOSITION), "inline; filename=\"gune-verifier.html\"");
    assert!(answer.text().contains(&village.log().to_string()) && answer.text().contains(&village.currency().to_string()));
    assert!(answer.text().contains("\"language\":\"en\""), "it speaks as the market did");
    assert!(village.look("/verifier").await.text().contains("\"language\":\"fr\""));
    let policy = answer.header(header::CONTENT_SECURITY_POLICY);
    assert!(policy.contains("script-src 'sha256-") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(village.look("/book").await.text().contains("href=\"/verifier\" download"), "the book's page keeps it");
    assert!(village.look("/check").await.text().contains("href=\"/verifier#receipt\""), "a photo is read there");
}

#[tokio::test]
async fn a_book_under_way_ends_with_the_head_it_began_with() {
    let mut village = Village::with_alice_and_bob().await;
    village.wait(300 * PERIOD).await;
    let before = village.look("/log/book").await.body;
    let request = Request::get("/log/book").body(RequestBody::empty()).expect("a request");
    let under_way = village.respond(request).await;
    village.pay("alice", "bob", "1.00").await.accepted();
    assert_eq!(Answer::read(under_way).await.body, before);
    assert!(village.look("/log/book").await.body.len() > before.len());
}

#[tokio::test]
async fn tiles_beyond_the_head_or_of_another_spelling_are_not_there() {
    let village = Village::open().await;
    assert_eq!(village.look("/log/tile/0/000.p/2").await.status, StatusCode::OK);
    for path in
        ["0/000.p/3", "0/000", "0/001.p/1", "entries/000.p/3", "entries/0.p/2", "0/000.p/0", "64/000.p/1", "..", "0/x000/000.p/1"]
    {
        assert_eq!(village.look(&format!("/log/tile/{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn every_older_head_is_proved_to_lead_to_the_present_one() {
    let mut village = Village::with_alice_and_bob().await;
    for _ in 0..5 {
        village.pay("alice", "bob", "0.10").await.accepted();
    }
    let now = village.size();
    for old in 0..=now {
        let body = village.look(&format!("/log/consistency/{old}")).await;
        let body = AddCheckpoint::parse(&body.body).expect("a body that a witness takes");
        assert_eq!(body.old, old);
        let head = Checkpoint::from_note(&body.checkpoint, &village.log()).expect("the signed head");
        let old_root = village.app.sequencer.book().tree.root_at(old).expect("an older size");
        verify_consistency(old, head.size(), &body.proof, &old_root, head.root()).expect("the same book, grown");
    }
    assert_eq!(village.look(&format!("/log/consistency/{}", now + 1)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_cosignature_stands_under_the_head_it_was_made_for_and_under_no_other() {
    let mut village = Village::with_alice_and_bob().await;
    let witness = Cosigner::new("temoin.test/w", signing_key("a witness")).expect("a good name");
    let keys = [village.log(), witness.verifier().clone()];
    let signers = async |village: &Village| {
        let served = village.look("/log/checkpoint").await;
        let note = Note::parse(&served.body).expect("a signed head");
        note.verify(&keys).expect("every line of a known key counts").len()
    };
    let older = Note::parse(&village.look("/log/checkpoint").await.body).expect("a signed head");
    let index = village.pay("alice", "bob", "1.00").await.accepted();
    let newest = Note::parse(&village.look("/log/checkpoint").await.body).expect("a signed head");
    let cosign = |text: &str, time| village.app.sequencer.publish_cosignature(text, &witness.sign(text, time).expect("a time"));

    // It comes too late: the book has grown meanwhile.
    cosign(older.text(), 100);
    assert_eq!(signers(&village).await, 1);
    cosign(newest.text(), 100);
    assert_eq!(signers(&village).await, 2);
    cosign(newest.text(), 200);
    assert_eq!(signers(&village).await, 2, "renewed, not added");
    let receipt = village.look(&format!("/receipts/{index}.tlog-proof")).await;
    assert!(receipt.text().contains("— temoin.test/w "), "{}", receipt.text());
    receipt.receipt(&village.log());
    village.pay("alice", "bob", "1.00").await.accepted();
    assert_eq!(signers(&village).await, 1, "the next head has none yet");
}

#[tokio::test]
async fn a_receipt_file_verifies_and_a_changed_one_does_not() {
    let mut village = Village::with_alice_and_bob().await;
    let index = village.pay("alice", "bob", "1.00").await.accepted();
    village.pay("bob", "alice", "0.50").await.accepted();
    let file = village.look(&format!("/receipts/{index}.tlog-proof")).await;
    assert_eq!(file.receipt(&village.log()).index, index);
    let other = file.text().replace(&format!("index {index}\n"), &format!("index {}\n", index - 1));
    assert!(Receipt::parse(other.as_bytes()).expect("well formed").verify(&village.log()).is_err());
    for missing in ["99.tlog-proof", "4.txt", "x.tlog-proof", "-1.tlog-proof"] {
        assert_eq!(village.look(&format!("/receipts/{missing}")).await.status, StatusCode::NOT_FOUND, "{missing}");
    }
}

#[tokio::test]
async fn both_sides_hear_of_a_payment_as_it_happens() {
    let mut village = Village::with_alice_and_bob().await;
    let request = Request::builder().uri("/events").body(RequestBody::empty()).expect("a request");
    let response = village.respond(request).await;
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let mut news = response.into_body().into_data_stream();
    let index = village.pay("alice", "bob", "1.00").await.accepted();

    let told = news.next().await.expect("the stream goes on").expect("and does not break");
    let told = std::str::from_utf8(&told).expect("events are text");
    let (name, data) = told.trim_end().split_once('\n').expect("a name and data");
    assert_eq!(name, "event: book");
    let data: serde_json::Value = serde_json::from_str(data.strip_prefix("data: ").expect("data")).expect("JSON");
    let accounts = ["alice", "bob"].map(|who| address(who).to_string());
    assert_eq!(data, serde_json::json!({ "index": index, "kind": "payment", "accounts": accounts }));
}

#[tokio::test]
async fn the_tree_revealed_is_the_tree_of_the_entries_in_the_file() {
    let mut village = Village::with_alice_and_bob().await;
    village.pay("alice", "bob", "1.00").await.accepted();
    let size = village.size();
    let entries = village.app.read(move |reader| reader.entries(0, size)).await.expect("the file");
    let (mut tree, mut frontier) = (Tree::new(), Frontier::new());
    for entry in &entries {
        tree.append(leaf_hash(&entry.bytes));
        frontier.append(leaf_hash(&entry.bytes));
    }
    assert_eq!(tree.root(), village.app.sequencer.book().tree.root());
    assert_eq!(frontier.root(), tree.root());
}

fn tile_path(level: &str, index: u64, width: u64) -> String {
    let partial = if width < 256 { format!(".p/{width}") } else { String::new() };
    format!("/log/tile/{level}/{index:03}{partial}")
}
