//! When a witness is asked: at once for a new head, every ten minutes for one that stays, each turn while it is away.
//!
//! The market and the witness are the real ones; between them there is no network, and the test says what time it is.

use std::sync::atomic::AtomicU64;

use ed25519_dalek::SigningKey;

use super::*;
use crate::ledger::document::Signed;
use crate::ledger::identifier::Salt;
use crate::ledger::log::{Cosigner, Signer, read_answer};
use crate::sequencer::{Clock, Guard};
use crate::store::{Store, WatchStore};
use crate::watch::Witness;

/// The witness is not asked.
const NOT_ASKED: [u64; 0] = [];

/// When the market opens, by the clocks of both.
const OPENED: u64 = 1_795_874_400;

/// A market, its witness, and the thread's work without the thread.
struct Scene {
    sequencer: Sequencer,
    witness: Witness,
    errand: Errand,
    known: Arc<Mutex<Known>>,
    /// The sizes from which the witness was asked to go on, since the last look.
    asked: Vec<u64>,
    away: bool,
    /// The moment at which it all began.
    start: Instant,
    runtime: tokio::runtime::Runtime,
    _folder: tempfile::TempDir,
}

/// The signed document of the vectors with this name, and the personal texts that it commits to.
fn document(name: &str) -> Signed {
    let vectors: serde_json::Value =
        serde_json::from_str(include_str!("../../tests/vectors/documents.json")).expect("the vectors are JSON");
    let named = vectors["documents"].as_array().and_then(|all| all.iter().find(|case| case["name"] == name));
    let text = named.and_then(|case| case["document"].as_str()).expect("the vectors have it");
    Signed::parse(text.as_bytes()).expect("a document")
}

impl Scene {
    fn new() -> Scene {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        // The log that the vectors' opening names.
        let signer = Signer::new("market.example/log", SigningKey::from_bytes(&[9; 32])).unwrap();
        let log = signer.verifier().clone();
        let clock = Clock::ByHand(Arc::new(AtomicU64::new(OPENED)));
        let store = Store::open(&path("gune.db")).unwrap();
        let sequencer = Sequencer::start(store, signer, Guard::new(path("head")), clock).unwrap();
        let cosigner = Cosigner::new("temoin.example/w", SigningKey::from_bytes(&[8; 32])).unwrap();
        let key = cosigner.verifier().clone();
        let record = WatchStore::open(&path("witness.db")).unwrap();
        let witness = Witness::new(cosigner, vec![log], record, Kept::new(path("heads"))).unwrap();
        let known = Arc::new(Mutex::new(Known::default()));
        let listed = Listed { key, address: "http://nowhere.invalid".into() };
        let errand = Errand::new(listed, sequencer.clone(), Kept::new(path("cosigned")), Arc::clone(&known));
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let (asked, start) = (Vec::new(), Instant::now());
        let scene = Scene { sequencer, witness, errand, known, asked, away: false, start, runtime, _folder: folder };
        scene.enter("an opening", vec![(Salt::default(), "Olive".into())]);
        scene
    }

    /// A document of the vectors enters the book.
    fn enter(&self, name: &str, texts: Vec<(Salt, String)>) {
        let verified = document(name).verify().unwrap();
        self.runtime.block_on(self.sequencer.submit(verified, texts)).unwrap();
    }

    /// One turn, so many seconds after the beginning; the sizes that the witness was asked from.
    fn turn(&mut self, seconds: u64) -> Vec<u64> {
        let (witness, asked, away) = (&self.witness, &mut self.asked, self.away);
        let key = witness.verifier().clone();
        self.errand.turn(self.start + Duration::from_secs(seconds), |question| {
            asked.push(question.old);
            if away {
                return Answer::Nothing(Trouble::Away("no way there".into()));
            }
            let cosignature = witness.add(question.to_string().as_bytes(), OPENED + seconds).expect("an honest question");
            let answer = format!("{cosignature}\n");
            let (cosignature, time) = read_answer(answer.as_bytes(), question.checkpoint.text(), &key).expect("its answer");
            Answer::Cosigned(cosignature, time)
        });
        std::mem::take(&mut self.asked)
    }

    /// Of the head that is served: its size, and the times of the witness's cosignatures under it.
    fn served(&self) -> (u64, Vec<u64>) {
        let book = self.sequencer.book();
        let note = book.checkpoint.as_ref().expect("a head");
        let by_witness = note.only_by(std::slice::from_ref(self.witness.verifier()));
        let verified = by_witness.verify(std::slice::from_ref(self.witness.verifier())).unwrap_or_default();
        (book.tree.size(), verified.iter().filter_map(|signature| signature.time).collect())
    }

    /// The size and time of the last cosignature, as the page of the book shows it.
    fn shown(&self) -> Option<(u64, u64)> {
        lock(&self.known).cosigned.as_ref().map(|cosigned| (cosigned.size, cosigned.time))
    }
}

#[test]
fn a_head_that_stays_is_cosigned_again_every_ten_minutes_and_not_before() {
    let mut scene = Scene::new();
    assert_eq!(scene.turn(0), [0], "the first head is shown at once");
    assert_eq!((scene.served(), scene.shown()), ((1, vec![OPENED]), Some((1, OPENED))));
    for quiet in [1, 2, 300, 599] {
        assert_eq!(scene.turn(quiet), NOT_ASKED, "{quiet} s after it was cosigned it is fresh");
    }
    assert_eq!(scene.turn(600), [1], "the same head, from its own size: nothing to prove, only the time is new");
    assert_eq!((scene.served(), scene.shown()), ((1, vec![OPENED + 600]), Some((1, OPENED + 600))));
    assert_eq!(scene.turn(1_199), NOT_ASKED, "the ten minutes are counted from the last cosignature");
    assert_eq!(scene.turn(1_200), [1]);
    assert_eq!(scene.served(), (1, vec![OPENED + 1_200]), "one cosignature stands under the head, the latest");
}

#[test]
fn a_new_head_does_not_wait_for_the_ten_minutes_and_begins_them_anew() {
    let mut scene = Scene::new();
    assert_eq!(scene.turn(0), [0]);
    scene.enter("the door opens", Vec::new());
    assert_eq!(scene.served(), (2, vec![]), "a cosignature counts for the head it was made for");
    assert_eq!(scene.turn(500), [1]);
    assert_eq!(scene.served(), (2, vec![OPENED + 500]));
    assert_eq!(scene.turn(600), NOT_ASKED);
    assert_eq!(scene.turn(1_099), NOT_ASKED);
    assert_eq!(scene.turn(1_100), [2]);
}

#[test]
fn a_witness_that_is_away_when_it_should_renew_is_asked_each_turn_and_its_last_cosignature_stays() {
    let mut scene = Scene::new();
    assert_eq!(scene.turn(0), [0]);
    scene.away = true;
    for turn in [600, 602, 606] {
        assert_eq!(scene.turn(turn), [1]);
        assert_eq!((scene.served(), scene.shown()), ((1, vec![OPENED]), Some((1, OPENED))));
        assert!(matches!(lock(&scene.known).trouble, Some((Trouble::Away(_), _))));
    }
    scene.away = false;
    assert_eq!(scene.turn(614), [1]);
    assert_eq!((scene.served(), scene.shown()), ((1, vec![OPENED + 614]), Some((1, OPENED + 614))));
    assert_eq!(lock(&scene.known).trouble, None);
    assert_eq!(scene.turn(1_213), NOT_ASKED);
    assert_eq!(scene.turn(1_214), [1]);
}

#[test]
fn what_was_cosigned_before_a_restart_is_renewed_at_once() {
    let mut scene = Scene::new();
    assert_eq!(scene.turn(0), [0]);
    let Errand { witness, sequencer, kept, known, .. } = scene.errand;
    scene.errand = Errand::new(witness, sequencer, kept, known);
    assert_eq!(scene.shown(), Some((1, OPENED)), "it is remembered");
    assert_eq!(scene.turn(1), [1], "nobody knows how long ago that was");
    assert_eq!(scene.turn(600), NOT_ASKED);
}
