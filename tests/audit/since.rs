//! Going on from a head that the auditor kept: what is before it is not signed anew, and cannot be another book.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use gune::audit::{Failure, Finding, Options, Report, Source, Trusted, audit};
use rusqlite::{Connection, params};

use crate::market::{Copy, log_key, sign_again};
use crate::program::{gune, json};
use crate::{PLAYED, bytes_of, moment, payment_before_another_moment};

/// A head of this book with at least so many entries, in a file beside it; how many they are.
fn keep_head(folder: &Path, connection: &Connection, least: u64) -> (PathBuf, u64) {
    let sql = "select size, checkpoint from block where size >= ? order by size limit 1";
    let (size, checkpoint): (i64, String) =
        connection.query_row(sql, [least as i64], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let path = folder.join("kept");
    std::fs::write(&path, checkpoint).unwrap();
    (path, size.unsigned_abs())
}

fn audited(source: Source, since: &Path) -> Result<Report, Failure> {
    let options = Options { since: Some(since.to_owned()), ..Options::default() };
    audit(&source, &options, &mut |_, _| {})
}

fn found(copy: &Copy, since: &Path) -> (Option<(u64, u64)>, &'static str) {
    match audited(Source::File(copy.file()), since) {
        Err(Failure::Wrong(Finding { lines, reason })) => (lines, reason.code()),
        other => panic!("the audit should have found it: {other:?}"),
    }
}

/// Puts another signature, well-formed, under the payment in this row; every head is signed again.
fn forge(connection: &Connection, row: i64) {
    let text = bytes_of(connection, row);
    let at = text.find("signature: ").unwrap() + 20;
    let other = if text.as_bytes()[at] == b'A' { "B" } else { "A" };
    let forged = format!("{}{other}{}", &text[..at], &text[at + 1..]);
    connection.execute("update entry set bytes = ? where idx = ?", params![forged.as_bytes(), row]).unwrap();
    sign_again(connection);
}

fn payment_after(connection: &Connection, line: u64) -> i64 {
    let sql = "select idx from entry where kind = 'payment' and idx >= ? limit 1";
    connection.query_row(sql, [line as i64], |row| row.get(0)).unwrap()
}

#[test]
fn a_right_book_is_right_from_a_kept_head_on_and_the_report_says_what_was_trusted() {
    let copy = PLAYED.copy();
    let (head, size) = keep_head(&copy.data, &copy.open(), 100);
    let report = audited(Source::File(copy.file()), &head).unwrap();
    assert_eq!(report.trusted, Some(Trusted { file: head.clone(), entries: size }));
    assert_eq!((report.entries, report.remembered.as_slice()), (PLAYED.size, [head.clone()].as_slice()));

    let (file, shown) = (copy.file(), head.to_str().unwrap());
    let arguments = ["audit", file.to_str().unwrap(), "--since", shown];
    let (code, verdict) = json(&[&arguments[..], &["--json", "--jobs", "2"]].concat());
    assert_eq!((code, verdict["signatures_trusted"].as_u64(), verdict["trusted_head"].as_str()), (0, Some(size), Some(shown)));
    for (language, words) in [("fr", "vous vous fiez au contrôle fait alors"), ("en", "you rely on the audit made then")] {
        let (code, printed) = gune(&[&arguments[..], &["--language", language]].concat());
        let said = printed.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("{printed}"));
        assert_eq!(code, 0);
        assert!(said.contains(shown) && said.contains(&size.to_string()), "{said}");
        assert!(said.contains(&(PLAYED.size - size).to_string()), "{said}");
    }
    let (_, verdict) = json(&["audit", file.to_str().unwrap(), "--json"]);
    assert_eq!((verdict["signatures_trusted"].as_u64(), verdict["trusted_head"].is_null()), (Some(0), true));
}

#[test]
fn a_lie_before_the_head_is_found_by_the_head() {
    let copy = PLAYED.copy();
    let connection = copy.open();
    let (head, size) = keep_head(&copy.data, &connection, 100);
    let row = payment_after(&connection, 40);
    forge(&connection, row);
    assert!(row.unsigned_abs() < size);
    assert_eq!(found(&copy, &head), (Some((0, size - 1)), "remembered-other"));

    // One second later: nobody signs the moment but the log, and every rule still holds.
    let copy = PLAYED.copy();
    let connection = copy.open();
    let row = payment_before_another_moment(&connection);
    let (head, size) = keep_head(&copy.data, &connection, row.unsigned_abs() + 1);
    let at: i64 = connection.query_row("select at from entry where idx = ?", [row], |row| row.get(0)).unwrap();
    let text = bytes_of(&connection, row).replacen(&moment(at), &moment(at + 1), 1);
    connection.execute("update entry set bytes = ?, at = ? where idx = ?", params![text.as_bytes(), at + 1, row]).unwrap();
    sign_again(&connection);
    assert_eq!(found(&copy, &head), (Some((0, size - 1)), "remembered-other"));
}

#[test]
fn a_lie_after_the_head_is_found_at_its_line() {
    let copy = PLAYED.copy();
    let connection = copy.open();
    let (head, size) = keep_head(&copy.data, &connection, 100);
    let row = payment_after(&connection, size);
    forge(&connection, row);
    let line = row.unsigned_abs();
    assert_eq!(found(&copy, &head), (Some((line, line)), "bad-signature"));
}

#[test]
fn whoever_trusts_a_head_trusts_the_signatures_before_it_and_nothing_else() {
    let copy = PLAYED.copy();
    let connection = copy.open();
    let row = payment_after(&connection, 40);
    forge(&connection, row);
    // A head that nobody should have kept: of the very book with the forged signature.
    let (head, size) = keep_head(&copy.data, &connection, 100);
    assert_eq!(audited(Source::File(copy.file()), &head).unwrap().trusted.map(|trusted| trusted.entries), Some(size));
    let whole = audit(&Source::File(copy.file()), &Options::default(), &mut |_, _| {});
    assert!(matches!(whole, Err(Failure::Wrong(finding)) if finding.reason.code() == "bad-signature"));
    // A rule broken before it is found all the same.
    let text = bytes_of(&connection, row);
    let raised = text.replacen("number: ", "number: 9", 1);
    connection.execute("update entry set bytes = ? where idx = ?", params![raised.as_bytes(), row]).unwrap();
    let line = row.unsigned_abs();
    assert_eq!(found(&copy, &head), (Some((line, line)), "column"));
}

#[test]
fn a_head_that_is_not_of_this_book_is_a_finding() {
    let copy = PLAYED.copy();
    let path = copy.data.join("kept");
    let keep = |head: gune::ledger::log::Note| std::fs::write(&path, head.to_string()).unwrap();
    keep(gune::ledger::log::Checkpoint::sign(PLAYED.size + 5, [0; 32], &log_key()));
    assert_eq!(found(&copy, &path), (Some((PLAYED.size, PLAYED.size + 4)), "remembered-longer"));
    keep(gune::ledger::log::Checkpoint::sign(PLAYED.size, [0; 32], &log_key()));
    assert_eq!(found(&copy, &path), (Some((0, PLAYED.size - 1)), "remembered-other"));
    let other = gune::ledger::log::Signer::new("gune.local/market", ed25519_dalek::SigningKey::from_bytes(&[1; 32])).unwrap();
    keep(gune::ledger::log::Checkpoint::sign(3, [0; 32], &other));
    assert_eq!(found(&copy, &path), (None, "remembered-foreign"));
    std::fs::write(&path, "scribbles").unwrap();
    assert!(matches!(audited(Source::File(copy.file()), &path), Err(Failure::Unreadable(_))));
}

#[test]
fn a_receipt_is_a_head_too_and_an_exported_log_goes_on_from_one() {
    let folder = tempfile::tempdir().unwrap();
    let (receipt, target) = (folder.path().join("receipt"), folder.path().join("export"));
    std::fs::write(&receipt, PLAYED.receipt.to_string()).unwrap();
    let report = audited(Source::Data(PLAYED.data()), &receipt).unwrap();
    let covered = report.trusted.unwrap().entries;
    assert!(covered > 30 && covered < PLAYED.size);
    assert_eq!(gune(&["export", PLAYED.data().to_str().unwrap(), target.to_str().unwrap()]).0, 0);
    let source = || Source::of(target.to_str().unwrap()).unwrap();
    assert_eq!(audited(source(), &receipt).unwrap().trusted.map(|trusted| trusted.entries), Some(covered));
    let head = PLAYED.keys().join("head");
    assert_eq!(audited(source(), &head).unwrap().trusted.map(|trusted| trusted.entries), Some(PLAYED.size));
}

#[test]
fn on_any_number_of_threads_the_same_is_found() {
    let copy = PLAYED.copy();
    let connection = copy.open();
    forge(&connection, payment_after(&connection, 60));
    forge(&connection, payment_after(&connection, 61));
    let mut findings = Vec::new();
    for threads in [1, 2, 3, 16] {
        let options = Options { threads: NonZeroUsize::new(threads), ..Options::default() };
        match audit(&Source::File(copy.file()), &options, &mut |_, _| {}) {
            Err(Failure::Wrong(Finding { lines, reason })) => findings.push((lines, reason.code())),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(findings[0].1, "bad-signature");
    assert!(findings.iter().all(|finding| *finding == findings[0]), "{findings:?}");
}
