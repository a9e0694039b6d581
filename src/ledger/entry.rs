//! Entries of the book: a moment, and what somebody signed or the rule made then.

use std::fmt;

use super::amount::decimal;
use super::batch::Keys;
use super::document::{BadSignature, Malformed, Problem, Signed, Verified};
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
    /// The first line is not `at: ` and a moment.
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

const MISSPELLED_DIVIDEND: Malformed = Malformed { line: 0, problem: Problem::NotCanonical };

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
        match Unverified::read(bytes)? {
            Unverified::Dividend(at, dividend) => Ok(Entry { at, content: Content::Dividend(dividend) }),
            Unverified::Document(at, signed) => Ok(Entry { at, content: Content::Document(Box::new(signed.verify()?)) }),
        }
    }

    /// Reads an entry and takes its signature on trust: for an audit that goes on from a head which somebody keeps, and
    /// that finds the root over these very bytes in it; and for a page that shows what the program took in itself.
    ///
    /// # Errors
    /// [`NotAnEntry`], as for [`Entry::read`], but for the signature.
    pub fn read_trusted(bytes: &[u8]) -> Result<Entry, NotAnEntry> {
        let content = |read| match read {
            Unverified::Dividend(at, dividend) => Entry { at, content: Content::Dividend(dividend) },
            Unverified::Document(at, signed) => Entry { at, content: Content::Document(Box::new(signed.trusted())) },
        };
        Unverified::read(bytes).map(content)
    }

    /// Reads many entries and checks their signatures together: the same answers as [`Entry::read`] gives one by one,
    /// several times faster. `keys` are kept for the next entries; `coins` fills with random bytes of the verifier's own
    /// (see [`super::batch`]).
    pub fn read_all(
        many: &[impl AsRef<[u8]>],
        keys: &mut Keys,
        coins: &mut impl FnMut(&mut [u8]),
    ) -> Vec<Result<Entry, NotAnEntry>> {
        let mut signed = Vec::with_capacity(many.len());
        let mut entries = Vec::with_capacity(many.len());
        for bytes in many {
            entries.push(match Unverified::read(bytes.as_ref()) {
                Ok(Unverified::Dividend(at, dividend)) => Ok((at, Some(dividend))),
                Ok(Unverified::Document(at, document)) => {
                    signed.push(document);
                    Ok((at, None))
                }
                Err(error) => Err(error),
            });
        }
        let mut verified = Signed::verify_all(signed, keys, coins).into_iter();
        let mut finish = |(at, dividend)| {
            let content = match dividend {
                Some(dividend) => Content::Dividend(dividend),
                None => Content::Document(Box::new(verified.next().ok_or(NotAnEntry::Shape)??)),
            };
            Ok(Entry { at, content })
        };
        entries.into_iter().map(|entry| entry.and_then(&mut finish)).collect()
    }

    /// The kind of document, or `dividend`.
    pub fn kind(&self) -> &'static str {
        match &self.content {
            Content::Document(document) => super::document::Kinds::kind(&document.document().body),
            Content::Dividend(_) => "dividend",
        }
    }
}

/// A well-formed entry whose signature nobody has checked yet. It lives for one call: boxing it would only cost.
#[expect(clippy::large_enum_variant, reason = "see above")]
enum Unverified {
    Dividend(Moment, Dividend),
    Document(Moment, Signed),
}

impl Unverified {
    fn read(bytes: &[u8]) -> Result<Unverified, NotAnEntry> {
        let (at, rest) = split(bytes).ok_or(NotAnEntry::Shape)?;
        if rest.starts_with(DIVIDEND_HEAD.as_bytes()) {
            let dividend = std::str::from_utf8(rest).ok().and_then(Dividend::read).ok_or(MISSPELLED_DIVIDEND)?;
            return Ok(Unverified::Dividend(at, dividend));
        }
        Ok(Unverified::Document(at, Signed::parse(rest)?))
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
