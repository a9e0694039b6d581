//! Signed notes, checkpoints and what a witness answers, judged as the published vectors say.

use gune::ledger::key::Pubkey;
use gune::ledger::log::{
    AddCheckpoint, AddCheckpointError, Algorithm, Checkpoint, EMPTY_ROOT, Note, NoteError, VerifierKey, VerifierKeyError,
    verify_consistency,
};
use serde::Deserialize;
use serde_json::Value;

use crate::parse_and_print;

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
    serde_json::from_str(include_str!("../vectors/notes.json")).unwrap()
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
