//! The rules of the house, enforced: who may use whom, what stands where, what never does.
//!
//! Each rule is a function from a file to its complaints. Each is asked twice: of the whole tree, where it must find
//! nothing, and of a bad sample, where it must find something: a check that cannot fail checks nothing.

mod contents;
mod docs;
mod modules;
mod words;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// A text file of the tree, its path from the root with slashes.
pub struct File {
    /// Its path.
    pub path: String,
    /// All of it.
    pub text: String,
}

/// What is made, fetched or grown by the program, and so is not ours to check.
const PASSED_OVER: [&str; 5] = [".git", "target", "node_modules", "data", "LICENSE"];
const ENDINGS: [&str; 17] = [
    "rs",
    "ts",
    "mjs",
    "js",
    "css",
    "html",
    "ftl",
    "sql",
    "md",
    "toml",
    "json",
    "txt",
    "svg",
    "yml",
    "npmrc",
    "run",
    "gitignore",
];

static TREE: LazyLock<Vec<File>> = LazyLock::new(|| {
    let mut files = Vec::new();
    gather(Path::new(env!("CARGO_MANIFEST_DIR")), "", &mut files);
    assert!(files.len() > 150, "the tree was not found");
    files
});

fn gather(folder: &Path, prefix: &str, files: &mut Vec<File>) {
    let mut entries: Vec<_> = fs::read_dir(folder).expect("a folder of the tree").map(|entry| entry.expect("an entry")).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().into_string().expect("names of the tree are text");
        if PASSED_OVER.contains(&name.as_str()) {
            continue;
        }
        let path = format!("{prefix}{name}");
        if entry.file_type().expect("a kind of file").is_dir() {
            gather(&entry.path(), &format!("{path}/"), files);
        } else if ENDINGS.contains(&name.rsplit('.').next().unwrap_or_default()) && !is_secret(&path) {
            files.push(File { path, text: fs::read_to_string(entry.path()).expect("a file of text") });
        }
    }
}

/// What the program writes into `keys/` is nobody's business.
fn is_secret(path: &str) -> bool {
    path.starts_with("keys/") && !["keys/README.md", "keys/.gitignore"].contains(&path)
}

/// The file at this path.
pub fn file(path: &str) -> &'static File {
    TREE.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("there is no {path}"))
}

/// Asks a rule of every file.
#[track_caller]
pub fn holds_everywhere(rule: impl Fn(&File) -> Vec<String>) {
    let complaints: Vec<String> = TREE.iter().flat_map(rule).collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

/// Asks a rule of a bad sample, which it must notice.
#[track_caller]
pub fn notices(rule: impl Fn(&File) -> Vec<String>, path: &str, text: &str) {
    let complaints = rule(&File { path: path.into(), text: text.into() });
    assert!(!complaints.is_empty(), "{path}: {text:?} passes");
}

/// Asks a rule of a good sample that looks a little like a bad one.
#[track_caller]
pub fn allows(rule: impl Fn(&File) -> Vec<String>, path: &str, text: &str) {
    let complaints = rule(&File { path: path.into(), text: text.into() });
    assert!(complaints.is_empty(), "{complaints:?}");
}

/// The numbered lines of a file's code: without comments, and without the tests at its end.
pub fn code(file: &File) -> impl Iterator<Item = (usize, &str)> {
    let tests = is_test(&file.path);
    let lines = file.text.lines().enumerate().take_while(move |(_, line)| !tests && !line.starts_with("#[cfg(test)]"));
    lines.map(|(number, line)| (number + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Whether a file holds nothing but tests.
pub fn is_test(path: &str) -> bool {
    !path.starts_with("src/") || path.split(['/', '.']).any(|part| part == "tests" || part.ends_with("_tests"))
}

/// The words of a line of code.
pub fn identifiers(line: &str) -> impl Iterator<Item = &str> {
    line.split(|character: char| !character.is_alphanumeric() && character != '_').filter(|word| !word.is_empty())
}
