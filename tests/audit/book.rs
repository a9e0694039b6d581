//! The book in one file: exported, read again, and whatever is done to it found as docs/protocol.md § 6 says.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use gune::audit::{Failure, Options, Source, Unreadable, audit};
use gune::ledger::log::{Checkpoint, Tree, leaf_hash};

use crate::PLAYED;
use crate::market::log_key;
use crate::program::{gune, json};

/// The parts of a book in one file.
struct Parts {
    key: String,
    entries: Vec<Vec<u8>>,
}

/// The played book as one file.
fn exported() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.gune");
    assert_eq!(gune(&["export", PLAYED.data().to_str().unwrap(), "--file", file.to_str().unwrap()]).0, 0);
    fs::read(file).unwrap()
}

fn parts(book: &[u8]) -> Parts {
    let ends: Vec<usize> = (1..book.len()).filter(|at| book[at - 1..=*at] == *b"\n\n").take(3).collect();
    let lead = std::str::from_utf8(&book[..=ends[2]]).unwrap();
    let mut rest = &book[ends[2] + 1..];
    let mut entries = Vec::new();
    while let Some((length, after)) = rest.split_first_chunk() {
        let (entry, after) = after.split_at(usize::from(u16::from_be_bytes(*length)));
        entries.push(entry.to_vec());
        rest = after;
    }
    Parts { key: lead.lines().nth(1).unwrap().to_owned(), entries }
}

/// A book of these entries, its head signed by whoever owns the log's key.
fn bound(Parts { key, entries }: &Parts) -> Vec<u8> {
    let mut tree = Tree::new();
    entries.iter().for_each(|entry| tree.append(leaf_hash(entry)));
    let head = Checkpoint::sign(tree.size(), tree.root(), &log_key());
    let mut book = format!("gune/1 book\n{key}\n\n{head}\n").into_bytes();
    for entry in entries {
        book.extend(u16::try_from(entry.len()).unwrap().to_be_bytes());
        book.extend(entry);
    }
    book
}

/// What is found: the code and the line; nothing if all is right.
fn found(book: &[u8], head: Option<&Path>) -> Option<(String, Option<u64>)> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.gune");
    fs::write(&file, book).unwrap();
    let options = Options { keys: None, head: head.map(Path::to_owned), ..Options::default() };
    match audit(&Source::Book(file), &options, &mut |_, _| {}) {
        Ok(_) => None,
        Err(Failure::Wrong(finding)) => {
            let line = finding.lines.map(|(first, last)| {
                assert_eq!(first, last, "one line is named, or none");
                first
            });
            Some((finding.reason.code().to_owned(), line))
        }
        Err(Failure::Unreadable(_)) => Some(("no-book".to_owned(), None)),
    }
}

fn is(code: &str, line: impl Into<Option<u64>>) -> Option<(String, Option<u64>)> {
    Some((code.to_owned(), line.into()))
}

#[test]
fn an_exported_file_is_right_and_says_what_the_data_folder_says() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.gune");
    let (data, shown) = (PLAYED.data(), file.to_str().unwrap());
    assert_eq!(gune(&["export", data.to_str().unwrap(), "--file", shown]).0, 0);
    let (code, of_file) = json(&["audit", shown, "--json"]);
    let (_, of_data) = json(&["audit", data.to_str().unwrap(), "--json"]);
    assert_eq!(code, 0, "{of_file}");
    for figure in ["market", "entries", "members", "dividends", "supply", "payments", "first", "last"] {
        assert_eq!(of_file[figure], of_data[figure], "{figure}");
        assert!(!of_file[figure].is_null(), "{figure}");
    }
    // A file that is there already is not written over.
    let before = fs::read(&file).unwrap();
    assert_ne!(gune(&["export", data.to_str().unwrap(), "--file", shown]).0, 0);
    assert_eq!(fs::read(&file).unwrap(), before);
    // What was read as parts and bound again is the same file: the helpers of these tests change nothing by themselves.
    assert_eq!(bound(&parts(&before)), before);
}

#[cfg(unix)]
#[test]
fn a_book_comes_through_a_pipe_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.gune");
    fs::write(&file, exported()).unwrap();
    let mut cat = Command::new("cat").arg(&file).stdout(Stdio::piped()).spawn().unwrap();
    let mut audited = Command::new(env!("CARGO_BIN_EXE_gune"));
    let audited = audited.args(["audit", "/dev/stdin", "--quiet"]).env("LC_ALL", "C").stdin(cat.stdout.take().unwrap());
    let said = audited.output().unwrap();
    cat.wait().unwrap();
    assert_eq!((said.status.code(), said.stdout), (Some(0), b"The sum is right.\n".to_vec()));
    let nothing = Command::new(env!("CARGO_BIN_EXE_gune")).args(["audit", "/dev/null"]).output().unwrap();
    assert_eq!(nothing.status.code(), Some(2));
}

#[test]
fn each_forgery_is_found_by_its_code_and_line() {
    let book = exported();
    let size = PLAYED.size;
    let change = |tamper: &dyn Fn(&mut Parts)| {
        let mut parts = parts(&book);
        tamper(&mut parts);
        bound(&parts)
    };
    assert_eq!(found(&book, None), None);

    let with = |entry: usize, bytes: &[u8]| change(&|parts| parts.entries[entry] = bytes.to_vec());
    let cut_at = |entry: usize, from: usize, to: usize| {
        change(&|parts| {
            let text = String::from_utf8(parts.entries[entry].clone()).unwrap();
            let (head, tail) = (&text[..from.min(text.len())], &text[to.min(text.len())..]);
            parts.entries[entry] = format!("{head}{tail}").into_bytes();
        })
    };
    assert_eq!(found(&with(20, b"hello"), None), is("not-an-entry", 20));
    assert_eq!(found(&with(20, b"at: 2026-11-28T14:03:12Z\nhello\n"), None), is("malformed", 20));
    assert_eq!(found(&with(20, b"at: 2026-11-28T14:03:12Z\n"), None), is("malformed", 20));
    assert_eq!(found(&with(20, b"at: 2026-11-28T14:03:12Z\ngune/1 dividend\nrank: 1\n"), None), is("malformed", 20));
    assert_eq!(found(&with(20, b""), None), is("missing", 20));
    assert_eq!(found(&cut_at(20, 0, 1), None), is("not-an-entry", 20));
    assert_eq!(found(&cut_at(0, 26, 34), None), is("malformed", 0));
    let twice = change(&|parts| parts.entries.insert(31, parts.entries[30].clone()));
    let (code, line) = found(&twice, None).unwrap();
    assert!(
        ["number-used", "moment-decreases", "dividend-not-due"].contains(&code.as_str()) && line == Some(31),
        "{code} {line:?}"
    );
    let other = change(&|parts| {
        let text = String::from_utf8(parts.entries[40].clone()).unwrap();
        let at = text.rfind("number: ").map_or(0, |at| at + 8);
        parts.entries[40] = format!("{}9{}", &text[..at], &text[at..]).into_bytes();
    });
    let dividend = parts(&book).entries[40].windows(10).any(|word| word == b"1 dividend");
    assert!(!dividend, "entry 40 is signed");
    assert_eq!(found(&other, None), is("bad-signature", 40));
    assert_eq!(found(&change(&|parts| drop(parts.entries.drain(..2))), None), is("not-opened", 0));

    for end in [book.len() - 1, book.len() - 200] {
        assert_eq!(found(&book[..end], None), is("missing", size - 1), "{end}");
    }
    assert_eq!(found(&[book.as_slice(), b"\0"].concat(), None), is("trailing", size));
    let text = |from: &str, to: &str| {
        let at = book.windows(from.len()).position(|bytes| bytes == from.as_bytes()).unwrap();
        [&book[..at], to.as_bytes(), &book[at + from.len()..]].concat()
    };
    // A head that claims one entry more, one that somebody else signed.
    assert_eq!(found(&text(&format!("\n{size}\n"), &format!("\n{}\n", size + 1)), None), is("head-signature", None));
    assert_eq!(found(&text("\n\n— gune", "\n\n— gunf"), None), is("head-signature", None));
    assert_eq!(found(&text("gune/1 book", "gune/1 boot"), None), is("no-book", None));
    let shorter = change(&|parts| drop(parts.entries.pop()));
    assert_eq!(found(&[&shorter[..], b"\0\x05hello"].concat(), None), is("trailing", size - 1));
}

#[test]
fn a_head_signed_over_other_entries_is_found_after_the_last_of_them() {
    let book = exported();
    let parts = parts(&book);
    // Signed by the log's own key, but over another root.
    let head = Checkpoint::sign(PLAYED.size, [3; 32], &log_key());
    let lead = format!("gune/1 book\n{}\n\n{head}\n", parts.key);
    let entries = &book[book.len() - parts.entries.iter().map(|entry| entry.len() + 2).sum::<usize>()..];
    assert_eq!(found(&[lead.as_bytes(), entries].concat(), None), is("head-root", None));
    let other = gune::ledger::log::Signer::new("gune.local/other", ed25519_dalek::SigningKey::from_bytes(&[98; 32])).unwrap();
    let lead = format!("gune/1 book\n{}\n\n{head}\n", other.verifier());
    assert_eq!(found(&[lead.as_bytes(), entries].concat(), None), is("log-key", 0));
}

#[test]
fn a_remembered_head_is_met_or_says_which_way_it_is_not() {
    let book = exported();
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("head");
    let keep = |text: String| fs::write(&kept, text).unwrap();
    let root = |size: u64| {
        let mut tree = Tree::new();
        parts(&book).entries.iter().take(size as usize).for_each(|entry| tree.append(leaf_hash(entry)));
        tree.root()
    };
    keep(Checkpoint::sign(50, root(50), &log_key()).to_string());
    assert_eq!(found(&book, Some(&kept)), None);
    keep(PLAYED.receipt.to_string());
    assert_eq!(found(&book, Some(&kept)), None);
    keep(Checkpoint::sign(50, root(51), &log_key()).to_string());
    assert_eq!(found(&book, Some(&kept)), is("remembered-other", None));
    keep(Checkpoint::sign(PLAYED.size + 1, [1; 32], &log_key()).to_string());
    assert_eq!(found(&book, Some(&kept)), is("remembered-longer", None));
    let other = gune::ledger::log::Signer::new("gune.local/other", ed25519_dalek::SigningKey::from_bytes(&[98; 32])).unwrap();
    keep(Checkpoint::sign(50, root(50), &other).to_string());
    assert_eq!(found(&book, Some(&kept)), is("remembered-foreign", None));
    // What is wrong in the book itself comes first.
    assert_eq!(found(&[book.as_slice(), b"x"].concat(), Some(&kept)), is("trailing", PLAYED.size));
}

#[test]
fn a_file_is_known_by_its_first_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("anything");
    fs::write(&file, "gune/1 book\n").unwrap();
    let source = Source::of(file.to_str().unwrap()).unwrap();
    assert_eq!(source, Source::Book(file.clone()));
    let nothing = audit(&source, &Options::default(), &mut |_, _| {});
    assert!(matches!(nothing, Err(Failure::Unreadable(Unreadable::NoBook(_)))));
    fs::write(&file, "gune/1 bool\n").unwrap();
    assert_eq!(Source::of(file.to_str().unwrap()).unwrap(), Source::File(file));
    let named = folder.path().join("book.gune");
    fs::write(&named, "hune/1 book\n").unwrap();
    assert_eq!(gune(&["audit", named.to_str().unwrap()]).0, 2, "no book, and no damaged database");
    let backup = folder.path().join("backup.gune");
    assert_eq!(gune(&["backup", PLAYED.data().to_str().unwrap(), backup.to_str().unwrap()]).0, 0);
    assert_eq!(Source::of(backup.to_str().unwrap()).unwrap(), Source::File(backup));
}

#[test]
fn the_page_that_verifies_is_one_file_and_knows_its_market() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("verifier.html");
    let (data, shown) = (PLAYED.data(), file.to_str().unwrap());
    assert_eq!(gune(&["export", data.to_str().unwrap(), "--verifier", shown]).0, 0);
    let page = fs::read_to_string(&file).unwrap();
    let known = serde_json::json!({ "log": log_key().verifier().to_string() }).to_string();
    assert!(page.contains(known.trim_matches(['{', '}'])) && page.contains("Marché d’essai"));
    assert_ne!(gune(&["export", "--verifier", shown]).0, 0, "nothing is written over");
    assert_eq!(fs::read_to_string(&file).unwrap(), page);
    // Without a book it knows no market; without anything asked for, the command says how it is used.
    let other = folder.path().join("other.html");
    assert_eq!(gune(&["export", "--verifier", other.to_str().unwrap()]).0, 0);
    assert!(fs::read_to_string(other).unwrap().contains("id=\"market\">null<"));
    assert_eq!(gune(&["export", data.to_str().unwrap()]).0, 2);
}
