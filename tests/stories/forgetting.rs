//! Being forgotten: texts, listings and pictures go, the receipt says so, and nothing brings them back.

use gune::audit::{Options, Source, audit};
use gune::ledger::document::{Admission, Body, Erasure, Joining, Payment};
use gune::ledger::{Commitment, DocumentId, Phase};
use gune::market::{Listing, Notice};

use crate::village::{Texts, Village, address, jam, payment, text, words};

const MEMO: &str = "Merci pour les mûres";

/// Alice has paid bob with a memo, bob has answered with one, alice offers jam.
async fn told() -> (Village, u64, u64, String) {
    let mut village = Village::with_alice_and_bob().await;
    let hers = pay_with_memo(&mut village, "alice", "bob", MEMO).await;
    let his = pay_with_memo(&mut village, "bob", "alice", "De rien, Bob").await;
    let jam = village.put_up("alice", jam()).await.posted();
    (village, hers, his, jam)
}

async fn pay_with_memo(village: &mut Village, from: &str, to: &str, memo: &str) -> u64 {
    let (document, texts) = memo_document(village, from, to, memo);
    village.send(&document, &texts).await.accepted()
}

fn memo_document(village: &mut Village, from: &str, to: &str, memo: &str) -> (String, Texts) {
    let (salt, memo) = text(memo);
    let paid = Payment { memo: Some(Commitment::to(&salt, &memo)), ..payment(to, "1.00") };
    (village.sign(from, from, Body::Payment(paid)).to_text(), vec![(salt, memo)])
}

async fn erase(village: &mut Village, who: &str) -> u64 {
    village.act(who, Body::Erasure(Erasure)).await.accepted()
}

/// Every page on which somebody of this village is seen.
fn pages(jam: &str) -> Vec<String> {
    let (alice, bob) = (address("alice"), address("bob"));
    let mut pages: Vec<String> = (0..8).flat_map(|index| [format!("/book/{index}"), format!("/receipt/{index}")]).collect();
    let fixed = ["/book", "/book/entries", "/book/accounts", "/market", "/projector", "/pay", "/me", "/organise", "/erase"];
    pages.extend(fixed.map(Into::into));
    pages.extend(["/collect".into(), "/card".into(), format!("/listing/{jam}"), format!("/pay?to={alice}")]);
    pages.extend([format!("/book/account/{alice}"), format!("/book/account/{bob}"), format!("/pay?listing={jam}")]);
    pages
}

/// In how many of these pages alice's words are read, by whoever looks.
async fn seen(village: &Village, jam: &str) -> usize {
    let mut seen = 0;
    for page in pages(jam) {
        for who in ["alice", "bob", "olive"] {
            let read = village.look_as(who, &page).await;
            let read = read.text();
            seen += usize::from(["Alice", MEMO, "Confiture", "Barbieux"].iter().any(|word| read.contains(word)));
        }
    }
    seen
}

#[tokio::test]
async fn who_is_forgotten_is_seen_by_their_short_address_and_their_words_nowhere() {
    let (mut village, hers, his, jam) = told().await;
    assert!(seen(&village, &jam).await > 40, "the search finds what is there");
    let before = village.balance("alice");
    let erased = erase(&mut village, "alice").await;
    assert_eq!(seen(&village, &jam).await, 0);

    let short = address("alice").short();
    village.look("/book/accounts").await.shows([&short, "Nom effacé", "Bob"]);
    village.look(&format!("/book/account/{}", address("bob"))).await.shows([&short, "De rien, Bob"]);
    village.look("/projector").await.shows([&format!("{short} → Bob"), &format!("Bob → {short}")]);
    village.look_as("bob", "/pay").await.shows([&short]);
    village.look_as("olive", "/organise").await.shows([&short]);
    village.look(&format!("/receipt/{hers}")).await.shows([&short, "Bob"]);
    village.look(&format!("/receipt/{his}")).await.shows([&short, "De rien, Bob"]);
    village.look("/book/entries").await.shows([&format!("{short} fait effacer ses textes")]);
    village.look_with("/book/entries", "language=en").await.shows([&format!("{short} has their texts erased")]);
    village.look(&format!("/book/{hers}")).await.shows(["Un texte personnel a été effacé."]);
    assert_eq!(village.look(&format!("/listing/{jam}")).await.status, 404);
    assert_eq!(village.balance("alice"), before, "an erasure moves no money");

    // The receipt is signed by the log and says what it proves; the page says what cannot be erased.
    let receipt = village.look(&format!("/receipts/{erased}.tlog-proof")).await.receipt(&village.log());
    assert!(String::from_utf8(receipt.entry).expect("text").contains("gune/1 erasure\n"));
    let shown = village.look(&format!("/receipt/{erased}")).await;
    shown.shows(["Reçu d’effacement", &short, "tous effacés 2", "Les sauvegardes d’avant."]);
    let page = village.look_as("alice", "/erase").await;
    page.shows([
        "Votre nom est déjà effacé",
        "Les montants entre les clés.",
        "Le papier.",
        "Les mots que d’autres vous ont écrits.",
    ]);
}

#[tokio::test]
async fn nothing_brings_an_erased_text_back() {
    let (mut village, _, _, _) = told().await;
    let (salt, name) = text("Carole");
    let joining = village.sign("carole", "carole", Body::Joining(Joining { name: Commitment::to(&salt, &name) })).to_text();
    let joined = vec![(salt, name)];
    village.send(&joining, &joined).await.accepted();
    let (paying, memo) = memo_document(&mut village, "carole", "bob", "Un secret de Carole");
    village.send(&paying, &memo).await.accepted();
    let listing = Listing { title: words("Pain de Carole"), ..jam() };
    let offering = village.sign("carole", "carole", Notice::Listing(listing)).to_text();
    let offered: DocumentId = village.send(&offering, &Texts::new()).await.posted().parse().expect("an identifier");
    erase(&mut village, "carole").await;

    // The same documents again, with their texts: each has its old place, and no text.
    village.send(&joining, &joined).await.known();
    village.send(&paying, &memo).await.known();
    assert_eq!(village.send(&offering, &Texts::new()).await.status, 200);
    let forgotten = async |village: &Village| {
        for page in ["/book/accounts", "/book/entries", "/market", "/projector", &format!("/book/account/{}", address("bob"))] {
            assert!(!village.look(page).await.text().contains("Carole"), "{page}");
        }
    };
    forgotten(&village).await;
    let sale = Payment { listing: Some(offered), ..payment("carole", "4.00") };
    assert_eq!(village.act("bob", Body::Payment(sale)).await.refused(), "listing-closed");

    // Nor do a restart, or views that are rebuilt from the log.
    let village = village.restart_on("gune.db").expect("the book is whole");
    forgotten(&village).await;
    let mut store = gune::store::Store::open(&village.folder().join("gune.db")).expect("the file");
    store.clear_views().expect("views can be dropped");
    drop(store);
    let mut village = village.restart_on("gune.db").expect("the book is whole");
    forgotten(&village).await;
    village.send(&paying, &memo).await.known();
    forgotten(&village).await;

    // What she writes from now on stays, until she has it erased as well.
    let paid = pay_with_memo(&mut village, "carole", "bob", "Nouveau mot").await;
    village.look("/projector").await.shows(["Nouveau mot"]);
    let erased = erase(&mut village, "carole").await;
    assert!(!village.look("/projector").await.text().contains("Nouveau mot"));
    village.look(&format!("/book/{paid}")).await.shows(["Un texte personnel a été effacé."]);
    village.look(&format!("/receipt/{erased}")).await.shows(["tous effacés 3"]);
}

#[tokio::test]
async fn a_memo_that_came_in_the_same_batch_as_the_erasure_after_it_is_erased_too() {
    let mut village = Village::with_alice_and_bob().await;
    let mut together = 0;
    // What comes at once is one batch, unless the writer wakes right between the two.
    while together == 0 {
        let memo = text(&format!("Un mot de trop, le {}e", village.size()));
        let payment = Payment { memo: Some(Commitment::to(&memo.0, &memo.1)), ..payment("bob", "0.10") };
        let [paying, erasing] = [Body::Payment(payment), Body::Erasure(Erasure)]
            .map(|body| village.sign("alice", "alice", body).verify().expect("a signature"));
        let sequencer = &village.app.sequencer;
        let (paid, erased) = tokio::join!(sequencer.submit(paying, vec![memo.clone()]), sequencer.submit(erasing, Vec::new()));
        let (paid, erased) = (paid.expect("accepted").index, erased.expect("accepted").index);
        let readers = sequencer.readers();
        let left = readers.read(|reader| reader.personal_text(&Commitment::to(&memo.0, &memo.1))).expect("the file");
        assert_eq!((left, erased), (None, paid + 1));
        together += readers.read(|reader| reader.blocks_after(paid, 1)).expect("the file")[0].size - erased;
        assert!(erased < 60, "they never came together");
    }
}

#[tokio::test]
async fn the_audit_stays_green_counts_erasures_and_finds_a_text_that_was_kept() {
    let (mut village, hers, _, _) = told().await;
    let kept = village.app.read({
        let (salt, memo) = text(MEMO);
        move |reader| reader.personal_text(&Commitment::to(&salt, &memo))
    });
    let (salt, memo) = kept.await.expect("the file").expect("a memo");
    erase(&mut village, "alice").await;
    let file = village.folder().join("gune.db");
    let audited = || audit(&Source::File(file.clone()), &Options::default(), &mut |_, _| {});
    let report = audited().expect("the book is right");
    assert_eq!((report.erasures, report.erased), (1, Some(2)));

    let commitment = Commitment::to(&salt, &memo);
    let other = rusqlite::Connection::open(&file).expect("the file");
    let put_back = "insert into personal_text (commitment, salt, text) values (?, ?, ?)";
    other.execute(put_back, rusqlite::params![commitment.0, salt, memo]).expect("whoever has the file can do that");
    match audited() {
        Err(gune::audit::Failure::Wrong(found)) => {
            assert_eq!((found.lines, found.reason.code()), (Some((hers, hers)), "text-kept"));
        }
        other => panic!("the audit should have found it: {other:?}"),
    }
}

#[tokio::test]
async fn an_organisers_name_goes_too_and_only_by_their_own_wish_also_when_the_market_is_closed() {
    let (mut village, ..) = told().await;
    village.tempo(Phase::Closed).await.accepted();
    assert_eq!(
        village.act("olive", Body::Admission(Admission { members: vec![address("olive")] })).await.refused(),
        "market-closed"
    );
    // Olive's key signs for nobody else.
    assert_eq!(village.act_by("bob", "olive", Body::Erasure(Erasure)).await.refused(), "key-not-authorised");
    village.look("/book/accounts").await.shows(["Olive", "Bob"]);
    erase(&mut village, "olive").await;
    let accounts = village.look("/book/accounts").await.reads();
    assert!(!accounts.contains("Olive") && accounts.contains("Bob") && accounts.contains("Alice"), "{accounts}");
    assert_eq!(village.look("/erase").await.status, 303, "whoever has no account is shown the door");
}

#[tokio::test]
async fn when_an_erasure_is_answered_the_files_are_scrubbed_before_anything_else_is() {
    let (mut village, ..) = told().await;
    let found = |village: &Village| {
        let files = ["gune.db", "gune.db-wal"].map(|name| std::fs::read(village.folder().join(name)).unwrap_or_default());
        let (salt, memo) = text(MEMO);
        let wanted = [memo.as_bytes(), b"Barbieux", &salt].map(<[u8]>::to_vec);
        files.iter().filter(|bytes| wanted.iter().any(|text| bytes.windows(text.len()).any(|part| part == text))).count()
    };
    assert!(found(&village) > 0, "the search finds what is there");
    erase(&mut village, "alice").await;
    village.pay("bob", "alice", "1.00").await.accepted();
    assert_eq!(found(&village), 0);
}
