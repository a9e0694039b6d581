//! The log's formats against the vectors of other implementations: Merkle proofs, notes, checkpoints, tiles.
#![allow(clippy::unwrap_used, reason = "the vectors are part of the test")]

use std::fmt::Debug;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use gune::ledger::key::Pubkey;
use gune::ledger::log::{
    AddCheckpoint, AddCheckpointError, Algorithm, Checkpoint, EMPTY_ROOT, Frontier, Hash, Note, NoteError, TileKind, TilePath,
    Tree, VerifierKey, VerifierKeyError, decode_bundle, encode_bundle, leaf_hash, verify_consistency, verify_inclusion,
};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Inclusion {
    case: String,
    leaf_idx: u64,
    tree_size: u64,
    root: Option<String>,
    leaf_hash: Option<String>,
    proof: Vec<String>,
    want_err: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Consistency {
    case: String,
    size1: u64,
    size2: u64,
    root1: Option<String>,
    root2: Option<String>,
    proof: Vec<String>,
    want_err: bool,
}

fn decoded(text: &str) -> Vec<u8> {
    STANDARD.decode(text).unwrap()
}

/// The hash that a probe gives. Some give a few words in place of a root: these are filled up to a hash. An empty one
/// is no hash at all, as our types cannot hold it.
fn probe_hash(text: Option<&String>) -> Option<Hash> {
    let mut bytes = decoded(text?);
    if bytes.is_empty() {
        return None;
    }
    bytes.resize(32, 0);
    bytes.try_into().ok()
}

fn probe_proof(proof: &[String]) -> Option<Vec<Hash>> {
    proof.iter().map(|hash| decoded(hash).try_into().ok()).collect()
}

#[test]
fn inclusion_proofs_are_judged_as_published() {
    let probes: Vec<Inclusion> = serde_json::from_str(include_str!("vectors/merkle_inclusion.json")).unwrap();
    assert_eq!(probes.len(), 98);
    for probe in probes {
        let verdict = (|| {
            let leaf = probe_hash(probe.leaf_hash.as_ref())?;
            let root = probe_hash(probe.root.as_ref())?;
            let proof = probe_proof(&probe.proof)?;
            verify_inclusion(&leaf, probe.leaf_idx, probe.tree_size, &proof, &root).ok()
        })();
        assert_eq!(verdict.is_none(), probe.want_err, "{}", probe.case);
    }
}

#[test]
fn consistency_proofs_are_judged_as_published() {
    // C2SP tlog-witness proves growth from nothing by nothing; transparency-dev/merkle calls that meaningless.
    let from_nothing = "additional/size1-is-zero-and-size2-is-not-zero";
    let probes: Vec<Consistency> = serde_json::from_str(include_str!("vectors/merkle_consistency.json")).unwrap();
    assert_eq!(probes.len(), 98);
    for probe in probes {
        let verdict = (|| {
            let old_root = probe_hash(probe.root1.as_ref())?;
            let new_root = probe_hash(probe.root2.as_ref())?;
            let proof = probe_proof(&probe.proof)?;
            verify_consistency(probe.size1, probe.size2, &proof, &old_root, &new_root).ok()
        })();
        let refused = probe.want_err && probe.case != from_nothing;
        assert_eq!(verdict.is_none(), refused, "{}", probe.case);
    }
}

#[derive(Deserialize)]
struct Notes {
    valid: Vec<NoteCase>,
    invalid: Vec<NoteCase>,
    checkpoints_good: Vec<String>,
    checkpoints_bad: Vec<String>,
    add_checkpoint: Value,
    add_checkpoint_requests: Vec<Value>,
    cosigned: Value,
}

#[derive(Deserialize)]
struct NoteCase {
    name: String,
    #[serde(default)]
    note: String,
    note_hex: Option<String>,
    vkeys: Vec<String>,
    expect_verified: Option<usize>,
    expect: String,
}

impl NoteCase {
    fn keys(&self) -> Vec<VerifierKey> {
        self.vkeys.iter().map(|line| parse_and_print(line)).collect()
    }

    fn bytes(&self) -> Vec<u8> {
        match &self.note_hex {
            Some(digits) => hex::decode(digits).unwrap(),
            None => self.note.clone().into_bytes(),
        }
    }
}

fn notes() -> Notes {
    serde_json::from_str(include_str!("vectors/notes.json")).unwrap()
}

fn parse_and_print<T: std::str::FromStr<Err: Debug> + ToString>(text: &str) -> T {
    let value: T = text.parse().unwrap();
    assert_eq!(value.to_string(), text);
    value
}

#[test]
fn published_notes_are_verified_and_printed_as_they_were() {
    for case in notes().valid {
        let note = Note::parse(&case.bytes()).unwrap();
        assert_eq!(note.to_string(), case.note, "{}", case.name);
        let keys = case.keys();
        let verdict = note.verify(&keys).map(|attestations| attestations.len());
        let expected = match case.expect.as_str() {
            "accept" => Ok(case.expect_verified.unwrap()),
            _ => Err(NoteError::NoKnownSignature),
        };
        assert_eq!(verdict, expected, "{}", case.name);
    }
}

#[test]
fn published_malformed_notes_are_refused() {
    for case in notes().invalid {
        let keys = case.keys();
        let parsed = Note::parse(&case.bytes());
        if case.expect == "malformed" {
            assert!(parsed.is_err(), "{}", case.name);
        } else {
            assert_eq!(parsed.unwrap().verify(&keys), Err(NoteError::WrongSignature), "{}", case.name);
        }
    }
}

#[test]
fn a_cosigned_checkpoint_gives_the_time_and_other_kinds_are_passed_over() {
    let cosigned = notes().cosigned;
    let text = |field: &str| cosigned[field].as_str().unwrap().to_owned();
    let note = Note::parse(text("note").as_bytes()).unwrap();
    assert_eq!(note.to_string(), text("note"));
    assert_eq!(note.signatures().len(), 3);
    let keys: Vec<VerifierKey> =
        ["log_vkey", "witness_ed25519_cosig_vkey_type04"].map(|field| parse_and_print(&text(field))).into();
    let attestations = note.verify(&keys).unwrap();
    assert_eq!(attestations.len(), 2);
    assert_eq!(attestations[0].time, None);
    assert!(attestations[1].time.is_some());
    let mldsa: Result<VerifierKey, _> = text("witness_mldsa44_vkey_type06").parse();
    assert_eq!(mldsa, Err(VerifierKeyError::UnknownAlgorithm));
    assert_eq!(Checkpoint::from_note(&note, &keys[0]).unwrap().size(), 70_000);
}

#[test]
fn checkpoint_bodies_are_judged_as_published() {
    let notes = notes();
    for body in notes.checkpoints_good {
        parse_and_print::<Checkpoint>(&body);
    }
    for body in notes.checkpoints_bad {
        assert!(body.parse::<Checkpoint>().is_err(), "{body:?}");
    }
}

#[test]
fn a_witness_built_of_these_parts_answers_as_the_published_one() {
    let notes = notes();
    let field = |name: &str| notes.add_checkpoint[name].as_str().unwrap();
    let bytes = hex::decode(field("log_ed25519_public_hex")).unwrap().try_into().unwrap();
    let log = VerifierKey::new(field("log_origin"), Algorithm::Ed25519, Pubkey::from_bytes(bytes)).unwrap();
    let (mut size, mut root) = (0, EMPTY_ROOT);
    for request in &notes.add_checkpoint_requests {
        let body = request["body"].as_str().unwrap();
        let status = match AddCheckpoint::parse(body.as_bytes()) {
            // One forged signature leaves unused bits that are not zero: it is no base64 of ours to begin with.
            Err(error) => {
                assert_eq!(error, AddCheckpointError::Note(NoteError::MalformedSignature));
                403
            }
            Ok(add) => {
                assert_eq!(add.to_string(), body);
                match Checkpoint::from_note(&add.checkpoint, &log) {
                    Err(_) => 403,
                    Ok(_) if add.old != size => 409,
                    Ok(head) => match verify_consistency(size, head.size(), &add.proof, &root, head.root()) {
                        Err(_) => 422,
                        Ok(()) => {
                            (size, root) = (head.size(), *head.root());
                            200
                        }
                    },
                }
            }
        };
        assert_eq!(Some(status), request["litewitness_status"].as_u64(), "{body}");
    }
    assert!(size > 1);
}

#[derive(Deserialize)]
struct Tiles {
    tessera: Value,
    tessera_checkpoints: Vec<String>,
    tessera_tiles: Vec<Tile>,
    sunlight: Value,
    sunlight_tiles: Vec<Tile>,
}

#[derive(Deserialize)]
struct Tile {
    path: String,
    base64: String,
}

fn tiles() -> Tiles {
    serde_json::from_str(include_str!("vectors/tiles.json")).unwrap()
}

#[test]
fn a_small_published_log_is_built_again_from_its_entries() {
    let tiles = tiles();
    let log: VerifierKey = parse_and_print(tiles.tessera["vkey"].as_str().unwrap());
    let whole = tiles.tessera_tiles.iter().find(|tile| tile.path == "tile/entries/000.p/15").unwrap();
    let bundle = decoded(&whole.base64);
    let entries = decode_bundle(&bundle).unwrap();
    assert_eq!(entries.len(), 15);

    let (mut tree, mut frontier) = (Tree::new(), Frontier::new());
    for size in 0_u64.. {
        let signed = tiles.tessera_checkpoints[usize::try_from(size).unwrap()].as_bytes();
        let checkpoint = Checkpoint::open(signed, &log).unwrap();
        assert_eq!((checkpoint.size(), *checkpoint.root()), (size, tree.root()));
        assert_eq!(frontier.root(), tree.root());
        let Some(entry) = entries.get(usize::try_from(size).unwrap()) else {
            break;
        };
        tree.append(leaf_hash(entry));
        frontier.append(leaf_hash(entry));
    }
    assert_eq!(tree.size(), 15);

    for tile in &tiles.tessera_tiles {
        let path: TilePath = parse_and_print(&tile.path);
        let expected = decoded(&tile.base64);
        match path.kind() {
            TileKind::Hashes(level) => {
                let hashes = tree.tile(level, path.index(), path.width()).unwrap();
                assert_eq!(hashes.as_flattened(), expected, "{}", tile.path);
            }
            TileKind::Entries => {
                let bundle = encode_bundle(&entries[..usize::from(path.width())]).unwrap();
                assert_eq!(bundle, expected, "{}", tile.path);
            }
        }
    }
}

#[test]
fn a_published_log_of_two_levels_of_tiles_is_built_again_from_its_leaves() {
    let tiles = tiles();
    let log: VerifierKey = parse_and_print(tiles.sunlight["vkey"].as_str().unwrap());
    // Only its mirror has signed this copy, so the note is opened and the body read apart.
    let note = Note::parse(tiles.sunlight["checkpoint"].as_str().unwrap().as_bytes()).unwrap();
    note.verify(&[log]).unwrap();
    let checkpoint: Checkpoint = note.text().parse().unwrap();

    let mut tree = Tree::new();
    for path in ["tile/0/000", "tile/0/001.p/44"] {
        let tile = tiles.sunlight_tiles.iter().find(|tile| tile.path == path).unwrap();
        for leaf in decoded(&tile.base64).chunks_exact(32) {
            tree.append(leaf.try_into().unwrap());
        }
    }
    assert_eq!((tree.size(), tree.root()), (checkpoint.size(), *checkpoint.root()));
    for tile in &tiles.sunlight_tiles {
        let path: TilePath = parse_and_print(&tile.path);
        let TileKind::Hashes(level) = path.kind() else {
            panic!("{} is not a tile of hashes", tile.path);
        };
        let hashes = tree.tile(level, path.index(), path.width()).unwrap();
        assert_eq!(hashes.as_flattened(), decoded(&tile.base64), "{}", tile.path);
    }
    assert_eq!(tree.tile(1, 0, 2), None);
    assert_eq!(tree.tile(0, 1, 45), None);
    assert_eq!(tree.tile(0, u64::MAX, 1), None);
    assert_eq!(tree.tile(255, 0, 1), None);
    assert_eq!(tree.tile(0, 0, 0), None);
    assert_eq!(tree.tile(0, 0, 257), None);
}
