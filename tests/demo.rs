//! The rehearsal, by the real program: people with real keys, the real network, and a check of the book at the end.

use std::process::{Child, Command, Stdio};

/// Begins a fast rehearsal in an English terminal.
fn begin(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_gune"))
        .args(["demo", "--fast", "--exit", "--listen", "127.0.0.1:0", "--no-browser"])
        .args(arguments)
        .env("LC_ALL", "C.UTF-8")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Waits for its end: its exit code, and what it printed.
fn end(rehearsal: Child) -> (i32, String) {
    let played = rehearsal.wait_with_output().unwrap();
    let printed = [played.stdout, played.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    (played.status.code().unwrap_or(-1), printed.concat())
}

/// The lines of the story, without the hour before each.
fn story(printed: &str) -> Vec<&str> {
    printed.lines().filter_map(|line| line.split_once(" · ")).map(|(_, what)| what).collect()
}

/// The number before a word.
fn number(printed: &str, word: &str) -> u64 {
    let before = printed.split_once(word).unwrap().0;
    let digits = before.rsplit([' ', '\n']).next().unwrap();
    digits.replace(',', "").parse().unwrap()
}

#[test]
fn an_afternoon_is_played_and_its_book_is_right_and_the_same_seed_tells_the_same_story() {
    let (first, again) = (begin(&["--people", "10", "--seed", "7"]), begin(&["--people", "10", "--seed", "7"]));
    let other = begin(&["--people", "2", "--seed", "8"]);
    let ((code, first), (again_code, again), (other_code, other)) = (end(first), end(again), end(other));
    assert_eq!((code, again_code, other_code), (0, 0, 0), "{first}\n{again}\n{other}");
    assert!(first.contains("The sum is right."), "{first}");
    assert!(number(&first, " entries in") >= 900, "{first}");
    assert_eq!((number(&first, " people,"), number(&first, " surprises")), (10, 0));
    assert!(number(&first, " given back") > 0 && number(&first, " refused as meant") > 0, "{first}");
    assert!(story(&first).iter().filter(|line| line.starts_with("UD no.")).count() >= 20, "{first}");
    assert_eq!(story(&first), story(&again));
    assert_ne!(story(&first), story(&other));
}

#[test]
fn a_book_that_was_kept_is_never_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let (code, printed) = end(begin(&["--people", "2", "--data", data]));
    assert_eq!(code, 0, "{printed}");
    assert!(printed.contains(data) && folder.path().join("gune.db").exists());
    let (code, printed) = end(begin(&["--people", "2", "--data", data]));
    assert!(code == 1 && printed.contains("holds a book already"), "{printed}");
}
