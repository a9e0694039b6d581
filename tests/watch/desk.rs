//! The desk of a witness, through its real router: what is asked, and what C2SP tlog-witness wants answered.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use ed25519_dalek::SigningKey;
use gune::http::{Watch, watch_router};
use gune::ledger::Pubkey;
use gune::ledger::log::{Algorithm, Checkpoint, Cosigner, EMPTY_ROOT, Note, Signer, VerifierKey, read_answer};
use gune::sequencer::Clock;
use gune::store::WatchStore;
use gune::watch::{Kept, Witness};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;
use tower::ServiceExt as _;

use crate::log::Log;

/// 28 November 2026, 14:03:20 UTC.
const NOW: u64 = 1_795_874_600;

pub fn cosigner() -> Cosigner {
    Cosigner::new("temoin.example/w", SigningKey::from_bytes(&[8; 32])).unwrap()
}

/// A witness with its files in this folder.
pub fn witness(folder: &Path, logs: Vec<VerifierKey>) -> Witness {
    let store = WatchStore::open(&folder.join("witness.db")).unwrap();
    Witness::new(cosigner(), logs, store, Kept::new(folder.join("heads"))).unwrap()
}

/// A witness behind its router.
struct Desk {
    router: axum::Router,
    clock: Arc<AtomicU64>,
    folder: TempDir,
}

struct Answer {
    status: StatusCode,
    kind: String,
    body: String,
}

impl Desk {
    fn of(logs: Vec<VerifierKey>) -> Desk {
        Desk::again(tempfile::tempdir().unwrap(), logs)
    }

    fn again(folder: TempDir, logs: Vec<VerifierKey>) -> Desk {
        let clock = Arc::new(AtomicU64::new(NOW));
        let witness = witness(folder.path(), logs);
        let watch = Watch::new(witness, Clock::ByHand(Arc::clone(&clock)), jiff::tz::TimeZone::UTC);
        Desk { router: watch_router(Arc::new(watch)), clock, folder }
    }

    /// The program is stopped and started again.
    fn restart(self, logs: Vec<VerifierKey>) -> Desk {
        let Desk { router, folder, .. } = self;
        drop(router);
        Desk::again(folder, logs)
    }

    async fn respond(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        let body = to_bytes(body, 1 << 24).await.unwrap();
        let kind = head.headers.get(header::CONTENT_TYPE).map_or("", |kind| kind.to_str().unwrap()).to_owned();
        Answer { status: head.status, kind, body: String::from_utf8(body.to_vec()).unwrap() }
    }

    async fn add(&self, body: impl Into<Body>) -> Answer {
        let request = Request::builder().method(Method::POST).uri("/add-checkpoint").body(body.into()).unwrap();
        self.respond(request).await
    }

    async fn look(&self, path: &str) -> Answer {
        self.respond(Request::builder().uri(path).header(header::ACCEPT_LANGUAGE, "en").body(Body::empty()).unwrap()).await
    }
}

/// The time of the cosignature in an answer, of exactly this head.
fn cosigned(answer: &Answer, note: &Note) -> u64 {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let (cosignature, time) = read_answer(answer.body.as_bytes(), note.text(), cosigner().verifier()).expect("a cosignature");
    // As tlog-witness says: under the checkpoint, the answer is a part of a note.
    let whole = Note::parse(format!("{note}{}", answer.body).as_bytes()).unwrap();
    assert_eq!(whole.signatures().last(), Some(&cosignature));
    assert_eq!(whole.verify(&[cosigner().verifier().clone()]).unwrap()[0].time, Some(time));
    time
}

fn conflict(answer: &Answer, size: u64) {
    assert_eq!((answer.status, answer.kind.as_str()), (StatusCode::CONFLICT, "text/x.tlog.size"));
    assert_eq!(answer.body, format!("{size}\n"));
}

#[tokio::test]
async fn the_published_requests_have_the_published_answers() {
    let vectors: Value = serde_json::from_str(include_str!("../vectors/notes.json")).unwrap();
    let about = &vectors["add_checkpoint"];
    let field = |name: &str| about[name].as_str().unwrap();
    let bytes = hex::decode(field("log_ed25519_public_hex")).unwrap().try_into().unwrap();
    let origin = field("log_origin");
    let desk = Desk::of(vec![VerifierKey::new(origin, Algorithm::Ed25519, Pubkey::from_bytes(bytes)).unwrap()]);
    let requests = vectors["add_checkpoint_requests"].as_array().unwrap();
    assert_eq!(requests.len(), 9);
    let mut size = 0;
    for request in requests {
        let body = request["body"].as_str().unwrap();
        let answer = desk.add(body.to_owned()).await;
        // The published program is older than the rule that an unknown origin is 404.
        let unknown = !body.contains(&format!("\n{origin}\n"));
        let expected = if unknown { 404 } else { request["litewitness_status"].as_u64().unwrap() };
        assert_eq!(u64::from(answer.status.as_u16()), expected, "{body}{}", answer.body);
        match expected {
            200 => {
                let note = Note::parse(body.split_once("\n\n").unwrap().1.as_bytes()).unwrap();
                assert_eq!(cosigned(&answer, &note), NOW);
                size = note.text().parse::<Checkpoint>().unwrap().size();
            }
            409 => conflict(&answer, size),
            _ => assert_eq!(answer.kind, "text/plain; charset=utf-8"),
        }
    }
    assert_eq!(size, 5);
}

#[tokio::test]
async fn each_rule_of_the_protocol_has_its_status() {
    let log = Log::new(20);
    let desk = Desk::of(vec![log.key()]);
    let status = async |body: String| desk.add(body).await.status.as_u16();

    // Form.
    let good = log.ask(0, 5).to_string();
    for bad in [
        String::new(),
        "old 0\n".into(),
        good.replace("old 0", "old 00"),
        good.replace("old 0", "old -1"),
        good.replace("old 0", "Old 0"),
        good.replace("old 0\n", "old 0\r\n"),
        good.replace("old 0\n", "old 0\nnot base64\n"),
        good.replace("old 0\n", &format!("old 0\n{}", "KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n".repeat(64))),
        good.replace("\n5\n", "\n05\n"),
        good[..good.len() - 1].to_owned(),
        "x".repeat(2_000_000),
    ] {
        assert_eq!(status(bad.clone()).await, 400, "{:?}", bad.get(..80));
    }
    assert_eq!(status(good.replace("old 0", "old 6")).await, 400, "the old size is larger");

    // Who signed.
    let stranger = Log { signer: Signer::new("autre.example", SigningKey::from_bytes(&[7; 32])).unwrap(), ..Log::new(20) };
    assert_eq!(status(stranger.ask(0, 5).to_string()).await, 404);
    let thief = Log { signer: Signer::new("marche.example/livre", SigningKey::from_bytes(&[6; 32])).unwrap(), ..Log::new(20) };
    assert_eq!(status(thief.ask(0, 5).to_string()).await, 403);
    let mut both = log.ask(0, 5);
    both.checkpoint.add(log.head(6).signatures()[0].clone()).unwrap();
    assert_eq!(status(both.to_string()).await, 403, "one good signature and one wrong by the same key");

    // What was proved.
    let mut proved = log.ask(0, 5);
    proved.proof = log.ask(4, 5).proof;
    assert_eq!(status(proved.to_string()).await, 422, "nothing proves growth from nothing");
    let mut empty = log.ask(0, 0);
    empty.checkpoint = Checkpoint::sign(0, [1; 32], &log.signer);
    assert_eq!(status(empty.to_string()).await, 422, "an empty log has the empty root");
    assert_eq!(log.root(0), EMPTY_ROOT);
    assert_eq!(cosigned(&desk.add(log.ask(0, 0).to_string()).await, &log.head(0)), NOW);

    assert_eq!(cosigned(&desk.add(good).await, &log.head(5)), NOW);
    conflict(&desk.add(log.ask(0, 9).to_string()).await, 5);
    conflict(&desk.add(log.ask(4, 5).to_string()).await, 5);
    conflict(&desk.add(log.ask(7, 9).to_string()).await, 5);
    let fork = Log::forked(20, 3);
    assert_eq!(status(fork.ask(5, 9).to_string()).await, 422);
    assert_eq!(status(fork.ask(5, 5).to_string()).await, 422, "the same size with another root");
    // The same head again, later: the cosignature says that it is still the newest.
    desk.clock.store(NOW + 60, Ordering::Relaxed);
    assert_eq!(cosigned(&desk.add(log.ask(5, 5).to_string()).await, &log.head(5)), NOW + 60);
    assert_eq!(cosigned(&desk.add(log.ask(5, 20).to_string()).await, &log.head(20)), NOW + 60);
    // A clock that was never set gives no cosignature, and breaks nothing.
    desk.clock.store(0, Ordering::Relaxed);
    assert_eq!(status(log.ask(20, 20).to_string()).await, 503);
    desk.clock.store(NOW, Ordering::Relaxed);
    assert_eq!(cosigned(&desk.add(log.ask(20, 20).to_string()).await, &log.head(20)), NOW);
}

#[tokio::test]
async fn several_logs_are_watched_each_for_itself_and_one_log_may_have_several_keys() {
    let log = Log::new(20);
    let named =
        |name: &str, seed| Log { signer: Signer::new(name, SigningKey::from_bytes(&[seed; 32])).unwrap(), ..Log::new(20) };
    let (other, heir) = (named("autre.example/livre", 6), named("marche.example/livre", 5));
    let desk = Desk::of(vec![log.key(), other.key(), heir.key()]);
    cosigned(&desk.add(log.ask(0, 5).to_string()).await, &log.head(5));
    cosigned(&desk.add(other.ask(0, 7).to_string()).await, &other.head(7));
    conflict(&desk.add(log.ask(0, 9).to_string()).await, 5);
    conflict(&desk.add(other.ask(0, 9).to_string()).await, 7);
    // The same book under its new key goes on where it was.
    cosigned(&desk.add(heir.ask(5, 9).to_string()).await, &heir.head(9));
    let page = desk.look("/").await.body;
    assert_eq!(page.matches("\nBook ").count(), 2, "{page}");
    assert!(page.contains("Book marche.example/livre\n  Head no. 9") && page.contains("Book autre.example/livre\n  Head no. 7"));
}

#[tokio::test]
async fn extension_lines_are_cosigned_as_they_stand_up_to_a_bound() {
    let log = Log::new(5);
    let desk = Desk::of(vec![log.key()]);
    let with = |lines: &str| {
        let checkpoint = Note::sign(&format!("{}{lines}", log.head(5).text()), &log.signer).unwrap();
        gune::ledger::log::AddCheckpoint { old: 0, proof: Vec::new(), checkpoint }
    };
    assert_eq!(desk.add(with(&"more and more\n".repeat(300)).to_string()).await.status, StatusCode::BAD_REQUEST);
    let extended = with("some extension\n");
    assert_eq!(cosigned(&desk.add(extended.to_string()).await, &extended.checkpoint), NOW);
}

#[tokio::test]
async fn what_was_cosigned_is_served_with_both_signatures_and_nothing_of_strangers() {
    let log = Log::new(9);
    let desk = Desk::of(vec![log.key()]);
    let path = format!("/{}/checkpoint", hex::encode(Sha256::digest("marche.example/livre")));
    assert_eq!(desk.look(&path).await.status, StatusCode::NOT_FOUND, "nothing was cosigned yet");
    let mut ask = log.ask(0, 9);
    let stranger = Cosigner::new("inconnu.example", SigningKey::from_bytes(&[5; 32])).unwrap();
    ask.checkpoint.add(stranger.sign(ask.checkpoint.text(), NOW).unwrap()).unwrap();
    cosigned(&desk.add(ask.to_string()).await, &log.head(9));
    let served = desk.look(&path).await;
    assert_eq!(served.status, StatusCode::OK);
    let note = Note::parse(served.body.as_bytes()).unwrap();
    assert_eq!(note.signatures().len(), 2, "{}", served.body);
    assert_eq!(note.verify(&[log.key(), cosigner().verifier().clone()]).unwrap().len(), 2);
    assert_eq!(desk.look("/00/checkpoint").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn two_heads_of_one_size_are_kept_as_evidence_and_shown_to_everybody() {
    let (log, fork) = (Log::new(20), Log::forked(20, 3));
    let desk = Desk::of(vec![log.key()]);
    assert!(desk.look("/").await.body.contains("Nothing cosigned yet."));
    for (old, new) in [(0, 5), (5, 8)] {
        cosigned(&desk.add(log.ask(old, new).to_string()).await, &log.head(new));
    }
    let quiet = desk.look("/").await.body;
    assert!(quiet.contains("Head no. 8, cosigned just now") && !quiet.contains("CONTRADICTION"), "{quiet}");

    // A head of a size that was cosigned long ago: no proof would be asked, but it is evidence all the same.
    conflict(&desk.add(fork.ask(4, 5).to_string()).await, 8);
    // A head larger than the last one cosigned, which nothing proves.
    assert_eq!(desk.add(fork.ask(8, 12).to_string()).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // When the log grows to that size, the two contradict each other.
    cosigned(&desk.add(log.ask(8, 12).to_string()).await, &log.head(12));
    for _ in 0..3 {
        conflict(&desk.add(fork.ask(4, 5).to_string()).await, 12);
    }

    let page = desk.look("/").await;
    assert_eq!(page.kind, "text/plain; charset=utf-8");
    let check = |page: &str| {
        assert_eq!(page.matches("CONTRADICTION").count(), 2, "each once, however often it is shown: {page}");
        for (size, which) in [(5, &log), (5, &fork), (12, &log), (12, &fork)] {
            let note = which.head(size).to_string();
            let lines: String = note.lines().map(|line| format!("    {line}\n")).collect();
            assert!(page.contains(lines.trim_end_matches('\n')), "the head of {size} entries is shown whole: {page}");
        }
    };
    check(&page.body);
    assert!(page.body.contains("Declined: head no. 12"), "{}", page.body);
    let words = bip39::Language::English.word_list();
    let head = gune::ledger::log::check_numbers(&log.head(12).text().parse().unwrap());
    assert!(page.body.contains(&head.map(|number| words[usize::from(number)]).join(" ")), "{}", page.body);
    let desk = desk.restart(vec![log.key()]);
    check(&desk.look("/").await.body);
}
