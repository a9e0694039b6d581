//! Who may use whom, and what each module may never contain.

use crate::{File, allows, code, holds_everywhere, identifiers, is_test, notices};

/// Each module, and which of ours it may use: always some of those before it.
const MODULES: [(&str, &[&str]); 9] = [
    ("ledger", &[]),
    ("market", &["ledger"]),
    ("store", &["ledger", "market"]),
    ("sequencer", &["ledger", "market", "store"]),
    ("watch", &["ledger", "store", "sequencer"]),
    ("audit", &["ledger", "store", "sequencer"]),
    ("text", &[]),
    ("http", &["ledger", "market", "store", "sequencer", "watch", "text"]),
    ("cli", &["ledger", "market", "store", "sequencer", "watch", "audit", "text", "http"]),
];

/// No clock, disk, network, thread, chance, float, order of hashing, or talk.
const IMPURE: [&str; 27] = [
    "SystemTime",
    "Instant",
    "fs",
    "net",
    "io",
    "env",
    "process",
    "thread",
    "Mutex",
    "RwLock",
    "rand",
    "getrandom",
    "HashMap",
    "HashSet",
    "f32",
    "f64",
    "serde",
    "serde_json",
    "tracing",
    "println",
    "eprintln",
    "async",
    "await",
    "tokio",
    "rusqlite",
    "axum",
    "unsafe",
];
const OF_THE_NETWORK: [&str; 5] = ["axum", "tower", "tower_http", "ureq", "hyper"];

fn module_of(path: &str) -> Option<&str> {
    path.strip_prefix("src/")?.split_once('/').map(|(module, _)| module)
}

/// Every module of ours that a line names after `crate::`, single or in a group.
fn used(line: &str) -> Vec<&str> {
    let mut used = Vec::new();
    for (at, start) in line.match_indices("crate::") {
        let rest = &line[at + start.len()..];
        match rest.strip_prefix('{') {
            Some(group) => used.extend(group.split(',').filter_map(|part| identifiers(part).next())),
            None => used.extend(identifiers(rest).next()),
        }
    }
    used
}

fn arrows(file: &File) -> Vec<String> {
    let Some((module, may_use)) = MODULES.iter().find(|(module, _)| module_of(&file.path) == Some(*module)) else {
        return Vec::new();
    };
    let wrong = |name: &str| name != *module && MODULES.iter().any(|(other, _)| *other == name) && !may_use.contains(&name);
    // Tests keep to the arrows too.
    let lines = file.text.lines().zip(1..).filter(|(line, _)| !line.trim_start().starts_with("//"));
    let uses = lines.flat_map(|(line, number)| used(line).into_iter().map(move |name| (number, name)));
    uses.filter(|(_, name)| wrong(name)).map(|(number, name)| format!("{}:{number}: {module} uses {name}", file.path)).collect()
}

/// `super::` may not be a way round the arrows: it never leads out of a module.
fn no_way_round(file: &File) -> Vec<String> {
    let Some(inside) = file.path.strip_prefix("src/").filter(|path| path.contains('/') && !is_test(&file.path)) else {
        return Vec::new();
    };
    let depth = inside.trim_end_matches(".rs").split('/').filter(|part| *part != "mod").count();
    let out = "super::".repeat(depth);
    code(file).filter(|(_, line)| line.contains(&out)).map(|(number, _)| format!("{}:{number}: leads out", file.path)).collect()
}

fn banned(file: &File) -> Vec<String> {
    let words: Vec<&str> = match module_of(&file.path) {
        Some("ledger" | "market") => IMPURE.into(),
        Some("store" | "sequencer") => OF_THE_NETWORK.into(),
        Some("watch" | "audit") => vec!["axum", "tower", "tower_http", "rusqlite", "async"],
        Some("text") => [&OF_THE_NETWORK[..], &["rusqlite", "async"]].concat(),
        Some("http" | "cli") => vec!["rusqlite"],
        _ => return Vec::new(),
    };
    let words = if module_of(&file.path) == Some("sequencer") { [&words[..], &["rusqlite"]].concat() } else { words };
    let found = code(file).flat_map(|(number, line)| identifiers(line).map(move |word| (number, word)));
    found.filter(|(_, word)| words.contains(word)).map(|(number, word)| format!("{}:{number}: {word}", file.path)).collect()
}

fn sql_outside_the_store(file: &File) -> Vec<String> {
    const SQL: [&str; 8] =
        ["select ", "insert into", "insert or", "delete from", "create table", "create index", "drop table", "pragma "];
    if file.path.starts_with("src/store/") || !file.path.ends_with(".rs") {
        return Vec::new();
    }
    let said = |line: &str| line.contains('"') && SQL.iter().any(|sql| line.to_lowercase().contains(sql));
    code(file).filter(|(_, line)| said(line)).map(|(number, line)| format!("{}:{number}: {line}", file.path)).collect()
}

#[test]
fn each_module_uses_only_those_before_it() {
    holds_everywhere(arrows);
    notices(arrows, "src/ledger/x.rs", "use crate::market::Price;");
    notices(arrows, "src/ledger/x_tests/y.rs", "use crate::store::Store;");
    notices(arrows, "src/text/x.rs", "fn f() { crate::ledger::Amount::ZERO; }");
    notices(arrows, "src/market/x.rs", "use crate::{ledger::Amount, http::App};");
    notices(arrows, "src/http/x.rs", "use crate::cli;");
    allows(arrows, "src/http/x.rs", "use crate::{ledger, text};");
    allows(arrows, "src/ledger/x.rs", "// use crate::market;");
    let order: Vec<&str> = MODULES.iter().map(|(module, _)| *module).collect();
    for (place, (module, may_use)) in MODULES.iter().enumerate() {
        assert!(may_use.iter().all(|used| order[..place].contains(used)), "{module}");
    }
}

#[test]
fn no_module_is_missing_from_the_order() {
    let folders = crate::TREE.iter().filter_map(|file| module_of(&file.path));
    for module in folders {
        assert!(MODULES.iter().any(|(known, _)| *known == module), "src/{module} has no place in the order");
    }
}

#[test]
fn super_never_leads_out_of_a_module() {
    holds_everywhere(no_way_round);
    notices(no_way_round, "src/ledger/mod.rs", "use super::market;");
    notices(no_way_round, "src/ledger/document/key.rs", "use super::super::super::market;");
    allows(no_way_round, "src/ledger/document/key.rs", "use super::super::Amount;");
}

#[test]
fn no_module_contains_what_it_never_may() {
    holds_everywhere(banned);
    for word in ["std::time::Instant", "std::fs", "HashMap", "f64", "serde::Serialize", "tokio::spawn", "getrandom::fill"] {
        notices(banned, "src/ledger/x.rs", &format!("use {word};"));
    }
    notices(banned, "src/market/x.rs", "async fn f() {}");
    notices(banned, "src/store/x.rs", "use axum::Router;");
    notices(banned, "src/sequencer/x.rs", "use rusqlite::Connection;");
    notices(banned, "src/http/x.rs", "use rusqlite::params;");
    allows(banned, "src/ledger/x.rs", "//! No HashMap here.\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}\n");
}

#[test]
fn sql_stands_in_the_store_alone() {
    holds_everywhere(sql_outside_the_store);
    notices(sql_outside_the_store, "src/http/x.rs", "let q = \"SELECT bytes FROM entry\";");
    notices(sql_outside_the_store, "src/sequencer/x.rs", "run(\"delete from entry\")");
    allows(sql_outside_the_store, "src/store/x.rs", "let q = \"select bytes from entry\";");
}
