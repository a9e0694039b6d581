//! One byte anywhere in the tables of the log, at random places: every one is found, at the right line.

use std::cell::RefCell;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use rusqlite::types::Value;
use rusqlite::{Connection, params};

use crate::market::sign_again;
use crate::{Copy, PLAYED, line_and_code, lines_of, wrong};

/// Every column of the log, by its table and that table's key.
const COLUMNS: [(&str, &str, &str); 11] = [
    ("entry", "idx", "idx"),
    ("entry", "idx", "at"),
    ("entry", "idx", "kind"),
    ("entry", "idx", "key"),
    ("entry", "idx", "number"),
    ("entry", "idx", "bytes"),
    ("block", "size", "size"),
    ("block", "size", "previous_size"),
    ("block", "size", "previous_root"),
    ("block", "size", "root"),
    ("block", "size", "checkpoint"),
];

fn rows(connection: &Connection, table: &str, key: &str) -> Vec<i64> {
    let mut statement = connection.prepare(&format!("select {key} from {table} order by {key}")).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

/// The value with one of its bytes changed; nothing where there is no byte to change.
fn changed(value: Value, place: Index, change: u8) -> Option<Value> {
    let change = |mut bytes: Vec<u8>| {
        (!bytes.is_empty()).then(|| {
            let place = place.index(bytes.len());
            bytes[place] ^= change;
            bytes
        })
    };
    match value {
        Value::Integer(number) => {
            let bytes: [u8; 8] = change(number.to_be_bytes().to_vec())?.try_into().unwrap();
            Some(Value::Integer(i64::from_be_bytes(bytes)))
        }
        Value::Text(text) => change(text.into_bytes()).map(Value::Blob),
        Value::Blob(bytes) => change(bytes).map(Value::Blob),
        Value::Null | Value::Real(_) => None,
    }
}

/// Puts a value in; false where another row has it already.
fn put(connection: &Connection, (table, key, column): (&str, &str, &str), row: i64, value: &Value, text: bool) -> bool {
    let kept = if text { "cast(?1 as text)" } else { "?1" };
    let sql = format!("update {table} set {column} = {kept} where {key} = ?2");
    connection.execute(&sql, params![value, row]).is_ok()
}

#[test]
fn one_byte_anywhere_in_the_log_is_found_at_its_line() {
    let copy = PLAYED.copy();
    let connection = copy.open();
    let tried = RefCell::new(0);
    proptest!(ProptestConfig::with_cases(100), |(place in select(COLUMNS.to_vec()), row: Index, byte: Index, change in 1..=255_u8)| {
        let (table, key, column) = place;
        let row = *row.get(&rows(&connection, table, key));
        let value: Value =
            connection.query_row(&format!("select {column} from {table} where {key} = ?"), [row], |row| row.get(0)).unwrap();
        let text = matches!(value, Value::Text(_));
        let Some(other) = changed(value.clone(), byte, change) else { return Ok(()) };
        let (first, last) = if table == "entry" { (row.unsigned_abs(), row.unsigned_abs()) } else { lines_of(&connection, row) };
        let first = match &other {
            // A head among earlier ones breaks their chain where it now stands.
            Value::Integer(size) if column == "size" && (1..row).contains(size) => {
                let before = rows(&connection, table, key).into_iter().filter(|other| other < size).max();
                before.unwrap_or(0).unsigned_abs()
            }
            // The last head, grown: what it covers beyond the book's end is missing.
            Value::Integer(size) if column == "size" && row.unsigned_abs() == PLAYED.size && *size > row => PLAYED.size,
            _ => first,
        };
        if !put(&connection, place, row, &other, text) {
            return Ok(());
        }
        let found = wrong(&copy);
        let lines = found.lines;
        // The key that this row has now, to put back what was there.
        let now = match (&other, key == column) {
            (Value::Integer(other), true) => *other,
            _ => row,
        };
        prop_assert!(put(&connection, place, now, &value, text));
        let (named, last_named) = lines.unwrap_or_else(|| panic!("no line: {found}"));
        prop_assert_eq!(named, first, "{:?}: {}", place, found);
        prop_assert!(last_named <= last || table == "entry" || first == PLAYED.size, "{found}");
        *tried.borrow_mut() += 1;
    });
    assert!(*tried.borrow() > 60, "{} bytes were changed", tried.borrow());
    drop(connection);
    assert!(crate::audited(&copy).is_ok(), "all was put back");
}

#[test]
fn one_byte_anywhere_in_an_entry_is_found_at_its_line_though_all_heads_are_signed_again() {
    let copy = PLAYED.copy();
    let connection = copy.open();
    let entries = rows(&connection, "entry", "idx");
    proptest!(ProptestConfig::with_cases(25), |(row: Index, byte: Index, change in 1..=255_u8)| {
        let row = *row.get(&entries);
        let bytes: Value = connection.query_row("select bytes from entry where idx = ?", [row], |row| row.get(0)).unwrap();
        let other = changed(bytes.clone(), byte, change).unwrap();
        let place = ("entry", "idx", "bytes");
        prop_assert!(put(&connection, place, row, &other, false));
        sign_again(&connection);
        let (line, code) = line_and_code(&copy);
        prop_assert!(put(&connection, place, row, &bytes, false));
        prop_assert_eq!(line, row.unsigned_abs(), "{}", code);
    });
}

/// What is done to the file is found at the same line whether the heads are left as they were or signed again.
fn found_both_ways(tamper: impl Fn(&Connection) -> (u64, &'static str)) {
    for again in [false, true] {
        let copy: Copy = PLAYED.copy();
        let connection = copy.open();
        let found = tamper(&connection);
        if again {
            sign_again(&connection);
        }
        assert_eq!(line_and_code(&copy), found);
    }
}

#[test]
fn what_an_attacker_does_to_the_file_is_found_under_new_heads_too() {
    let text = |connection: &Connection, row: i64| crate::bytes_of(connection, row);
    let put = |connection: &Connection, row: i64, text: String| {
        connection.execute("update entry set bytes = ? where idx = ?", params![text.into_bytes(), row]).unwrap();
    };
    let some = |connection: &Connection, what: &str| crate::some_row(connection, what, 2);
    // A payment's payee is somebody else.
    found_both_ways(|connection| {
        let (row, other) = (some(connection, "entry where kind = 'payment'"), some(connection, "entry where kind = 'joining'"));
        let joined = text(connection, other);
        let payee = joined.lines().find_map(|line| line.strip_prefix("account: ")).unwrap();
        let before = text(connection, row);
        let line = before.lines().find(|line| line.starts_with("to: ")).unwrap();
        let amount = line.rsplit(' ').next().unwrap();
        put(connection, row, before.replacen(line, &format!("to: {payee} {amount}"), 1));
        (row.unsigned_abs(), "bad-signature")
    });
    // A payment stands in the place of another one: it is in the book twice, columns and all.
    found_both_ways(|connection| {
        let row = crate::payment_before_another_moment(connection);
        let (at, rest) = (text(connection, row + 1), text(connection, row));
        put(connection, row + 1, format!("{}\n{}", at.lines().next().unwrap(), rest.split_once('\n').unwrap().1));
        let columns = "(key, number) = (select key, number from entry where idx = ?1)";
        connection.execute(&format!("update entry set {columns} where idx = ?2"), [row, row + 1]).unwrap();
        ((row + 1).unsigned_abs(), "number-used")
    });
    // A dividend is left out, and everything after it moves up.
    found_both_ways(|connection| {
        let row = some(connection, "entry where kind = 'dividend'");
        for sql in [
            "delete from entry where idx = ?",
            "update entry set idx = idx - 1 where idx > ?",
            "delete from block where previous_size = ?",
            "update block set size = size - 1 where size > ?",
            "update block set previous_size = previous_size - 1 where previous_size > ?",
        ] {
            connection.execute(sql, [row]).unwrap();
        }
        (row.unsigned_abs(), "dividend-due")
    });
}
