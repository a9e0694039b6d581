//! The rehearsal, by the real program: people with real keys, the real network, and a check of the book at the end.

use std::process::Command;

/// Plays the rehearsal fast, in an English terminal: its exit code, and what it printed.
fn rehearse(seed: &str) -> (i32, String) {
    let played = Command::new(env!("CARGO_BIN_EXE_gune"))
        .args(["demo", "--fast", "--exit", "--people", "12", "--seed", seed, "--listen", "127.0.0.1:0", "--no-browser"])
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap();
    let printed = String::from_utf8(played.stdout).unwrap();
    let wrong = String::from_utf8(played.stderr).unwrap();
    (played.status.code().unwrap_or(-1), format!("{printed}{wrong}"))
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
    let (code, first) = rehearse("7");
    assert_eq!(code, 0, "{first}");
    assert!(first.contains("The book is right"), "{first}");
    assert!(number(&first, " entries in") >= 1_000, "{first}");
    assert_eq!(number(&first, " people,"), 12);
    assert_eq!(number(&first, " surprises"), 0);
    assert!(number(&first, " given back") > 0 && number(&first, " refused as meant") > 0, "{first}");
    assert!(story(&first).iter().filter(|line| line.starts_with("UD no.")).count() >= 20, "{first}");

    let (code, again) = rehearse("7");
    assert_eq!(code, 0, "{again}");
    assert_eq!(story(&first), story(&again));

    let (code, other) = rehearse("8");
    assert_eq!(code, 0, "{other}");
    assert_ne!(story(&first), story(&other));
}
