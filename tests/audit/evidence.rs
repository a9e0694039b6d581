//! Evidence that phones keep: what two signed heads prove, alone and against a book; and what proves nothing.

use std::path::{Path, PathBuf};

use gune::audit::evidence::{Evidence, Place, Proved};
use gune::audit::{Options, Source, audit};
use gune::ledger::log::{AddCheckpoint, Checkpoint, Hash, Signer, Tree, leaf_hash};
use gune::store::Readers;
use tempfile::TempDir;

use crate::PLAYED;
use crate::market::log_key;
use crate::program::{gune, json};

/// The tree of the book that was played.
fn tree() -> Tree {
    let entries = Readers::open(&PLAYED.data().join("gune.db")).unwrap().read(|reader| reader.entries(0, PLAYED.size)).unwrap();
    let mut tree = Tree::new();
    entries.iter().for_each(|entry| tree.append(leaf_hash(&entry.bytes)));
    tree
}

/// A head of the true book, as its log signed it.
fn head(size: u64) -> String {
    signed(size, tree().root_at(size).unwrap(), &log_key())
}

fn signed(size: u64, root: Hash, by: &Signer) -> String {
    Checkpoint::sign(size, root, by).to_string()
}

fn evidence(parts: &[&str]) -> String {
    format!("gune/1 evidence\n{}\n\n{}", log_key().verifier(), parts.join("\n"))
}

fn proved(text: &str) -> Proved {
    Evidence::parse(text).expect("evidence").examine(None).proved
}

/// What it proves against the book that was played, and where its heads stand to it.
fn against(text: &str) -> (Proved, Vec<Place>) {
    let evidence = Evidence::parse(text).expect("evidence");
    let options = Options { sizes: evidence.sizes(), ..Options::default() };
    let book = audit(&Source::Data(PLAYED.data()), &options, &mut |_, _| {}).unwrap();
    let examined = evidence.examine(Some(&book));
    (examined.proved, examined.heads.iter().map(|head| head.place).collect())
}

fn file(text: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gune-evidence.txt");
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn two_heads_of_one_size_prove_two_books_by_themselves() {
    let (_folder, path) = file(&evidence(&[&head(100), &signed(100, [7; 32], &log_key())]));
    let (code, printed) = gune(&["audit", "--evidence", text(&path), "--language", "en"]);
    assert_eq!(code, 3, "{printed}");
    assert!(printed.trim_end().ends_with("Two heads have the same number of entries and not the same words."), "{printed}");
    assert_eq!(printed.matches("100 entries: ").count(), 2, "with the check words of both: {printed}");
    let (code, verdict) = json(&["audit", "--evidence", text(&path), "--json"]);
    assert_eq!((code, verdict["code"].as_str(), verdict["proved"].as_bool()), (3, Some("two-books"), Some(true)));
    let words = |place: usize| verdict["heads"][place]["check_words"]["fr"].clone();
    assert!(words(0).as_array().is_some_and(|words| words.len() == 6) && words(0) != words(1), "{verdict:#}");
    let (code, printed) = gune(&["audit", "--evidence", text(&path), "--quiet"]);
    assert_eq!((code, printed.lines().count()), (3, 1));
}

#[test]
fn a_head_that_the_book_does_not_hold_is_proved_against_it() {
    let other = signed(101, [7; 32], &log_key());
    assert_eq!(proved(&evidence(&[&head(100), &other])), Proved::Nothing);
    assert_eq!(against(&evidence(&[&head(100), &other])), (Proved::AnotherBook, vec![Place::Held, Place::Other]));
    let (_folder, path) = file(&evidence(&[&head(100), &other]));
    let (code, printed) = gune(&["audit", "--evidence", text(&path), text(&PLAYED.data()), "--language", "en"]);
    assert_eq!(code, 3, "{printed}");
    assert!(printed.contains("This book does not have that head"), "{printed}");
    let (alone, printed) = gune(&["audit", "--evidence", text(&path), "--language", "en"]);
    assert_eq!(alone, 0, "{printed}");
    assert!(printed.contains("Give the book too"), "{printed}");
}

#[test]
fn a_book_that_ends_before_a_signed_head_is_shorter() {
    let longer = signed(PLAYED.size + 1, [7; 32], &log_key());
    assert_eq!(against(&evidence(&[&longer, &head(100)])), (Proved::ShorterBook, vec![Place::Beyond, Place::Held]));
    let (_folder, path) = file(&evidence(&[&longer]));
    let (code, verdict) = json(&["audit", "--evidence", text(&path), text(&PLAYED.data()), "--json"]);
    assert_eq!(
        (code, verdict["code"].as_str(), verdict["heads"][0]["in_book"].as_str()),
        (3, Some("shorter-book"), Some("beyond"))
    );
}

#[test]
fn heads_of_one_book_prove_nothing_against_it() {
    let heads = evidence(&[&head(100), &head(PLAYED.size)]);
    assert_eq!(proved(&heads), Proved::Nothing);
    assert_eq!(against(&heads), (Proved::OneBook, vec![Place::Held, Place::Held]));
    let (_folder, path) = file(&heads);
    assert_eq!(gune(&["audit", "--evidence", text(&path), text(&PLAYED.data())]).0, 0);
    assert_eq!(against(&evidence(&[&head(100), &head(100)])).0, Proved::OneBook);
}

#[test]
fn a_proof_in_the_file_counts_if_it_holds() {
    let body = |proof: Vec<Hash>| {
        let checkpoint = Checkpoint::sign(200, tree().root_at(200).unwrap(), &log_key());
        AddCheckpoint { old: 100, proof, checkpoint }.to_string()
    };
    let good = tree().consistency(100, 200).unwrap();
    assert_eq!(proved(&evidence(&[&head(100), &body(good.clone())])), Proved::OneBook);
    assert_eq!(proved(&evidence(&[&head(100), &body(good[1..].to_vec())])), Proved::Nothing);
    assert_eq!(proved(&evidence(&[&head(99), &body(good.clone())])), Proved::Nothing, "a proof for another head");
    assert_eq!(proved(&evidence(&[&signed(100, [7; 32], &log_key()), &body(good)])), Proved::Nothing);
}

#[test]
fn heads_that_the_logs_key_did_not_sign_count_for_nothing() {
    let thief = Signer::new("gune.local/market", ed25519_dalek::SigningKey::from_bytes(&[1; 32])).unwrap();
    let forged = signed(100, [7; 32], &thief);
    let text_of_head = evidence(&[&head(100), &forged]);
    assert_eq!(proved(&text_of_head), Proved::Nothing);
    assert_eq!(against(&text_of_head).0, Proved::OneBook);
    let (_folder, path) = file(&text_of_head);
    let (code, printed) = gune(&["audit", "--evidence", text(&path), "--language", "fr"]);
    assert_eq!(code, 0);
    assert!(printed.contains("n’a pas signé cette tête, elle ne compte pas"), "{printed}");
    let changed = head(100).replace("\n100\n", "\n101\n");
    assert_eq!(proved(&evidence(&[&head(101), &changed])), Proved::Nothing, "a changed head is signed by nobody");
    assert_eq!(against(&evidence(&[&forged])).0, Proved::Nothing);
}

#[test]
fn a_book_of_another_log_says_nothing_of_it() {
    let stranger = Signer::new("gune.local/other", ed25519_dalek::SigningKey::from_bytes(&[1; 32])).unwrap();
    let text_of = |roots: [u8; 2]| {
        let heads = roots.map(|root| signed(100, [root; 32], &stranger));
        format!("gune/1 evidence\n{}\n\n{}", stranger.verifier(), heads.join("\n"))
    };
    assert_eq!(against(&text_of([7, 7])), (Proved::Nothing, vec![Place::Unasked, Place::Unasked]));
    assert_eq!(against(&text_of([7, 8])).0, Proved::TwoBooks, "which it proves by itself all the same");
    let (_folder, path) = file(&text_of([7, 7]));
    let (code, verdict) = json(&["audit", "--evidence", text(&path), text(&PLAYED.data()), "--json"]);
    assert_eq!((code, verdict["other_log"].as_bool()), (0, Some(true)));
}

#[test]
fn what_is_no_evidence_is_said_to_be_none() {
    let good = evidence(&[&head(100), &signed(100, [7; 32], &log_key())]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    let many = evidence(&vec![head(100).as_str(); 17]);
    for bad in [
        String::new(),
        head(100),
        good.replace("gune/1", "gune/2"),
        good.replacen("\n\n", "\n", 1),
        good.trim_end().to_owned(),
        format!("{good}\n"),
        format!("{good}more"),
        good.replace('—', "-"),
        good.replace("\n100\n", "\n0100\n"),
        good.replacen("+", "-", 1),
        format!("gune/1 evidence\n{}\n\n", log_key().verifier()),
        evidence(&["old 5\n"]),
        many,
        "x".repeat(300_000),
    ] {
        assert!(Evidence::parse(&bad).is_none(), "{bad:.60}");
        std::fs::write(&path, &bad).unwrap();
        assert_eq!(gune(&["audit", "--evidence", text(&path)]).0, 2, "{bad:.60}");
    }
    assert_eq!(gune(&["audit", "--evidence", text(&folder.path().join("nowhere"))]).0, 2);
    let (_folder, one) = file(&evidence(&[&head(100)]));
    assert_eq!(gune(&["audit", "--evidence", text(&one), text(&folder.path().join("nowhere"))]).0, 2);
}

#[test]
fn a_book_that_is_wrong_takes_nothing_from_what_heads_prove() {
    let copy = PLAYED.copy();
    crate::raise_an_amount(&copy.open());
    let (_folder, two) = file(&evidence(&[&head(100), &signed(100, [7; 32], &log_key())]));
    let (code, printed) = gune(&["audit", "--evidence", text(&two), text(&copy.data), "--language", "en"]);
    assert_eq!(code, 3, "{printed}");
    assert!(printed.contains("signed two different books"), "{printed}");
    let (_folder, one) = file(&evidence(&[&head(100)]));
    let (code, printed) = gune(&["audit", "--evidence", text(&one), text(&copy.data), "--language", "en"]);
    assert_eq!(code, 3, "{printed}");
    assert!(printed.contains("This book is wrong"), "{printed}");
}
