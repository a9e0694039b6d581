//! The program itself: its exit codes, its words, its files.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::{PLAYED, raise_an_amount};

/// Runs the program in an English terminal: its exit code, and what it prints.
pub fn gune(arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gune"));
    let done = command.args(arguments).env("LC_ALL", "C.UTF-8").output().unwrap();
    (done.status.code().unwrap(), String::from_utf8(done.stdout).unwrap())
}

/// Runs the program, and reads the JSON it prints.
pub fn json(arguments: &[&str]) -> (i32, Value) {
    let (code, printed) = gune(arguments);
    (code, serde_json::from_str(&printed).unwrap())
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_right_book_ends_with_its_sum_and_zero() {
    let data = PLAYED.data();
    let (code, printed) = gune(&["audit", text(&data), "--language", "fr"]);
    assert_eq!(code, 0, "{printed}");
    assert!(printed.contains("Marché d’essai") && printed.trim_end().ends_with("La somme tombe juste."), "{printed}");
    let (code, printed) = gune(&["audit", text(&data), "--quiet"]);
    assert_eq!((code, printed.as_str()), (0, "The sum is right.\n"));
    let (code, verdict) = json(&["audit", text(&data), "--json"]);
    assert_eq!((code, verdict["right"].as_bool(), verdict["members"].as_u64()), (0, Some(true), Some(7)));
    assert_eq!(verdict["last"]["check_words"]["fr"].as_array().map(Vec::len), Some(6));
}

#[test]
fn a_wrong_book_ends_with_its_line_and_three() {
    let copy = PLAYED.copy();
    let line = raise_an_amount(&copy.open());
    let (code, printed) = gune(&["audit", text(&copy.data), "--language", "fr"]);
    assert_eq!(code, 3, "{printed}");
    let expected = format!("Écriture n° {line} : la signature n’est pas celle de la clé qui est nommée.");
    assert_eq!(printed.lines().last(), Some(expected.as_str()));
    let (code, verdict) = json(&["audit", text(&copy.data), "--json"]);
    assert_eq!((code, verdict["line"].as_u64(), verdict["code"].as_str()), (3, Some(line), Some("bad-signature")));
}

#[test]
fn what_cannot_be_read_is_two() {
    let folder = tempfile::tempdir().unwrap();
    let nowhere = folder.path().join("nowhere");
    let data = PLAYED.data();
    for arguments in [
        vec!["audit"],
        vec!["audit", text(&nowhere)],
        vec!["audit", text(folder.path())],
        vec!["audit", "http://127.0.0.1:1"],
        vec!["audit", text(&data), "--keys", text(&nowhere)],
        vec!["audit", text(&data), "--head", text(&nowhere)],
        vec!["audit", text(&data), "--language", "tlh"],
    ] {
        assert_eq!(gune(&arguments).0, 2, "{arguments:?}");
    }
}

#[test]
fn a_backup_is_a_right_book_and_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (data, target) = (PLAYED.data(), folder.path().join("copy.db"));
    let (code, printed) = gune(&["backup", text(&data), text(&target)]);
    assert_eq!(code, 0, "{printed}");
    assert!(printed.contains("keys folder"), "{printed}");
    let (code, verdict) = json(&["audit", text(&target), "--json", "--keys", text(&PLAYED.keys())]);
    assert_eq!((code, verdict["entries"].as_u64()), (0, Some(PLAYED.size)));
    assert_eq!(gune(&["backup", text(&data), text(&target)]).0, 1);
}

#[test]
fn an_export_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("holiday.jpg"), "").unwrap();
    assert_eq!(gune(&["export", text(&PLAYED.data()), text(folder.path())]).0, 1);
}

#[test]
fn a_key_is_made_once_and_only_its_public_half_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("keys");
    let (code, made) = gune(&["keys", "--keys", text(&keys), "--origin", "market.example/book"]);
    assert_eq!(code, 0);
    assert!(made.starts_with("market.example/book+") && made.lines().count() == 1, "{made}");
    assert_eq!(gune(&["keys", "--keys", text(&keys)]).1, made);
    assert_eq!(gune(&["keys", "--keys", text(&keys), "--origin", "other"]).0, 1);
    assert!(std::fs::read_to_string(keys.join("log.key")).unwrap().starts_with("PRIVATE+KEY+market.example/book+"));
}
