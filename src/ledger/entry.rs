//! Entries of the book: a moment, and what somebody signed or the rule made then.

use std::fmt;

use super::amount::decimal;
use super::document::{BadSignature, Malformed, Signed, Verified};
use super::{Amount, DocumentId, Moment};

/// One entry: its bytes are a leaf of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When it entered the book, by the server's clock; never before the entry before.
    pub at: Moment,
    /// What it is.
    pub content: Content,
}

/// What an entry is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Somebody's signed document.
    Document(Box<Verified>),
    /// A dividend, made by rule and recomputed by every verifier.
    Dividend(Dividend),
}

/// What the book says of a dividend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dividend {
    /// The market.
    pub currency: DocumentId,
    /// Its rank, from 1.
    pub rank: u64,
    /// What each member receives.
    pub amount: Amount,
    /// How many members receive it.
    pub members: u64,
    /// The supply afterwards.
    pub supply: Amount,
}

/// Bytes that are no entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnEntry {
    /// The first line is not `at: ` and a moment, or a dividend is misspelled.
    #[error("not an entry: a line `at: <moment>`, then a document or a dividend")]
    Shape,
    /// The document is malformed.
    #[error("not a document: {0}")]
    Document(#[from] Malformed),
    /// The document's signature is not its key's.
    #[error(transparent)]
    Signature(#[from] BadSignature),
}

const DIVIDEND_HEAD: &str = "gune/1 dividend\n";

impl Entry {
    /// The bytes that stand in the log.
    pub fn to_text(&self) -> String {
        match &self.content {
            Content::Document(document) => format!("at: {}\n{}", self.at, document.to_text()),
            Content::Dividend(dividend) => format!("at: {}\n{dividend}", self.at),
        }
    }

    /// Reads an entry and checks its signature.
    ///
    /// # Errors
    /// [`NotAnEntry`], if the bytes are in any spelling but the one [`Entry::to_text`] writes, or the signature is wrong.
    pub fn read(bytes: &[u8]) -> Result<Entry, NotAnEntry> {
        let (at, rest) = split(bytes).ok_or(NotAnEntry::Shape)?;
        if rest.starts_with(DIVIDEND_HEAD.as_bytes()) {
            let dividend = std::str::from_utf8(rest).ok().and_then(Dividend::read).ok_or(NotAnEntry::Shape)?;
            return Ok(Entry { at, content: Content::Dividend(dividend) });
        }
        let document = Signed::parse(rest)?.verify()?;
        Ok(Entry { at, content: Content::Document(Box::new(document)) })
    }

    /// The kind of document, or `dividend`.
    pub fn kind(&self) -> &'static str {
        match &self.content {
            Content::Document(document) => super::document::Kinds::kind(&document.document().body),
            Content::Dividend(_) => "dividend",
        }
    }
}

impl Dividend {
    fn read(text: &str) -> Option<Dividend> {
        let mut lines = text.strip_prefix(DIVIDEND_HEAD)?.lines();
        let mut value = |name: &str| lines.next()?.strip_prefix(name)?.strip_prefix(": ");
        let dividend = Dividend {
            currency: value("currency")?.parse().ok()?,
            rank: value("rank").and_then(decimal)?,
            amount: value("amount")?.parse().ok()?,
            members: value("members").and_then(decimal)?,
            supply: value("supply")?.parse().ok()?,
        };
        (dividend.to_string() == text).then_some(dividend)
    }
}

impl fmt::Display for Dividend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Dividend { currency, rank, amount, members, supply } = self;
        write!(f, "{DIVIDEND_HEAD}currency: {currency}\nrank: {rank}\namount: {amount}\nmembers: {members}\nsupply: {supply}\n")
    }
}

/// Splits an entry's bytes into its moment and what follows the first line.
fn split(bytes: &[u8]) -> Option<(Moment, &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let (line, rest) = bytes.split_at_checked(end)?;
    let at = std::str::from_utf8(line).ok()?.strip_prefix("at: ")?.parse().ok()?;
    Some((at, rest.strip_prefix(b"\n")?))
}
