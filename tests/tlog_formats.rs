//! The log's formats: each has one spelling, comes back as it went, and no bytes make a reader panic.
#![allow(clippy::unwrap_used, reason = "what the test itself made is well formed")]

use ed25519_dalek::SigningKey;
use gune::ledger::log::{
    AddCheckpoint, Algorithm, BundleError, Checkpoint, CheckpointError, Cosigner, Hash, Note, NoteError, Receipt, ReceiptError,
    Signer, TileKind, TilePath, Tree, VerifierKey, VerifierKeyError, check_numbers, decode_bundle, encode_bundle, leaf_hash,
    read_answer, read_size,
};
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

fn signer() -> Signer {
    Signer::new("marche.example/livre", SigningKey::from_bytes(&[7; 32])).unwrap()
}

/// The receipt of the entry `at` of a log of `size`.
fn receipt(at: u64, size: u64) -> Receipt {
    let mut tree = Tree::new();
    (0..size).for_each(|index| tree.append(leaf_hash(&index.to_be_bytes())));
    let head = Checkpoint::sign(size, tree.root(), &signer());
    Receipt::new(at, at.to_be_bytes().to_vec(), tree.inclusion(at, size).unwrap(), head).unwrap()
}

#[test]
fn a_verifier_key_has_one_spelling() {
    let line = signer().verifier().to_string();
    let key: VerifierKey = line.parse().unwrap();
    assert_eq!(&key, signer().verifier());
    assert_eq!((key.name(), key.algorithm()), ("marche.example/livre", Algorithm::Ed25519));
    key.key().validate().unwrap();

    let hash = hex::encode(key.id());
    for (bad, error) in [
        (line.replace("livre", "livra"), VerifierKeyError::WrongHash),
        (line.replace(&hash, &hash.to_uppercase()), VerifierKeyError::WrongHash),
        (line.replace(&hash, &hash[..7]), VerifierKeyError::WrongHash),
        (line.replace("livre", "li vre"), VerifierKeyError::BadName),
        (line.replace("marche.example/livre", ""), VerifierKeyError::BadName),
        (line.replace("livre", &"l".repeat(300)), VerifierKeyError::BadName),
        (format!("{line}="), VerifierKeyError::Malformed),
        (format!("{line}\n"), VerifierKeyError::Malformed),
        (line[..line.len() - 1].to_owned(), VerifierKeyError::Malformed),
        (line.replace("+A", "+C"), VerifierKeyError::UnknownAlgorithm),
        ("é".repeat(9), VerifierKeyError::Malformed),
        ("a+b+éééé".to_owned(), VerifierKeyError::Malformed),
        (String::new(), VerifierKeyError::Malformed),
    ] {
        assert_eq!(bad.parse::<VerifierKey>(), Err(error), "{bad}");
    }
    assert!(Signer::new("a+b", SigningKey::from_bytes(&[7; 32])).is_err());
}

#[test]
fn a_witness_cosigns_and_its_time_is_signed_too() {
    let log = signer();
    let witness = Cosigner::new("temoin.example", SigningKey::from_bytes(&[8; 32])).unwrap();
    let mut note = Checkpoint::sign(3, [1; 32], &log);
    note.add(witness.sign(note.text(), 1_764_338_592).unwrap()).unwrap();
    let keys = [witness.verifier().clone(), log.verifier().clone()];
    let text = note.to_string();
    let note = Note::parse(text.as_bytes()).unwrap();
    let times: Vec<_> = note.verify(&keys).unwrap().iter().map(|attestation| attestation.time).collect();
    assert_eq!(times, [None, Some(1_764_338_592)]);
    assert!(witness.sign(note.text(), 1 << 63).is_none());

    // The same cosignature under another head counts for nothing.
    let mut other = Checkpoint::sign(4, [1; 32], &log);
    other.add(witness.sign(note.text(), 1_764_338_592).unwrap()).unwrap();
    assert_eq!(other.verify(&keys), Err(NoteError::WrongSignature));
    // Whoever does not know the witness passes its line over.
    assert!(Checkpoint::from_note(&other, log.verifier()).is_ok());
    assert_eq!(witness.verifier().to_string().parse().as_ref(), Ok(witness.verifier()));
}

#[test]
fn a_cosignature_that_is_renewed_takes_the_place_of_the_older_one_and_strangers_lines_can_be_left_out() {
    let log = signer();
    let [one, other] =
        [8, 9].map(|number| Cosigner::new(&format!("temoin.example/{number}"), SigningKey::from_bytes(&[number; 32])).unwrap());
    let mut note = Checkpoint::sign(3, [1; 32], &log);
    for (witness, time) in [(&one, 10), (&other, 20), (&one, 30)] {
        note.renew(witness.sign(note.text(), time).unwrap()).unwrap();
    }
    let keys = [log.verifier(), one.verifier(), other.verifier()].map(Clone::clone);
    let times: Vec<_> = note.verify(&keys).unwrap().iter().map(|attestation| attestation.time).collect();
    assert_eq!(times, [None, Some(30), Some(20)]);
    assert_eq!(note.only_by(&keys[..1]), Checkpoint::sign(3, [1; 32], &log));
    assert_eq!(note.only_by(&keys), note);
    assert_eq!(one.sign(note.text(), 0), None, "a clock that was never set");
}

#[test]
fn of_a_witness_answer_only_its_own_line_counts_and_one_false_one_spoils_it() {
    let text = Checkpoint::sign(3, [1; 32], &signer()).text().to_owned();
    let [witness, other] = [8, 9].map(|number| Cosigner::new("temoin.example", SigningKey::from_bytes(&[number; 32])).unwrap());
    let (line, strange) = (witness.sign(&text, 30).unwrap(), other.sign(&text, 40).unwrap());
    let read = |answer: &str| read_answer(answer.as_bytes(), &text, witness.verifier()).map(|(_, time)| time);
    assert_eq!(read(&format!("{line}\n")), Some(30));
    assert_eq!(read(&format!("{strange}\n{line}\n{strange}\n")), Some(30));
    let false_line = witness.sign("another text\n", 30).unwrap();
    let answers = [
        String::new(),
        format!("{line}"),
        format!("{strange}\n"),
        format!("{line}\n\n"),
        format!("{line}\nnot a line\n"),
        format!("{line}\n{false_line}\n"),
        format!("{false_line}\n"),
        format!("{line}\r\n"),
        format!("{}{line}\n", format!("{strange}\n").repeat(1000)),
    ];
    for answer in answers {
        assert_eq!(read(&answer), None, "{:?}", answer.get(..200));
    }
    assert_eq!(read_answer(&[0xff, b'\n'], &text, witness.verifier()), None);
    for (bytes, size) in [(b"0\n".as_slice(), Some(0)), (b"18446744073709551615\n", Some(u64::MAX))] {
        assert_eq!(read_size(bytes), size);
    }
    for bad in [b"".as_slice(), b"\n", b"7", b"07\n", b"+7\n", b" 7\n", b"7\n\n", b"7\r\n", b"18446744073709551616\n", b"\xff\n"]
    {
        assert_eq!(read_size(bad), None, "{bad:?}");
    }
}

#[test]
fn a_note_has_up_to_a_hundred_signatures() {
    let log = signer();
    let mut note = Checkpoint::sign(3, [1; 32], &log);
    let line = note.signatures()[0].clone();
    for _ in 1..100 {
        note.add(line.clone()).unwrap();
    }
    assert_eq!(note.add(line.clone()), Err(NoteError::TooManySignatures));
    let text = note.to_string();
    assert_eq!(Note::parse(text.as_bytes()).as_ref(), Ok(&note));
    assert_eq!(note.verify(&[log.verifier().clone()]).unwrap().len(), 1);
    assert_eq!(Note::parse(format!("{text}{line}\n").as_bytes()), Err(NoteError::TooManySignatures));
    assert_eq!(Note::parse(&vec![b'a'; 1_000_001]), Err(NoteError::TooLong));
}

#[test]
fn a_checkpoint_of_another_log_or_with_more_lines_is_refused() {
    let log = signer();
    let open = |text: &str| Checkpoint::from_note(&Note::sign(text, &log).unwrap(), log.verifier());
    let body = Checkpoint::sign(3, [1; 32], &log).text().to_owned();
    assert_eq!(open(&body).map(|head| head.to_string()), Ok(body.clone()));
    assert_eq!(open(&body.replace("livre", "autre")), Err(CheckpointError::WrongOrigin));
    assert_eq!(open(&format!("{body}more\n")), Err(CheckpointError::Extended));
    assert_eq!(open(&body.replace("\n3\n", "\n03\n")), Err(CheckpointError::Malformed));
    assert_eq!(Note::sign("no end", &log), Err(NoteError::Malformed));
    assert_eq!(Note::sign("", &log), Err(NoteError::Malformed));
    assert_eq!(Note::sign("a\tb\n", &log), Err(NoteError::NotText));
}

#[test]
fn check_numbers_are_the_first_66_bits_of_the_three_lines() {
    let body = "marche.example/livre\n3\nAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\n";
    let bits: String = Sha256::digest(body).iter().map(|byte| format!("{byte:08b}")).collect();
    let expected: Vec<u16> = (0..6).map(|word| u16::from_str_radix(&bits[word * 11..][..11], 2).unwrap()).collect();
    let head: Checkpoint = body.parse().unwrap();
    assert_eq!(check_numbers(&head).as_slice(), expected);
    // Extension lines are no part of the three.
    let extended: Checkpoint = format!("{body}more\n").parse().unwrap();
    assert_eq!(check_numbers(&extended), check_numbers(&head));
}

#[test]
fn a_tile_path_has_one_spelling() {
    let path = TilePath::new(TileKind::Hashes(0), 1_234_067, 256).unwrap();
    assert_eq!(path.to_string(), "tile/0/x001/x234/067");
    let largest = TilePath::new(TileKind::Hashes(63), u64::MAX, 255).unwrap();
    assert_eq!(largest.to_string().parse(), Ok(largest));
    let bad = "tile tile/0 tile/0/ tile/00/000 tile/64/000 tile/-1/000 tile/0/0 tile/0/0000 tile/0/x000/001 \
        tile/0/001/002 tile/0/x001 tile/0/x001/x002 tile/0/000.p/0 tile/0/000.p/256 tile/0/000.p/01 \
        tile/0/000.p/ tile/0/000.p tile/entries/000/ /tile/0/000 tile/0/+00 tile/0/000.p/1.p/1 tile/data/000 \
        tile/0/x018/x446/x744/x073/x709/x551/616 tile/0/xx01/000";
    for text in bad.split(' ').chain([""]) {
        assert!(text.parse::<TilePath>().is_err(), "{text}");
    }
    assert_eq!(TilePath::new(TileKind::Hashes(64), 0, 1), None);
    assert_eq!(TilePath::new(TileKind::Entries, 0, 0), None);
    assert_eq!(TilePath::new(TileKind::Entries, 0, 257), None);
}

#[test]
fn a_bundle_is_bounded() {
    assert_eq!(encode_bundle(&[[0_u8; 0]; 257]), Err(BundleError::TooMany));
    assert_eq!(encode_bundle(&[vec![0; 65_536]]), Err(BundleError::EntryTooLong));
    assert_eq!(decode_bundle(&[0; 514]), Err(BundleError::TooMany));
    assert_eq!(decode_bundle(&[0; 512]).map(|entries| entries.len()), Ok(256));
    assert_eq!(decode_bundle(&[0]), Err(BundleError::Truncated));
    assert_eq!(decode_bundle(&[0, 2, 1]), Err(BundleError::Truncated));
}

#[test]
fn a_receipt_is_bounded() {
    let note = Checkpoint::sign(1, [1; 32], &signer());
    let receipt = |entry: usize, proof: usize| Receipt::new(0, vec![1; entry], vec![[0; 32]; proof], note.clone());
    assert_eq!(receipt(0, 0), Err(ReceiptError::Malformed));
    assert_eq!(receipt(1, 64), Err(ReceiptError::Malformed));
    assert_eq!(receipt(65_536, 0), Err(ReceiptError::TooLong));
    let largest = receipt(65_535, 63).unwrap();
    let text = largest.to_string();
    assert_eq!(Receipt::parse(text.as_bytes()), Ok(largest));
    let longer = text.replacen("\n\n", &format!("\n{}=\n\n", "A".repeat(43)), 1);
    assert_eq!(Receipt::parse(longer.as_bytes()), Err(ReceiptError::Malformed));
}

fn size_and_index() -> impl Strategy<Value = (u64, u64)> {
    (1_u64..100).prop_flat_map(|size| (0..size, Just(size)))
}

proptest! {
    #[test]
    fn a_receipt_verifies_and_no_flipped_bit_of_it((at, size) in size_and_index(), place: prop::sample::Index) {
        let log = signer();
        let receipt = receipt(at, size);
        let text = receipt.to_string();
        prop_assert_eq!(Receipt::parse(text.as_bytes()), Ok(receipt.clone()));
        let verified = receipt.verify(log.verifier()).unwrap();
        prop_assert_eq!((verified.index, verified.checkpoint.size()), (at, size));
        prop_assert_eq!(verified.entry, at.to_be_bytes());

        let mut bytes = text.into_bytes();
        let bit = place.index(bytes.len() * 8);
        bytes[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(Receipt::parse(&bytes).and_then(|receipt| receipt.verify(log.verifier())).is_err());
    }

    #[test]
    fn a_damaged_receipt_is_refused(
        cut: prop::sample::Index, put in "[\n =+—a0é]{0,4}", take in 0_usize..60,
    ) {
        let log = signer();
        let text = receipt(4, 9).to_string();
        let mut bytes = text.clone().into_bytes();
        let at = cut.index(bytes.len());
        let end = (at + take).min(bytes.len());
        bytes.splice(at..end, put.bytes());
        let verdict = Receipt::parse(&bytes).and_then(|receipt| receipt.verify(log.verifier()));
        prop_assert_eq!(verdict.is_ok(), bytes == text.as_bytes());
    }

    #[test]
    fn notes_and_requests_are_printed_as_they_are_read(
        text in "(\\PC{0,40}\n){1,5}", size: u64, old: u64, proof: Vec<Hash>, root: Hash,
    ) {
        let log = signer();
        let note = Note::sign(&text, &log).unwrap();
        prop_assert!(note.verify(&[log.verifier().clone()]).is_ok());
        prop_assert_eq!(Note::parse(note.to_string().as_bytes()), Ok(note));

        let proof = proof.into_iter().take(63).collect();
        let add = AddCheckpoint { old, proof, checkpoint: Checkpoint::sign(size, root, &log) };
        let head = Checkpoint::open(add.checkpoint.to_string().as_bytes(), log.verifier()).unwrap();
        prop_assert_eq!((head.origin(), head.size(), head.root()), (log.verifier().name(), size, &root));
        prop_assert_eq!(AddCheckpoint::parse(add.to_string().as_bytes()), Ok(add));
    }

    #[test]
    fn tiles_come_back_as_they_went(level in 0_u8..64, index: u64, width in 1_u16..=256, entries: Vec<Vec<u8>>) {
        for kind in [TileKind::Hashes(level), TileKind::Entries] {
            let path = TilePath::new(kind, index, width).unwrap();
            prop_assert_eq!(path.to_string().parse(), Ok(path));
        }
        let bundle = encode_bundle(&entries).unwrap();
        prop_assert_eq!(decode_bundle(&bundle).unwrap(), entries);
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes: Vec<u8>, text in "\\PC{0,60}") {
        let _ = (Note::parse(&bytes), Receipt::parse(&bytes), AddCheckpoint::parse(&bytes), decode_bundle(&bytes));
        let _ = (text.parse::<TilePath>(), text.parse::<VerifierKey>(), text.parse::<Checkpoint>());
    }
}
