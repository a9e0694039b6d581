//! Lies about the file and its head, with the honest entries in it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use gune::ledger::log::{Cosigner, Signer};
use sha2::{Digest as _, Sha256};

use crate::book::{bind, head, sign, tree};
use crate::lie::{Hand, Kind, Verdict};
use crate::village::{log_key, log_key_of};

pub fn kinds() -> Vec<Kind> {
    let mut kinds = in_the_head();
    kinds.extend(in_the_lead());
    kinds.extend(in_the_bytes());
    kinds
}

pub(super) fn wrong(code: &str, line: impl Into<Option<usize>>) -> Verdict {
    Verdict::wrong(code, line.into())
}

/// The honest entries under this head.
fn under(hand: &Hand<'_>, head: &str, verdict: Verdict) -> Option<(Vec<u8>, Verdict)> {
    Some((bind(&log_key(), head, &hand.honest.entries), verdict))
}

fn honest_head(hand: &Hand<'_>) -> String {
    head(&hand.honest.entries, &log_key())
}

/// The head over the first so many entries.
fn head_at(hand: &Hand<'_>, size: usize) -> String {
    head(&hand.honest.entries[..size], &log_key())
}

/// Somebody who is not the log, under the log's name.
pub(super) fn impostor() -> Signer {
    log_key_of(log_key().verifier().name(), 98)
}

fn in_the_head() -> Vec<Kind> {
    vec![
        Kind::file("head-of-another-book", |hand| {
            let root = tree(&hand.other.entries).root();
            under(hand, &sign(hand.honest.size(), root, &log_key()), wrong("head-root", None))
        }),
        Kind::file("head-over-no-book-at-all", |hand| {
            let root = std::array::from_fn(|_| hand.chance.u8(..));
            under(hand, &sign(hand.honest.size(), root, &log_key()), wrong("head-root", None))
        }),
        Kind::file("head-that-claims-more-entries", |hand| {
            let (size, more) = (hand.honest.size(), hand.chance.usize(1..1_000_000));
            let root = tree(&hand.honest.entries).root();
            under(hand, &sign(size + more, root, &log_key()), wrong("missing", size))
        }),
        Kind::file("head-that-claims-fewer-entries", |hand| {
            let size = hand.chance.usize(1..hand.honest.size());
            let root = tree(&hand.honest.entries).root();
            under(hand, &sign(size, root, &log_key()), wrong("trailing", size))
        }),
        Kind::file("an-older-head-over-newer-entries", |hand| {
            let size = hand.chance.usize(1..hand.honest.size());
            under(hand, &head_at(hand, size), wrong("trailing", size))
        }),
        Kind::file("head-whose-size-was-changed", |hand| {
            let (size, other) = (hand.honest.size(), hand.chance.usize(1..1_000));
            (size != other).then_some(())?;
            let head = honest_head(hand).replacen(&format!("\n{size}\n"), &format!("\n{other}\n"), 1);
            under(hand, &head, wrong("head-signature", None))
        }),
        Kind::file("head-signed-by-another-key", |hand| {
            let head = head(&hand.honest.entries, &impostor());
            under(hand, &head, wrong("head-signature", None))
        }),
        Kind::file("head-of-another-origin-signed-by-another-key", |hand| {
            let head = head(&hand.honest.entries, &log_key_of("gune.test/elsewhere", 98));
            under(hand, &head, wrong("head-signature", None))
        }),
        Kind::file("head-of-another-origin", |hand| {
            // The log's own key, under another name, and another name above the log's own signature.
            let head = if hand.chance.bool() {
                head(&hand.honest.entries, &log_key_of("gune.test/elsewhere", 99))
            } else {
                resigned(&honest_head(hand).replacen(log_key().verifier().name(), "gune.test/elsewhere", 1))
            };
            under(hand, &head, wrong("head-signature", None))
        }),
        Kind::file("head-with-a-bit-of-its-signature-flipped", |hand| {
            let head = honest_head(hand);
            let at = head.rfind(' ')? + 7 + hand.chance.usize(..80);
            let other = if &head[at..=at] == "A" { "B" } else { "A" };
            under(hand, &format!("{}{other}{}", &head[..at], &head[at + 1..]), wrong("head-signature", None))
        }),
        Kind::file("head-signed-twice-and-once-wrongly", |hand| {
            let head = honest_head(hand);
            let size = hand.chance.usize(1..hand.honest.size());
            let other = head_at(hand, size);
            let (right, wrong_one) = (head.lines().last()?, other.lines().last()?);
            let text = head.split_once("\n\n")?.0;
            let lines = if hand.chance.bool() { [right, wrong_one] } else { [wrong_one, right] };
            under(hand, &format!("{text}\n\n{}\n", lines.join("\n")), wrong("head-signature", None))
        }),
        Kind::file("head-that-only-a-witness-signed", |hand| {
            let head = honest_head(hand);
            let text = head.split_once("\n\n")?.0;
            let witness = Cosigner::new("witness.test", ed25519_dalek::SigningKey::from_bytes(&[97; 32])).unwrap();
            let line = witness.sign(&format!("{text}\n"), 1_795_874_400)?;
            under(hand, &format!("{text}\n\n{line}\n"), wrong("head-signature", None))
        }),
        Kind::file("a-witness-too-and-nothing-wrong", |hand| {
            let head = honest_head(hand);
            let text = head.split_once("\n\n")?.0;
            let witness = Cosigner::new("witness.test", ed25519_dalek::SigningKey::from_bytes(&[97; 32])).unwrap();
            let line = witness.sign(&format!("{text}\n"), hand.chance.u64(..1 << 63))?;
            under(hand, &format!("{head}{line}\n"), Verdict::RIGHT)
        }),
        Kind::file("key-line-of-another-log", |hand| {
            let other = if hand.chance.bool() { impostor() } else { log_key_of("gune.test/elsewhere", hand.chance.u8(50..)) };
            let head = head(&hand.honest.entries, &other);
            Some((bind(&other, &head, &hand.honest.entries), wrong("log-key", 0)))
        }),
        Kind::file("key-line-of-another-log-over-the-logs-head", |hand| {
            Some((bind(&impostor(), &honest_head(hand), &hand.honest.entries), wrong("log-key", 0)))
        }),
    ]
}

/// The log's signature under any text.
fn resigned(head: &str) -> String {
    let text = head.split_once("\n\n").unwrap().0;
    gune::ledger::log::Note::sign(&format!("{text}\n"), &log_key()).unwrap().to_string()
}

/// What is done to all that stands before the entries.
type Change = fn(&str) -> String;

/// What is no book of this form at all: nothing is said about its entries.
fn in_the_lead() -> Vec<Kind> {
    let changes: [(&'static str, Change); 16] = [
        ("first-line-of-tomorrow", |lead| lead.replacen("gune/1 book", "gune/2 book", 1)),
        ("first-line-with-a-space", |lead| lead.replacen("gune/1 book", "gune/1 book ", 1)),
        ("lines-of-the-lead-end-as-elsewhere", |lead| lead.replace('\n', "\r\n")),
        ("key-line-left-out", |lead| {
            lead.lines().enumerate().filter(|(at, _)| *at != 1).map(|(_, line)| format!("{line}\n")).collect()
        }),
        ("key-line-with-its-hash-in-capitals", |lead| {
            let line = lead.lines().nth(1).unwrap();
            let hash = line.split('+').nth(1).unwrap();
            lead.replace(&format!("+{hash}+"), &format!("+{}+", hash.to_uppercase()))
        }),
        ("key-line-of-a-witness", |lead| {
            let key = log_key().verifier().clone();
            let witness = gune::ledger::log::VerifierKey::new(key.name(), gune::ledger::log::Algorithm::Cosignature, *key.key());
            lead.replacen(&key.to_string(), &witness.unwrap().to_string(), 1)
        }),
        ("key-line-whose-name-cannot-be-seen", |lead| {
            let (key, name) = (log_key().verifier().to_string(), log_key().verifier().name().to_owned());
            lead.replacen(&key, &unseen_key_line(&format!("{name}\u{200b}")), 1)
        }),
        ("head-also-signed-by-a-name-that-cannot-be-seen", |lead| {
            format!("{}— temoin\u{2066}.test MTIzNDU2\n\n", &lead[..lead.len() - 1])
        }),
        ("head-with-an-extension-line", |lead| relined(lead, |text| format!("{text}extension\n"))),
        ("head-with-its-size-in-another-spelling", |lead| relined(lead, |text| text.replacen('\n', "\n0", 1))),
        ("head-with-a-size-of-zero", |lead| relined(lead, |text| with_size(text, "0"))),
        ("head-with-a-size-beyond-the-largest", |lead| relined(lead, |text| with_size(text, "9007199254740992"))),
        ("head-with-a-root-that-is-too-short", |lead| relined(lead, |text| text.replacen("=\n", "\n", 1))),
        ("head-without-a-signature", |lead| {
            let cut = lead.find("\n\n— ").unwrap();
            format!("{}\n\n", &lead[..cut])
        }),
        ("head-signed-by-a-hyphen", |lead| lead.replacen("— ", "- ", 1)),
        ("empty-line-between-head-and-entries-left-out", |lead| lead[..lead.len() - 1].to_owned()),
    ];
    let kinds = changes.into_iter().map(|(name, change)| {
        Kind::file(name, move |hand| {
            let book = bind(&log_key(), &honest_head(hand), &hand.honest.entries);
            let entries = hand.honest.entries.iter().map(|entry| entry.len() + 2).sum::<usize>();
            let (lead, rest) = book.split_at(book.len() - entries);
            let lead = std::str::from_utf8(lead).unwrap();
            let changed = change(lead);
            (changed != lead).then_some(())?;
            Some(([changed.as_bytes(), rest].concat(), Verdict::NO_BOOK))
        })
    });
    kinds.collect()
}

/// The line of the log's key under a name that none may have; its hash is right.
pub(super) fn unseen_key_line(name: &str) -> String {
    let bytes = [&[1], log_key().verifier().key().bytes().as_slice()].concat();
    let hash = Sha256::new().chain_update(name).chain_update("\n").chain_update(&bytes).finalize();
    format!("{name}+{}+{}", hex::encode(&hash[..4]), STANDARD.encode(bytes))
}

/// The lead with the text of its head changed, and signed again by the log.
fn relined(lead: &str, change: impl Fn(&str) -> String) -> String {
    let (before, head) = lead.split_once("\n\n").unwrap();
    let text = head.split_once("\n\n").unwrap().0;
    let note = gune::ledger::log::Note::sign(&change(&format!("{text}\n")), &log_key()).unwrap();
    format!("{before}\n\n{note}\n")
}

fn with_size(text: &str, size: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    format!("{}\n{size}\n{}\n", lines[0], lines[2])
}

fn in_the_bytes() -> Vec<Kind> {
    vec![
        Kind::file("cut-off-within-an-entry", |hand| {
            let line = hand.chance.usize(..hand.honest.size());
            let mut book = bind(&log_key(), &honest_head(hand), &hand.honest.entries[..line]);
            let next = bind_entry(&hand.honest.entries[line]);
            book.extend(&next[..hand.chance.usize(..next.len())]);
            Some((book, wrong("missing", line)))
        }),
        Kind::file("cut-off-within-the-lead", |hand| {
            let book = bind(&log_key(), &honest_head(hand), &[]);
            let end = hand.chance.usize(..book.len());
            Some((book[..end].to_vec(), Verdict::NO_BOOK))
        }),
        Kind::file("bytes-after-the-last-entry", |hand| {
            let mut book = bind(&log_key(), &honest_head(hand), &hand.honest.entries);
            book.extend((0..hand.chance.usize(1..50)).map(|_| hand.chance.u8(..)));
            Some((book, wrong("trailing", hand.honest.size())))
        }),
        Kind::file("the-last-entry-once-more", |hand| {
            let mut book = bind(&log_key(), &honest_head(hand), &hand.honest.entries);
            book.extend(bind_entry(hand.honest.entries.last()?));
            Some((book, wrong("trailing", hand.honest.size())))
        }),
        Kind::file("an-entry-of-no-length", |hand| {
            let line = hand.chance.usize(..hand.honest.size());
            let mut entries = hand.honest.entries.clone();
            if hand.chance.bool() {
                entries[line] = Vec::new();
            } else {
                entries.insert(line, Vec::new());
            }
            let again = head(&entries, &log_key());
            Some((bind(&log_key(), &again, &entries), wrong("missing", line)))
        }),
        Kind::file("a-length-that-is-one-more", |hand| length(hand, 1)),
        Kind::file("a-length-that-is-one-less", |hand| length(hand, -1)),
        Kind::file("a-length-beyond-the-file", |hand| {
            let line = hand.chance.usize(..hand.honest.size());
            let mut book = bind(&log_key(), &honest_head(hand), &hand.honest.entries[..line]);
            let rest: Vec<u8> = hand.honest.entries[line..].iter().flat_map(|entry| bind_entry(entry)).collect();
            (rest.len() - 2 < 65_535).then_some(())?;
            book.extend([0xff, 0xff]);
            book.extend(&rest[2..]);
            Some((book, wrong("missing", line)))
        }),
        Kind::file("an-entry-with-one-bit-flipped", |hand| {
            let line = hand.chance.usize(..hand.honest.size());
            let text = hand.text(line);
            // Behind the words `signature: `, where every bit belongs to the signature's spelling.
            let at = text.find("signature: ")? + 11 + hand.chance.usize(..80);
            let mut entries = hand.honest.entries.clone();
            entries[line][at] = if entries[line][at] == b'A' { b'B' } else { b'A' };
            Some((bind(&log_key(), &honest_head(hand), &entries), wrong("bad-signature", line)))
        }),
    ]
}

fn bind_entry(entry: &[u8]) -> Vec<u8> {
    [&u16::try_from(entry.len()).unwrap().to_be_bytes(), entry].concat()
}

/// Everything after it is read askew; but the very entry is found.
fn length(hand: &mut Hand<'_>, more: i32) -> Option<(Vec<u8>, Verdict)> {
    let line = hand.chance.usize(..hand.honest.size() - 1);
    let before = bind(&log_key(), &honest_head(hand), &hand.honest.entries[..line]).len();
    let mut book = bind(&log_key(), &honest_head(hand), &hand.honest.entries);
    let length = i32::try_from(hand.honest.entries[line].len()).unwrap() + more;
    book[before..before + 2].copy_from_slice(&u16::try_from(length).unwrap().to_be_bytes());
    Some((book, wrong("malformed", line)))
}
