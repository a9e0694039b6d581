//! Words for people: the same in every language, and some for every refusal.

use std::collections::{BTreeMap, BTreeSet};

use crate::{File, TREE, file};

/// The messages of a locale file: each with the arguments it takes.
fn messages(file: &File) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let (mut message, mut part) = (String::new(), String::new());
    for line in file.text.lines().filter(|line| !line.starts_with('#')) {
        let start = line.split_once(" =").map(|(id, _)| id).filter(|id| !id.contains([' ', '{', '*', '[', '-']) || is_id(id));
        if let Some(id) = start.filter(|id| is_id(id)) {
            (message, part) = (id.to_owned(), id.to_owned());
        } else if let Some(name) =
            line.trim_start().strip_prefix('.').and_then(|line| line.split_once(" =")).map(|(name, _)| name)
        {
            part = format!("{message}.{name}");
        }
        if part.is_empty() {
            continue;
        }
        let arguments = messages.entry(part.clone()).or_default();
        for argument in line.split('$').skip(1) {
            arguments.insert(argument.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect());
        }
    }
    messages
}

fn is_id(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
}

fn differences(one: &File, other: &File) -> Vec<String> {
    let (ours, theirs) = (messages(one), messages(other));
    let ids: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    ids.into_iter()
        .filter(|id| ours.get(*id) != theirs.get(*id))
        .map(|id| format!("{} and {}: {id}", one.path, other.path))
        .collect()
}

/// Each language, all its files together: `fr.ftl`, and parts such as `audit.fr.ftl`.
fn locales() -> Vec<File> {
    let mut languages: BTreeMap<&str, String> = BTreeMap::new();
    for file in TREE.iter() {
        let name = file.path.strip_prefix("templates/locales/").and_then(|name| name.strip_suffix(".ftl"));
        if let Some(code) = name.and_then(|name| name.rsplit('.').next()) {
            languages.entry(code).or_default().push_str(&file.text);
        }
    }
    languages.into_iter().map(|(code, text)| File { path: code.to_owned(), text }).collect()
}

/// Every kebab-case text between quotes.
fn quoted(text: &str) -> BTreeSet<String> {
    let parts = text.split('"').skip(1).step_by(2);
    let kebab = |part: &&str| !part.is_empty() && part.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
    parts.filter(kebab).map(str::to_owned).collect()
}

/// Every code that a document, a photo or a form can be refused with.
fn codes(refusals: &str, problems: &[&str]) -> BTreeSet<String> {
    let mut codes: BTreeSet<String> = refusals.lines().filter(|line| line.contains("=> \"")).flat_map(quoted).collect();
    for text in problems {
        let plain = text.split("Problem::plain(").skip(1);
        codes.extend(plain.flat_map(|rest| quoted(rest.split(')').next().unwrap_or_default())));
        codes.extend(text.lines().filter(|line| line.contains("Misspelled::")).flat_map(quoted));
    }
    codes
}

fn all_codes() -> BTreeSet<String> {
    let http = TREE.iter().filter(|file| file.path.starts_with("src/http/"));
    let problems: Vec<&str> = http.map(|file| file.text.split("\n#[cfg(test)]").next().unwrap_or_default()).collect();
    codes(&file("src/ledger/refusal.rs").text, &problems)
}

fn unworded(codes: &BTreeSet<String>, locale: &File) -> Vec<String> {
    let messages = messages(locale);
    let parts = |code: &String| ["", ".why", ".now"].map(|part| format!("refusal-{code}{part}"));
    let missing = codes.iter().flat_map(parts).filter(|id| !messages.contains_key(id));
    missing.map(|id| format!("{}: {id}", locale.path)).collect()
}

fn undocumented(codes: &BTreeSet<String>, protocol: &str) -> Vec<String> {
    codes.iter().filter(|code| !protocol.contains(&format!("`{code}`"))).cloned().collect()
}

fn sample(path: &str, text: &str) -> File {
    File { path: path.into(), text: text.into() }
}

#[test]
fn every_language_says_the_same_things_of_the_same_figures() {
    let locales = locales();
    assert!(locales.len() >= 2 && messages(&locales[0]).len() > 400);
    for locale in &locales[1..] {
        assert_eq!(differences(&locales[0], locale), Vec::<String>::new());
    }
    let one = sample("fr.ftl", "hello = Bonjour { $name }\n    .why = Oui\n");
    for other in
        ["hello = Hello { $who }\n    .why = Yes\n", "hello = Hello { $name }\n", "hello = Hello\n    .why = { $name }\n", ""]
    {
        assert!(!differences(&one, &sample("en.ftl", other)).is_empty(), "{other:?}");
    }
    assert!(differences(&one, &sample("en.ftl", "# hi\nhello =\n    Hello { $name }\n    .why = Yes\n")).is_empty());
}

#[test]
fn every_refusal_is_worded_in_every_language_and_documented() {
    let codes = all_codes();
    for known in
        ["balance-too-small", "malformed", "not-canonical", "organisers-link", "too-many-requests", "number-reused", "too-large"]
    {
        assert!(codes.contains(known), "{known} was not found in the code: {codes:?}");
    }
    for locale in locales() {
        assert_eq!(unworded(&codes, &locale), Vec::<String>::new());
    }
    assert_eq!(undocumented(&codes, &file("docs/protocol.md").text), Vec::<String>::new());

    let made = self::codes("A => \"no-a\",\n", &["f(Problem::plain(\"no-b\"))\nMisspelled::Head => \"no-c\",\n"]);
    assert_eq!(made.iter().collect::<Vec<_>>(), ["no-a", "no-b", "no-c"]);
    assert_eq!(
        unworded(&made, &sample("en.ftl", "refusal-no-a = No\n    .why = So\n    .now = Go\nrefusal-no-b = No\n")).len(),
        5
    );
    assert_eq!(undocumented(&made, "`no-a`, `no-b`, no-c"), ["no-c"]);
}
