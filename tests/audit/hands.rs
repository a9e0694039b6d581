//! What other hands do to the book's file, with all of SQLite at their disposal.

use rusqlite::types::Value;
use rusqlite::{Connection, params};

/// A row's place somewhere in the book, another for each `turn`.
pub fn some_row(connection: &Connection, what: &str, turn: i64) -> i64 {
    let count: i64 = connection.query_row(&format!("select count(*) from {what}"), [], |row| row.get(0)).unwrap();
    let column = if what.starts_with("block") { "size" } else { "idx" };
    let sql = format!("select {column} from {what} order by {column} limit 1 offset ?");
    connection.query_row(&sql, [(turn * 7919 + 3) % count], |row| row.get(0)).unwrap()
}

/// Changes one bit of a value, the higher the later the turn.
fn flipped(value: Value, turn: i64) -> Value {
    let flip = |mut bytes: Vec<u8>| {
        let place = usize::try_from(turn * 31).unwrap() % bytes.len();
        bytes[place] ^= 1 << (turn % 7);
        bytes
    };
    match value {
        Value::Integer(number) => Value::Integer(number ^ (1 << (12 + turn))),
        Value::Text(text) => Value::Blob(flip(text.into_bytes())),
        Value::Blob(bytes) => Value::Blob(flip(bytes)),
        other => panic!("nothing to flip in {other:?}"),
    }
}

/// Flips a bit in one column of one row.
pub fn flip(connection: &Connection, table: &str, row_key: &str, row: i64, column: &str, turn: i64) {
    let value: Value =
        connection.query_row(&format!("select {column} from {table} where {row_key} = ?"), [row], |row| row.get(0)).unwrap();
    let kept = if matches!(value, Value::Text(_)) { "cast(?1 as text)" } else { "?1" };
    let sql = format!("update {table} set {column} = {kept} where {row_key} = ?2");
    connection.execute(&sql, params![flipped(value, turn), row]).unwrap();
}

/// The lines of the block that ends with `size`.
pub fn lines_of(connection: &Connection, size: i64) -> (u64, u64) {
    let previous: i64 = connection.query_row("select previous_size from block where size = ?", [size], |row| row.get(0)).unwrap();
    (previous.unsigned_abs(), size.unsigned_abs() - 1)
}

/// An entry, as it is written.
pub fn bytes_of(connection: &Connection, row: i64) -> String {
    let bytes: Vec<u8> = connection.query_row("select bytes from entry where idx = ?", [row], |row| row.get(0)).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// A payment alone in its moment, with another moment after it.
pub fn payment_before_another_moment(connection: &Connection) -> i64 {
    let sql = "select one.idx from entry one join entry two on two.idx = one.idx + 1
               where one.kind = 'payment' and two.kind = 'payment' and one.at < two.at and one.idx > 100 limit 1";
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Puts a 9 before some payment's amount; the line of it.
pub fn raise_an_amount(connection: &Connection) -> u64 {
    let row = some_row(connection, "entry where kind = 'payment'", 4);
    let text = bytes_of(connection, row);
    let at = text[..text.find('.').unwrap()].rfind(' ').unwrap() + 1;
    let raised = format!("{}9{}", &text[..at], &text[at..]);
    connection.execute("update entry set bytes = ? where idx = ?", params![raised.as_bytes(), row]).unwrap();
    row.unsigned_abs()
}

/// A moment, as an entry spells it.
pub fn moment(seconds: i64) -> String {
    gune::ledger::Moment::from_seconds(seconds.unsigned_abs()).unwrap().to_string()
}
