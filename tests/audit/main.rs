//! The audit finds whatever anybody does to a book, at the right line; the attacker owns the disk and the log's key.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod book;
mod bytes;
mod evidence;
mod exported;
mod hands;
mod market;
mod not_a_book;
mod program;
mod since;

use std::sync::LazyLock;

use gune::audit::{Failure, Finding, Options, Reason, Report, Source, audit};
use gune::ledger::{Content, Entry};
use hands::{bytes_of, flip, lines_of, moment, payment_before_another_moment, raise_an_amount, some_row};
use market::{Copy, Played, play, sign_again};
use rusqlite::params;

static PLAYED: LazyLock<Played> = LazyLock::new(play);

fn audited(copy: &Copy) -> Result<Report, Failure> {
    audit(&Source::Data(copy.data.clone()), &Options::default(), &mut |_, _| {})
}

fn wrong(copy: &Copy) -> Finding {
    match audited(copy) {
        Err(Failure::Wrong(finding)) => finding,
        other => panic!("the audit should have found it: {other:?}"),
    }
}

fn line_and_code(copy: &Copy) -> (u64, &'static str) {
    let finding = wrong(copy);
    (finding.lines.unwrap_or_else(|| panic!("no line: {finding}")).0, finding.reason.code())
}

#[test]
fn a_right_book_is_right() {
    let report = audit(&Source::Data(PLAYED.data()), &Options::default(), &mut |_, _| {}).unwrap();
    assert_eq!((report.market.as_str(), report.place.as_str(), report.unit.as_str()), ("Marché d’essai", "Roubaix", "Gune"));
    assert_eq!((report.entries, report.accounts, report.members, report.dividends), (PLAYED.size, 7, 7, 12));
    assert_eq!(report.payments, PLAYED.size - 9 - 12);
    assert_eq!((report.first.size, report.last.size, report.erased), (1, PLAYED.size, Some(0)));
    assert_eq!(report.remembered.len(), 1, "the guard beside the data folder is found by itself");
}

#[test]
fn one_bit_in_any_column_of_an_entry_is_found_at_its_line() {
    for column in ["idx", "at", "kind", "key", "number", "bytes"] {
        for turn in 0..5 {
            let copy = PLAYED.copy();
            let connection = copy.open();
            let row = some_row(&connection, "entry where key is not null", turn);
            flip(&connection, "entry", "idx", row, column, turn);
            let (line, code) = line_and_code(&copy);
            assert_eq!(line, row.unsigned_abs(), "{column}, turn {turn}: {code}");
        }
    }
}

#[test]
fn one_bit_anywhere_in_an_entry_is_found_though_all_heads_are_signed_again() {
    for turn in 0..16 {
        let copy = PLAYED.copy();
        let connection = copy.open();
        let row = some_row(&connection, "entry", turn);
        flip(&connection, "entry", "idx", row, "bytes", turn);
        sign_again(&connection);
        let (line, code) = line_and_code(&copy);
        assert_eq!(line, row.unsigned_abs(), "turn {turn}: {code}");
    }
}

#[test]
fn one_bit_in_any_column_of_a_block_is_found_at_its_lines() {
    for column in ["size", "previous_size", "previous_root", "root", "checkpoint"] {
        for turn in 0..5 {
            let copy = PLAYED.copy();
            let connection = copy.open();
            let size = some_row(&connection, "block", turn);
            let (first, last) = match column {
                // The last head, grown: what it covers beyond the book's end is missing.
                "size" if size.unsigned_abs() == PLAYED.size => (PLAYED.size, u64::MAX),
                _ => lines_of(&connection, size),
            };
            flip(&connection, "block", "size", size, column, turn);
            let found = wrong(&copy);
            let lines = found.lines.unwrap();
            if column == "size" && size.unsigned_abs() == PLAYED.size {
                // Nothing comes after the last block: if it says more lines, those are what is missing.
                assert_eq!((lines.0, found.reason.code()), (PLAYED.size, "missing"));
                continue;
            }
            assert_eq!(lines.0, first, "{column}, turn {turn}: {found}");
            assert!(lines.1 <= last, "{column}, turn {turn}: {found} {lines:?}");
        }
    }
}

#[test]
fn of_two_changed_texts_the_first_in_the_book_is_named_whatever_their_order_in_the_file() {
    let right = PLAYED.copy();
    let connection = right.open();
    let memo = |line: i64| {
        let entry = Entry::read(bytes_of(&connection, line).as_bytes()).unwrap();
        let Content::Document(signed) = entry.content else { return None };
        signed.document().body.commitments().first().map(|commitment| (line, commitment.0))
    };
    let memos: Vec<(i64, [u8; 32])> = (50..PLAYED.size.cast_signed()).filter_map(memo).collect();
    for upwards in [true, false] {
        let two = memos.windows(2).find(|two| (two[0].1 < two[1].1) == upwards).unwrap();
        let copy = PLAYED.copy();
        let (connection, changed) = (copy.open(), "update personal_text set text = text || '!' where commitment = ?");
        for (_, commitment) in two {
            assert_eq!(connection.execute(changed, [commitment]).unwrap(), 1);
        }
        assert_eq!(line_and_code(&copy), (two[0].0.unsigned_abs(), "text-mismatch"));
    }
}

#[test]
fn an_entry_dropped_at_the_end_is_found() {
    let last = PLAYED.size - 1;
    let copy = PLAYED.copy();
    copy.open().execute("delete from entry where idx = ?", [last as i64]).unwrap();
    assert_eq!(line_and_code(&copy), (last, "missing"));
}

#[test]
fn a_block_dropped_at_the_end_is_found_by_what_was_remembered() {
    let copy = PLAYED.copy();
    let connection = copy.open();
    connection
        .execute_batch(
            "delete from entry where idx >= (select max(previous_size) from block);
             delete from block where size = (select max(size) from block);",
        )
        .unwrap();
    // In the file alone nothing is wrong: it is the book as it once was.
    let report = audited(&copy).unwrap();
    assert!(report.entries < PLAYED.size);
    copy.remember(&PLAYED.keys());
    assert_eq!(line_and_code(&copy), (report.entries, "remembered-longer"));
}

#[test]
fn an_entry_dropped_under_a_new_head_is_found_by_what_was_remembered() {
    let copy = PLAYED.copy();
    let connection = copy.open();
    let last = PLAYED.size as i64 - 1;
    connection.execute("delete from entry where idx = ?", [last]).unwrap();
    connection.execute("delete from block where previous_size = ?", [last]).unwrap();
    connection.execute("update block set size = ?1 where size = ?1 + 1", [last]).unwrap();
    sign_again(&connection);
    assert_eq!(audited(&copy).unwrap().entries, last.unsigned_abs(), "the file alone cannot tell");
    copy.remember(&PLAYED.keys());
    assert_eq!(line_and_code(&copy), (last.unsigned_abs(), "remembered-longer"));
}

#[test]
fn a_head_dropped_at_the_end_is_found() {
    let copy = PLAYED.copy();
    let connection = copy.open();
    let (first, _) = lines_of(&connection, PLAYED.size as i64);
    connection.execute("delete from block where size = ?", [PLAYED.size as i64]).unwrap();
    assert_eq!(line_and_code(&copy), (first, "head-missing"));
}

#[test]
fn two_entries_reordered_are_found() {
    for again in [false, true] {
        let copy = PLAYED.copy();
        let connection = copy.open();
        let row = payment_before_another_moment(&connection);
        for (from, to) in [(row, -2), (row + 1, row), (-2, row + 1)] {
            connection.execute("update entry set idx = ? where idx = ?", [to, from]).unwrap();
        }
        let row = row.unsigned_abs();
        if again {
            sign_again(&connection);
            assert_eq!(line_and_code(&copy), (row + 1, "moment-decreases"));
        } else {
            let found = wrong(&copy);
            let (first, last) = found.lines.unwrap();
            assert!(first <= row && row <= last && last < first + 4, "{found}: {first} to {last} for {row}");
        }
    }
}

#[test]
fn a_raised_amount_is_found_even_under_new_heads() {
    for again in [false, true] {
        let copy = PLAYED.copy();
        let connection = copy.open();
        let line = raise_an_amount(&connection);
        if again {
            sign_again(&connection);
        }
        assert_eq!(line_and_code(&copy), (line, "bad-signature"));
    }
}

#[test]
fn a_raised_dividend_is_found_even_under_new_heads() {
    let copy = PLAYED.copy();
    let connection = copy.open();
    let row = some_row(&connection, "entry where kind = 'dividend'", 3);
    let text = bytes_of(&connection, row).replace("amount: 1", "amount: 2");
    connection.execute("update entry set bytes = ? where idx = ?", params![text.as_bytes(), row]).unwrap();
    sign_again(&connection);
    assert_eq!(line_and_code(&copy), (row.unsigned_abs(), "dividend-wrong"));
}

#[test]
fn a_book_rewritten_by_the_logs_owner_is_found_by_whoever_remembers() {
    let copy = PLAYED.copy();
    let connection = copy.open();
    let row = payment_before_another_moment(&connection);
    // One second later: nobody signs the moment but the log, and every rule still holds.
    let text = bytes_of(&connection, row);
    let at: i64 = connection.query_row("select at from entry where idx = ?", [row], |row| row.get(0)).unwrap();
    let (then, later) = (moment(at), moment(at + 1));
    let text = text.replacen(&then, &later, 1);
    connection.execute("update entry set bytes = ?, at = ? where idx = ?", params![text.as_bytes(), at + 1, row]).unwrap();
    sign_again(&connection);
    assert!(audited(&copy).is_ok(), "the file alone cannot tell");

    let receipt = copy.data.join("receipt.tlog-proof");
    std::fs::write(&receipt, PLAYED.receipt.to_string()).unwrap();
    let options = Options { keys: Some(PLAYED.keys()), head: Some(receipt), ..Options::default() };
    match audit(&Source::File(copy.file()), &options, &mut |_, _| {}) {
        Err(Failure::Wrong(Finding { lines: Some((0, last)), reason: Reason::Forked(_) })) => {
            assert!(last >= row.unsigned_abs() && last < PLAYED.size, "the receipt narrows it to {last}");
        }
        other => panic!("{other:?}"),
    }
    copy.remember(&PLAYED.keys());
    assert_eq!(wrong(&copy).reason.code(), "remembered-other");
}

#[test]
fn an_erased_text_is_counted_and_a_changed_one_is_found() {
    let copy = PLAYED.copy();
    let connection = copy.open();
    connection.execute("delete from personal_text where text = 'Bob'", []).unwrap();
    assert_eq!(audited(&copy).unwrap().erased, Some(1));
    connection.execute("update personal_text set text = 'Mallory' where text = 'Farid'", []).unwrap();
    assert_eq!(line_and_code(&copy), (7, "text-mismatch"));
}

#[test]
fn a_foreign_head_is_not_believed() {
    let folder = tempfile::tempdir().unwrap();
    let other = gune::ledger::log::Signer::new("gune.local/market", ed25519_dalek::SigningKey::from_bytes(&[1; 32])).unwrap();
    let head = folder.path().join("head");
    std::fs::write(&head, gune::ledger::log::Checkpoint::sign(3, [0; 32], &other).to_string()).unwrap();
    let options = Options { keys: Some(folder.path().to_owned()), ..Options::default() };
    let found = audit(&Source::Data(PLAYED.data()), &options, &mut |_, _| {});
    assert!(matches!(found, Err(Failure::Wrong(Finding { reason: Reason::Foreign(_), .. }))), "{found:?}");
    std::fs::write(&head, "scribbles").unwrap();
    assert!(matches!(audit(&Source::Data(PLAYED.data()), &options, &mut |_, _| {}), Err(Failure::Unreadable(_))));
}

#[test]
fn a_page_of_garbage_anywhere_in_the_file_is_found_and_never_panics() {
    let whole = std::fs::read(PLAYED.copy().file()).unwrap();
    for page in 0..whole.len() / 4096 {
        let copy = PLAYED.copy();
        let mut bytes = whole.clone();
        bytes[page * 4096..(page + 1) * 4096].fill(0xa5);
        std::fs::write(copy.file(), bytes).unwrap();
        wrong(&copy);
    }
}
