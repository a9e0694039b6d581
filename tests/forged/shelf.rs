//! The shelf: each forged book in a file, what is remembered beside it, and what has to be found in a list of its own.

use std::fs;
use std::path::{Path, PathBuf};

use gune::audit::{Failure, Options, Source, audit};
use serde_json::json;

use crate::lie::Verdict;

/// The folder that other verifiers read.
pub struct Shelf {
    folder: PathBuf,
}

/// A book that was put there and judged.
pub struct Judged {
    /// Its line in the list: what has to be found.
    pub expected: String,
    /// What is amiss with the verdict.
    pub complaint: Option<String>,
}

impl Shelf {
    /// The folder, emptied.
    pub fn clear() -> Shelf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("forged");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Shelf { folder }
    }

    /// Puts a book there, and judges it.
    pub fn put(&self, number: usize, kind: &str, book: &[u8], remembered: Option<&str>, expected: &Verdict) -> Judged {
        let name = format!("{number:04}-{kind}");
        let file = self.folder.join(format!("{name}.gune"));
        assert!(!file.exists(), "{name} has its place for itself");
        fs::write(&file, book).unwrap();
        let head = remembered.map(|head| {
            let path = self.folder.join(format!("{name}.head"));
            fs::write(&path, head).unwrap();
            path
        });
        let found = judge(&file, head);
        let complaint = (found != *expected).then(|| format!("{name}: expected {expected:?}, found {found:?}"));
        let Verdict { right, code, line } = expected;
        let named = json!({ "file": format!("{name}.gune"), "right": right, "code": code, "line": line, "kind": kind });
        Judged { expected: format!("{named}\n"), complaint }
    }

    /// Puts the list there, last: where there is one, all is there.
    pub fn list(&self, judged: &[Judged]) {
        let lines: String = judged.iter().map(|judged| judged.expected.as_str()).collect();
        fs::write(self.folder.join("expected.jsonl"), lines).unwrap();
    }
}

/// What the audit says of a book in one file.
pub fn judge(file: &Path, head: Option<PathBuf>) -> Verdict {
    match audit(&Source::Book(file.to_owned()), &Options { head, ..Options::default() }, &mut |_, _| {}) {
        Ok(_) => Verdict::RIGHT,
        Err(Failure::Wrong(finding)) => Verdict {
            right: false,
            code: Some(finding.reason.code().to_owned()),
            line: finding.lines.map(|(first, last)| {
                assert_eq!(first, last, "one line is named: {finding}");
                first
            }),
        },
        Err(Failure::Unreadable(_)) => Verdict::NO_BOOK,
    }
}
