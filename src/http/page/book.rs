//! The book, open to anybody: its head, its entries, its accounts.

use askama::Template;

use super::me::Movement;
use super::{Frame, Person, Svg, Tile, When};
use crate::market::Watch;
use crate::text::Money;

/// The head of the book and what the money has done.
#[derive(Template)]
#[template(path = "book.html")]
pub struct Book {
    /// What stands around.
    pub page: Frame,
    /// How many entries there are.
    pub size: u64,
    /// The root's hash, in base64.
    pub root: String,
    /// The head's check words.
    pub words: Vec<&'static str>,
    /// When the last entry came.
    pub when: String,
    /// How many phones watch, and how many of them have signed this head or one of a moment ago.
    pub watch: Watch,
    /// The supply.
    pub supply: Money,
    /// The members.
    pub members: u64,
    /// The dividend in force.
    pub dividend: Money,
    /// The supply per head.
    pub mean: Money,
    /// Charts, with a data table each.
    pub charts: Vec<Figure>,
    /// The witnesses of the book.
    pub witnesses: Vec<WitnessLine>,
    /// The latest entries.
    pub entries: Vec<Line>,
    /// The address to audit, such as `http://192.168.1.20`.
    pub address: String,
}

/// A witness of the book in one line.
#[derive(Clone, Debug)]
pub struct WitnessLine {
    /// What it has cosigned last, in words.
    pub says: String,
    /// What keeps it from more, in words.
    pub trouble: Option<String>,
}

/// A chart and its numbers.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What it shows.
    pub title: String,
    /// The drawing.
    pub chart: Svg,
    /// The heads of the table's columns.
    pub head: Vec<String>,
    /// The table's rows.
    pub rows: Vec<Vec<String>>,
}

/// An entry of the book in one line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its place.
    pub index: u64,
    /// Its kind, as the protocol spells it.
    pub kind: String,
    /// What it says, in words.
    pub says: String,
    /// When.
    pub when: When,
    /// How much, for money.
    pub amount: Option<Money>,
}

/// The entries, page by page, latest first.
#[derive(Template)]
#[template(path = "entries.html")]
pub struct Entries {
    /// What stands around.
    pub page: Frame,
    /// How many entries there are.
    pub size: u64,
    /// Those of this page.
    pub entries: Vec<Line>,
    /// The path of the later ones.
    pub newer: Option<String>,
    /// The path of the earlier ones.
    pub older: Option<String>,
}

/// One entry, with the very text that was signed.
#[derive(Template)]
#[template(path = "entry.html")]
pub struct Entry {
    /// What stands around.
    pub page: Frame,
    /// The entry in one line.
    pub line: Line,
    /// The entry's bytes.
    pub entry: String,
    /// Personal texts still open, with what they are.
    pub personal: Vec<(String, String)>,
    /// How many personal texts were erased.
    pub erased: u64,
    /// Accounts it speaks of.
    pub people: Vec<Person>,
    /// The tlog-proof.
    pub proof: String,
    /// The entry before it.
    pub before: Option<u64>,
    /// The entry after it.
    pub after: Option<u64>,
}

/// All accounts.
#[derive(Template)]
#[template(path = "accounts.html")]
pub struct Accounts {
    /// What stands around.
    pub page: Frame,
    /// How many accounts there are.
    pub count: u64,
    /// How many of them are members.
    pub members: u64,
    /// Those of this page.
    pub accounts: Vec<AccountLine>,
    /// The path of the next page.
    pub more: Option<String>,
}

/// An account among others.
#[derive(Clone, Debug)]
pub struct AccountLine {
    /// Whose.
    pub person: Person,
    /// A member.
    pub member: bool,
    /// An organiser.
    pub organiser: bool,
    /// What it holds.
    pub balance: Money,
}

/// An account's public statement.
#[derive(Template)]
#[template(path = "account.html")]
pub struct Account {
    /// What stands around.
    pub page: Frame,
    /// The account.
    pub account: AccountLine,
    /// It is the reader's own.
    pub mine: bool,
    /// Since when.
    pub since: String,
    /// Its movements, latest first.
    pub movements: Vec<Movement>,
    /// The path of the earlier ones.
    pub older: Option<String>,
    /// Its listings.
    pub listings: Vec<Tile>,
    /// How many entries the head covers.
    pub size: u64,
    /// The head's check words.
    pub words: Vec<&'static str>,
}
