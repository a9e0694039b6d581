//! Phones as witnesses: which cosignatures are kept, and how they are counted on the book's page.

use axum::body::Body as RequestBody;
use axum::http::{Method, Request, StatusCode};
use gune::ledger::log::{Checkpoint, Cosigner, Note, Signer};
use gune::market::{Notice, Watch, Witness};
use gune::store::Store;

use crate::answer::Answer;
use crate::village::{PERIOD, Village, address, log_signer, signing_key};

/// The witness key of somebody's phone.
pub fn phone_of(who: &str) -> Witness {
    Witness { witness: address(&witness_of(who)) }
}

pub fn witness_of(who: &str) -> String {
    format!("{who}'s witness")
}

impl Village {
    pub async fn watch_with(&mut self, who: &str) -> Answer {
        self.post(who, Notice::Witness(phone_of(who))).await
    }

    pub fn head(&self) -> Checkpoint {
        let book = self.app.sequencer.book();
        Checkpoint::from_note(book.checkpoint.as_ref().expect("a head"), &self.log()).expect("signed by the log")
    }

    /// The present head under the signature of somebody's phone, as a phone sends it.
    pub fn cosigned_by(&self, who: &str) -> String {
        cosigned(&self.head().to_string(), who, self.now().seconds())
    }

    pub async fn cosign(&self, note: impl Into<String>) -> Answer {
        let request = Request::builder().method(Method::POST).uri("/log/cosignatures");
        self.ask(request.body(RequestBody::from(note.into())).expect("a request")).await
    }

    /// How many phones are counted, and how many of them have signed the head of so many entries or a later one.
    pub fn watched(&self, least: u64) -> (u64, u64) {
        let Watch { registered, current } = self.app.sequencer.book().watch(self.now(), least);
        (current, registered)
    }
}

pub fn cosigned(text: &str, who: &str, time: u64) -> String {
    let name = phone_of(who).verifier().name().to_owned();
    let cosigner = Cosigner::new(&name, signing_key(&witness_of(who))).expect("a good name");
    format!("{text}\n{}\n", cosigner.sign(text, time).expect("a time that can be spelled"))
}

#[tokio::test]
async fn a_phone_that_somebody_vouches_for_cosigns_and_is_counted() {
    let mut village = Village::with_alice_and_bob().await;
    village.look("/book").await.shows(["Aucun téléphone ne garde encore cette tête."]);
    village.watch_with("alice").await.posted();
    village.watch_with("bob").await.posted();
    village.look("/book").await.shows(["Vue et signée par 0 téléphone sur 2. Les autres sont"]);
    let note = village.cosigned_by("alice");
    assert_eq!(village.cosign(note.as_str()).await.status, StatusCode::CREATED);
    village.look("/book").await.shows(["Vue et signée par 1 téléphone sur 2. Les autres sont"]);
    assert_eq!(village.cosign(village.cosigned_by("bob")).await.status, StatusCode::CREATED);
    village.look("/book").await.shows(["Vue et signée par 2 téléphones sur 2. Ce que cela veut dire"]);
    village.look_with("/book", "language=en").await.shows(["Seen and signed by 2 phones out of 2."]);
}

#[tokio::test]
async fn a_phone_is_behind_once_something_it_has_not_signed_is_two_minutes_old() {
    let mut village = Village::with_alice_and_bob().await;
    village.watch_with("alice").await.posted();
    village.cosign(village.cosigned_by("alice")).await;
    village.wait(PERIOD / 2).await;
    village.look("/book").await.shows(["signée par 1 téléphone sur 1."]);
    village.pay("bob", "alice", "1.00").await.accepted();
    village.wait(119).await;
    village.look("/book").await.shows(["signée par 1 téléphone sur 1."]);
    village.wait(1).await;
    village.look("/book").await.shows(["signée par 0 téléphone sur 1."]);
    village.cosign(village.cosigned_by("alice")).await;
    village.look("/book").await.shows(["signée par 1 téléphone sur 1."]);
}

#[tokio::test]
async fn anybody_reads_who_vouches_and_what_was_cosigned_and_counts_for_oneself() {
    let mut village = Village::with_alice_and_bob().await;
    village.join("carol").await.accepted();
    for who in ["alice", "bob", "carol"] {
        village.watch_with(who).await.posted();
    }
    village.cosign(village.cosigned_by("alice")).await;
    village.pay("alice", "bob", "1.00").await.accepted();
    village.cosign(village.cosigned_by("bob")).await;
    village.cosign(village.cosigned_by("carol")).await;

    let documents = village.look("/log/witnesses").await.text().to_owned();
    let vouched: Vec<Witness> = documents
        .split("\n\n")
        .map(|document| {
            let document = format!("{}\n", document.trim_end());
            let signed = gune::ledger::Signed::<Notice>::parse(document.as_bytes()).expect("a document");
            let signed = signed.verify().expect("signed by its key");
            let Notice::Witness(phone) = signed.document().body else { panic!("{document}") };
            phone
        })
        .collect();
    assert_eq!(vouched.len(), 3);

    let keys: Vec<_> = vouched.iter().map(Witness::verifier).collect();
    let listed = village.look("/log/cosignatures").await.text().to_owned();
    let blocks: Vec<&str> = listed.trim_end().split("\n\n").collect();
    let read = |pair: &[&str]| {
        let note = Note::parse(format!("{}\n\n{}\n", pair[0], pair[1]).as_bytes()).expect("a note");
        let head: Checkpoint = note.text().parse().expect("a head");
        assert_eq!(village.app.sequencer.book().tree.root_at(head.size()), Ok(*head.root()));
        (head.size(), note.verify(&keys).expect("cosigned").len())
    };
    let counted: Vec<(u64, usize)> = blocks.chunks(2).map(read).collect();
    let size = village.size();
    assert_eq!(counted, [(size, 2), (size - 1, 1)]);
}

#[tokio::test]
async fn a_head_that_this_book_does_not_have_is_refused_and_nothing_is_kept() {
    let mut village = Village::with_alice_and_bob().await;
    village.watch_with("alice").await.posted();
    let (head, now, log) = (village.head(), village.now().seconds(), village.log());
    let stranger = Signer::new("other.test/market", signing_key("another log")).expect("a good name");
    for (text, why) in [
        (Checkpoint::of(&log, head.size(), [7; 32]).to_string(), "another root: this phone has seen another book"),
        (Checkpoint::of(&log, head.size() + 1, *head.root()).to_string(), "a size that is still to come"),
        (Checkpoint::of(&log, u64::MAX, *head.root()).to_string(), "a size that never comes"),
        (Checkpoint::of(&log, 0, gune::ledger::log::EMPTY_ROOT).to_string(), "a book without an opening"),
        (Checkpoint::of(stranger.verifier(), head.size(), *head.root()).to_string(), "another log"),
        (format!("{head}extension\n"), "a line too many"),
    ] {
        let answer = village.cosign(cosigned(&text, "alice", now)).await;
        assert_eq!((answer.refused().as_str(), answer.status), ("head-unknown", StatusCode::CONFLICT), "{why}");
    }
    assert_eq!(village.watched(1), (0, 1));
    assert_eq!(village.look("/log/cosignatures").await.text(), "");
}

#[tokio::test]
async fn what_is_no_signed_head_is_refused() {
    let mut village = Village::with_alice_and_bob().await;
    village.watch_with("alice").await.posted();
    let note = village.cosigned_by("alice");
    let unsigned = village.head().to_string();
    for (body, code) in [
        (String::new(), "malformed"),
        (unsigned, "malformed"),
        ("hello\n\n— x AAAAAAA=\n".to_owned(), "malformed"),
        (note.replace("gune.test", "gune\ttest"), "malformed"),
        (note.trim_end().to_owned(), "malformed"),
        (note.replacen('\n', "\n0", 1), "malformed"),
        (format!("{note}{}\n", "x".repeat(5_000)), "too-large"),
        ("x".repeat(100_000), "too-large"),
    ] {
        assert_eq!(village.cosign(body.as_str()).await.refused(), code, "{:.40}", body);
    }
    let request = Request::builder().method(Method::POST).uri("/log/cosignatures");
    let bytes = village.ask(request.body(RequestBody::from(vec![0xff, 0xfe, b'\n'])).expect("a request")).await;
    assert_eq!(bytes.refused(), "malformed");
    assert_eq!(village.watched(1), (0, 1));
}

#[tokio::test]
async fn an_older_cosignature_sent_again_does_not_take_the_place_of_a_newer_one() {
    let mut village = Village::with_alice_and_bob().await;
    village.watch_with("alice").await.posted();
    let first = village.cosigned_by("alice");
    assert_eq!(village.cosign(first.as_str()).await.status, StatusCode::CREATED);
    assert_eq!(village.cosign(first.as_str()).await.status, StatusCode::OK, "the same once more");
    village.pay("alice", "bob", "1.00").await.accepted();
    let second = village.cosigned_by("alice");
    assert_eq!(village.cosign(second.as_str()).await.status, StatusCode::CREATED);
    assert_eq!(village.cosign(first.as_str()).await.status, StatusCode::OK);
    assert_eq!(village.look("/log/cosignatures").await.text(), second, "one cosignature a phone, the newest");
}

#[tokio::test]
async fn a_restart_keeps_the_phones_and_what_they_signed() {
    let mut village = Village::with_alice_and_bob().await;
    village.watch_with("alice").await.posted();
    village.watch_with("bob").await.posted();
    village.cosign(village.cosigned_by("alice")).await;
    let (size, listed) = (village.size(), village.look("/log/cosignatures").await.text().to_owned());
    let village = village.restart_on("gune.db").expect("the book is whole");
    assert_eq!(village.watched(size), (1, 2));
    assert_eq!(village.look("/log/cosignatures").await.text(), listed);
    assert_eq!(village.cosign(village.cosigned_by("bob")).await.status, StatusCode::CREATED);
    assert_eq!(village.watched(size), (2, 2));
}

#[tokio::test]
async fn what_other_hands_wrote_of_phones_into_the_file_is_not_counted() {
    for (written, watched) in [
        ("update witness set size = size + 5, root = zeroblob(32)", (0, 1)),
        ("update witness set time = time + 1", (0, 1)),
        ("update witness set line = replace(line, substr(line, -20, 1), char(unicode(substr(line, -20, 1)) + 1))", (0, 1)),
        ("update witness set document = replace(document, 'number: ', 'number: 1')", (0, 0)),
    ] {
        let mut village = Village::with_alice_and_bob().await;
        village.watch_with("alice").await.posted();
        village.cosign(village.cosigned_by("alice")).await;
        assert_eq!(village.watched(1), (1, 1));
        let file = rusqlite::Connection::open(village.folder().join("gune.db")).expect("the file");
        assert_eq!(file.execute(written, []).expect("whoever has it can"), 1);
        drop(file);
        let village = village.restart_on("gune.db").expect("the book is whole");
        assert_eq!(village.watched(1), watched, "{written}");
    }
}

#[tokio::test]
async fn a_book_of_the_version_before_gets_its_table_and_loses_nothing() {
    let village = Village::with_alice_and_bob().await;
    let (size, path) = (village.size(), village.folder().join("gune.db"));
    let file = rusqlite::Connection::open(&path).expect("the file");
    file.execute_batch("drop table witness; drop table membership; create table movement (idx integer); pragma user_version = 3")
        .expect("as the version before left it");
    drop(file);
    let mut village = village.restart_on("gune.db").expect("the book is brought forward");
    assert_eq!(village.size(), size);
    village.watch_with("alice").await.posted();
    assert_eq!(Store::open(&path).expect("it opens").reader().witnesses(10).expect("rows").len(), 1);
}

#[tokio::test]
async fn the_served_checkpoint_bears_the_logs_signature_alone() {
    let mut village = Village::with_alice_and_bob().await;
    village.watch_with("alice").await.posted();
    village.cosign(village.cosigned_by("alice")).await;
    let head = village.look("/log/checkpoint").await;
    let note = Note::parse(&head.body).expect("a note");
    let names: Vec<&str> = note.signatures().iter().map(|signature| signature.name()).collect();
    assert_eq!(names, [log_signer().verifier().name()]);
}
