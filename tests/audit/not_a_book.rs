//! What is no book at all: the audit says so in a sentence of the reader's language, and ends with 2. Only what is a book
//! and not right ends with 3.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use rusqlite::Connection;
use serde_json::Value;

use crate::PLAYED;

/// What is done to a file's bytes.
type Damage = fn(&mut Vec<u8>);

/// Audits this: the exit code, and all that was printed.
fn audited(path: &Path, language: &str, json: bool) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gune"));
    command.args(["audit", path.to_str().unwrap(), "--language", language]);
    if json {
        command.arg("--json");
    }
    let done = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (done.status.code().expect("it ends by itself"), text(done.stdout), text(done.stderr))
}

/// Nothing to audit, said in both languages and to programs.
fn no_book(path: &Path) {
    let name = path.file_name().unwrap().to_str().unwrap();
    for (language, sentence) in
        [("fr", ["Rien à contrôler : ", "ne contient pas de livre."]), ("en", ["Nothing to audit: ", "holds no book."])]
    {
        let (code, out, said) = audited(path, language, false);
        assert_eq!((code, out.as_str()), (2, ""), "{name}: {said}");
        assert!(said.starts_with(sentence[0]) && said.trim_end().ends_with(sentence[1]) && said.contains(name), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
    let (code, out, _) = audited(path, "en", true);
    let verdict: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, verdict["right"].is_null(), verdict["error"].is_string()), (2, true, true), "{name}: {out}");
}

#[test]
fn a_file_that_is_no_book_is_said_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let jpeg = [b"\xff\xd8\xff\xe0\x00\x10JFIF\0".as_slice(), &[7; 9_000]].concat();
    for (name, bytes) in [
        ("photo.jpg", jpeg.as_slice()),
        // Whatever they are called.
        ("photo.gune", jpeg.as_slice()),
        ("photo.db", jpeg.as_slice()),
        ("empty", b""),
        ("empty.gune", b""),
        ("empty.db", b""),
        ("letter.txt", "Bonjour,\n\nvoici le livre.\n".as_bytes()),
        ("first-line-alone.gune", b"gune/1 book\n"),
        ("a-receipt", b"c2sp.org/tlog-proof@v1\nindex 0\n"),
    ] {
        no_book(&file(name, bytes));
    }
    let database = folder.path().join("addresses.db");
    Connection::open(&database)
        .unwrap()
        .execute_batch("create table person (name text); insert into person values ('x')")
        .unwrap();
    no_book(&database);
    no_book(&PLAYED.keys().join("head"));
}

#[test]
fn a_file_of_a_hundred_gigabytes_is_told_from_a_book_by_its_first_bytes() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["disk.img", "disk.gune"] {
        let path = folder.path().join(name);
        // As long as it says, and nowhere on the disk.
        File::create(&path).unwrap().set_len(100 << 30).unwrap();
        no_book(&path);
    }
}

#[test]
fn a_folder_without_a_book_is_said_to_hold_none() {
    let folder = tempfile::tempdir().unwrap();
    let within = |name: &str, file: &str| {
        let path = folder.path().join(name);
        fs::create_dir(&path).unwrap();
        fs::write(path.join(file), "").unwrap();
        path
    };
    no_book(&within("photos", "photo.jpg"));
    no_book(&within("key-line-alone", "vkey"));
    no_book(&within("head-alone", "checkpoint"));
    let (code, _, said) = audited(&within("empty-file", "gune.db"), "fr", false);
    assert!(code == 2 && said.contains("gune.db ne contient pas de livre."), "{said}");
    // What stands where the file should be cannot be read.
    let path = folder.path().join("folder-for-a-file");
    fs::create_dir_all(path.join("gune.db")).unwrap();
    let (code, out, said) = audited(&path, "fr", false);
    assert!(code == 2 && out.is_empty() && said.contains("ne se lit pas"), "{said}");
}

#[test]
fn a_damaged_book_is_no_stranger_for_that() {
    let copy = PLAYED.copy();
    // Under another name than its own, as a backup has.
    let path = copy.data.join("backup.db");
    copy.open().execute("vacuum into ?", [path.to_str().unwrap()]).unwrap();
    let whole = fs::read(&path).unwrap();
    let damaged: [(&str, Damage); 3] = [
        ("a bit of its mark", |bytes| bytes[3] ^= 4),
        ("all of its mark", |bytes| bytes[..16].fill(0)),
        ("all but its first page", |bytes| bytes.truncate(5_000)),
    ];
    for (what, damage) in damaged {
        let mut bytes = whole.clone();
        damage(&mut bytes);
        fs::write(&path, bytes).unwrap();
        let (code, out, _) = audited(&path, "fr", false);
        assert_eq!(code, 3, "{what}: {out}");
        assert!(out.starts_with("Ce livre est faux.") && out.contains("abîmé"), "{what}: {out}");
        let (code, out, _) = audited(&path, "en", true);
        let verdict: Value = serde_json::from_str(&out).unwrap();
        assert_eq!((code, verdict["code"].as_str(), verdict["line"].is_null()), (3, Some("file"), true), "{what}: {out}");
    }
}
