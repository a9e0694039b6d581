//! What every file is, and what none holds.

use crate::{File, allows, code, holds_everywhere, notices};

fn length(file: &File) -> Vec<String> {
    let most = match file.path.rsplit('.').next() {
        Some("rs" | "ts" | "mjs" | "sql") => 350,
        Some("html" | "css") => 900,
        _ => return Vec::new(),
    };
    let lines = file.text.lines().count();
    if lines <= most { Vec::new() } else { vec![format!("{}: {lines} lines", file.path)] }
}

fn purpose(file: &File) -> Vec<String> {
    let begins = |mark: &str| file.text.lines().next().is_some_and(|line| line.starts_with(mark) && line.len() > mark.len() + 10);
    let told = match file.path.rsplit('.').next() {
        Some("rs") => begins("//! "),
        Some("ts" | "mjs") => begins("// "),
        Some("css") => begins("/* "),
        Some("sql") => begins("-- "),
        Some("md") => begins("# ") || file.text.starts_with("# "),
        _ => true,
    };
    if told { Vec::new() } else { vec![format!("{}: says not what it is for", file.path)] }
}

fn unwrap(file: &File) -> Vec<String> {
    let found = code(file).filter(|(_, line)| line.contains(".unwrap()"));
    found.map(|(number, line)| format!("{}:{number}: {line}", file.path)).collect()
}

/// What is asked of code is asked of all of it: after `#[cfg(test)]` there is one module of tests, and nothing else.
fn tests_last(file: &File) -> Vec<String> {
    let Some((_, rest)) = file.text.split_once("\n#[cfg(test)]\n") else { return Vec::new() };
    if !file.path.starts_with("src/") {
        return Vec::new();
    }
    let mut lines = rest.lines().skip_while(|line| line.starts_with("#["));
    let module = lines.next().unwrap_or_default();
    let alone = match module.strip_prefix("mod ") {
        Some(named) if named.ends_with(';') => lines.all(str::is_empty),
        Some(_) => lines.find(|line| *line == "}").is_some() && lines.next().is_none(),
        None => false,
    };
    if alone { Vec::new() } else { vec![format!("{}: something stands after its tests", file.path)] }
}

fn unfinished(file: &File) -> Vec<String> {
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
        concat!("#[ig", "nore"),
    ];
    let found = file.text.lines().zip(1..).filter(|(line, _)| marks.iter().any(|mark| line.contains(mark)));
    found.map(|(line, number)| format!("{}:{number}: {line}", file.path)).collect()
}

fn machine_paths(file: &File) -> Vec<String> {
    let paths =
        [concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/wo", "rk/"), concat!("/Us", "ers/"), concat!("../sha", "red")];
    let found = file.text.lines().zip(1..).filter(|(line, _)| paths.iter().any(|path| line.contains(path)));
    found.map(|(line, number)| format!("{}:{number}: {line}", file.path)).collect()
}

fn hosts_in_locks(file: &File) -> Vec<String> {
    if !file.path.ends_with("package-lock.json") {
        return Vec::new();
    }
    let found = file.text.lines().zip(1..).filter(|(line, _)| line.contains("\"resolved\"") || line.contains("registry"));
    found.map(|(line, number)| format!("{}:{number}: {line}", file.path)).collect()
}

fn inline(file: &File) -> Vec<String> {
    if !file.path.starts_with("templates/") || !file.path.ends_with(".html") {
        return Vec::new();
    }
    let bad = |line: &str| {
        let line = line.to_lowercase();
        let handler = line.match_indices(" on").any(|(at, _)| {
            let name: String = line[at + 3..].chars().take_while(char::is_ascii_alphabetic).collect();
            !name.is_empty() && line[at + 3 + name.len()..].starts_with('=')
        });
        let script =
            line.match_indices("<script").any(|(at, _)| !line[at..].split('>').next().unwrap_or_default().contains(" src="));
        let elsewhere = ["src=\"http", "src=\"//", "href=\"//", "<link rel=\"stylesheet\" href=\"http"];
        let elsewhere = elsewhere.iter().any(|start| line.contains(start));
        handler || script || elsewhere || line.contains(" style=") || line.contains("<style") || line.contains("javascript:")
    };
    // The page that verifies a book is one file: it carries its style and scripts, under a policy of their hashes.
    let carried = |line: &str| {
        let own = ["<style>{{ style|safe }}</style>", "<script id=\"code\">{{ script|safe }}</script>"];
        let data = line.starts_with("<script type=\"application/json\" id=\"") && line.ends_with("|safe }}</script>");
        file.path == "templates/verifier.html" && (own.contains(&line) || data)
    };
    let found = file.text.lines().zip(1..).filter(|(line, _)| bad(line) && !carried(line));
    found.map(|(line, number)| format!("{}:{number}: {line}", file.path)).collect()
}

#[test]
fn files_stay_short() {
    holds_everywhere(length);
    notices(length, "src/x.rs", &"\n".repeat(351));
    notices(length, "tests/x.mjs", &"\n".repeat(351));
    notices(length, "web/style.css", &"\n".repeat(901));
    allows(length, "src/x.rs", &"\n".repeat(350));
}

#[test]
fn every_file_says_what_it_is_for() {
    holds_everywhere(purpose);
    notices(purpose, "src/x.rs", "use std::fmt;\n");
    notices(purpose, "src/x.rs", "//! \n");
    notices(purpose, "web/src/x.ts", "import x;\n");
}

#[test]
fn nothing_is_unwrapped_outside_tests() {
    holds_everywhere(unwrap);
    notices(unwrap, "src/x.rs", "let x = y.unwrap();");
    allows(unwrap, "src/x.rs", "let x = y.unwrap_or_default();\n#[cfg(test)]\nmod tests {\n    y.unwrap();\n}\n");
}

#[test]
fn tests_stand_last() {
    holds_everywhere(tests_last);
    notices(tests_last, "src/x.rs", "\n#[cfg(test)]\nmod tests {\n}\nfn hidden() {}\n");
    notices(tests_last, "src/x.rs", "\n#[cfg(test)]\nfn helper() {}\n");
    notices(tests_last, "src/x.rs", "\n#[cfg(test)]\nmod tests;\nfn hidden() {}\n");
    allows(tests_last, "src/x.rs", "\n#[cfg(test)]\n#[path = \"x_tests.rs\"]\nmod tests;\n");
}

#[test]
fn nothing_is_left_undone() {
    holds_everywhere(unfinished);
    notices(unfinished, "src/x.rs", concat!("// TO", "DO: later"));
}

#[test]
fn no_path_of_somebodys_machine_is_written_down() {
    holds_everywhere(machine_paths);
    notices(machine_paths, "docs/x.md", concat!("see /ho", "me/olive/gune"));
    notices(machine_paths, "tests/x.json", concat!("\"/wo", "rk/x\""));
}

#[test]
fn lock_files_name_no_host() {
    assert!(crate::TREE.iter().any(|file| file.path == "web/package-lock.json"));
    holds_everywhere(hosts_in_locks);
    notices(hosts_in_locks, "web/package-lock.json", "\"resolved\": \"https://somewhere.example/x.tgz\"");
}

#[test]
fn templates_hold_nothing_that_the_content_policy_refuses() {
    holds_everywhere(inline);
    for bad in [
        "<p style=\"color:red\">",
        "<style>",
        "<script>alert(1)</script>",
        "<a href=\"javascript:x\">",
        "<button onclick=\"x()\">",
        "<img src=\"//elsewhere.example/x.png\">",
        "<script type=\"module\" src=\"https://elsewhere.example/x.js\">",
    ] {
        notices(inline, "templates/x.html", bad);
    }
    notices(inline, "templates/verifier.html", "<script>alert(1)</script>");
    notices(inline, "templates/x.html", "<style>{{ style|safe }}</style>");
    allows(inline, "templates/verifier.html", "<style>{{ style|safe }}</style>");
    allows(inline, "templates/x.html", "<script type=\"module\" src=\"{{ super::asset(\"live.js\") }}\"></script> once = one");
}
