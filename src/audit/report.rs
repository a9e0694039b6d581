//! What an audit finds: that all is right, with the market's figures; or the first thing that is wrong.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use crate::ledger::log::{CheckNumbers, CheckpointError, Hash, TilePath, VerifierKey};
use crate::ledger::{Amount, Moment, Wrong};

/// A book in which everything is right.
#[derive(Clone, Debug)]
pub struct Report {
    /// The market's name.
    pub market: String,
    /// Where it is.
    pub place: String,
    /// The unit's name.
    pub unit: String,
    /// The log's name.
    pub origin: String,
    /// The log's key, as the opening names it.
    pub log: VerifierKey,
    /// When it was opened.
    pub opened: Moment,
    /// How many entries the book has.
    pub entries: u64,
    /// How many accounts.
    pub accounts: u64,
    /// How many of them are members.
    pub members: u64,
    /// How many dividends fell.
    pub dividends: u64,
    /// The last dividend, or the first to come.
    pub dividend: Amount,
    /// All the money there is; the sum of all balances.
    pub supply: Amount,
    /// How many payments.
    pub payments: u64,
    /// How many times somebody had their texts erased.
    pub erasures: u64,
    /// The head with the first entry.
    pub first: Head,
    /// The head with the last entry.
    pub last: Head,
    /// Personal texts that are no longer beside the book; `None` where they cannot be counted.
    pub erased: Option<u64>,
    /// The files of remembered heads that this book holds.
    pub remembered: Vec<PathBuf>,
    /// The roots at the sizes that were asked for, as far as the book reaches.
    pub roots: BTreeMap<u64, Hash>,
    /// What was taken on trust, if anything.
    pub trusted: Option<Trusted>,
    /// How long the audit took.
    pub duration: Duration,
}

/// Signatures that were not checked, because somebody keeps a head over what they stand under and trusts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trusted {
    /// The file with the head.
    pub file: PathBuf,
    /// The entries it covers.
    pub entries: u64,
}

/// A head of the log, as the audit computed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many entries.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// The moment of the last of them.
    pub at: Moment,
    /// The numbers of its check words.
    pub check: CheckNumbers,
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The book is wrong.
    #[error(transparent)]
    Wrong(#[from] Finding),
    /// There is no book to audit.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

/// What cannot be read, so that nothing can be said of it.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// No such file or folder, or one that may not be read.
    #[error("{0}: {1}")]
    Path(PathBuf, std::io::Error),
    /// Neither a book, nor an exported log, nor a market.
    #[error("{0} holds no book")]
    NoBook(String),
    /// Written by a later version of the program.
    #[error("the book was written by a later version of the program (format {0})")]
    TooNew(i64),
    /// A market that has not been opened yet.
    #[error("the book is empty")]
    Empty,
    /// A file that is neither a head nor a receipt.
    #[error("{0} is neither a head nor a receipt")]
    NotAHead(PathBuf),
    /// A file that is not evidence.
    #[error("{0} is not evidence")]
    NotEvidence(PathBuf),
    /// The market cannot be reached.
    #[error("{0}")]
    Network(String),
}

/// The first thing that is wrong.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.reason)]
pub struct Finding {
    /// The lines concerned, from the first to the last, counted from 0; `None` when it is not about lines.
    pub lines: Option<(u64, u64)>,
    /// What is wrong with them.
    pub reason: Reason,
}

/// What is wrong.
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    /// An entry that is none, is not signed by its key, or is refused by the rules.
    #[error(transparent)]
    Entry(#[from] Wrong),
    /// Lines that are covered by a head, or whose followers are there, are not.
    #[error("missing from the book")]
    Missing,
    /// A column of the file says something else than the entry.
    #[error("the column `{0}` is not what the entry says")]
    Column(&'static str),
    /// No head covers these lines.
    #[error("no head covers these lines")]
    Uncovered,
    /// The head over these lines does not follow the head before.
    #[error("their head does not follow the head before them")]
    Chain,
    /// The root is not that of the lines.
    #[error("their head is not the head of these lines")]
    Root,
    /// The head is not signed by the log key that the opening names.
    #[error("their head is not signed by the log's key: {0}")]
    Signature(CheckpointError),
    /// A personal text does not open its commitment.
    #[error("a personal text beside this line is not the one that was signed for")]
    Text,
    /// A personal text is still there though an erasure should have taken it.
    #[error("the personal text beside this line is still there, though its account had it erased")]
    Kept,
    /// The balances do not add up to the supply.
    #[error("the balances do not add up to the supply")]
    Sum,
    /// The book ends before a head that somebody remembers.
    #[error("the book ends before the head remembered in {0}")]
    Forgotten(PathBuf),
    /// The book has another history than a head that somebody remembers.
    #[error("the book is not the one whose head is remembered in {0}")]
    Forked(PathBuf),
    /// A remembered head that is another log's, or a receipt that proves nothing.
    #[error("what is remembered in {0} is not signed by this log's key")]
    Foreign(PathBuf),
    /// The verifier key beside the log is not the one that the opening names.
    #[error("the log's key is not the one that the opening names")]
    LogKey,
    /// Something follows the last entry.
    #[error("something follows the last entry")]
    Trailing,
    /// A tile is not what the entries make it, or is not there.
    #[error("{0} is not what the entries make it")]
    Tile(TilePath),
    /// The database itself is damaged, in SQLite's words.
    #[error("the file is damaged: {0}")]
    File(String),
}

impl Failure {
    /// The same about one line, or about none in particular where it is about several or tells of the head.
    pub(super) fn of_one_line(self) -> Failure {
        match self {
            Failure::Wrong(Finding { reason: reason @ (Reason::Forked(_) | Reason::Forgotten(_)), .. }) => {
                Finding::whole(reason).into()
            }
            other => other,
        }
    }
}

impl Finding {
    /// About one line.
    pub(super) fn at(line: u64, reason: impl Into<Reason>) -> Finding {
        Finding { lines: Some((line, line)), reason: reason.into() }
    }

    /// About the lines `from .. until`; about none of them in particular if there are none.
    pub(super) fn among(from: u64, until: u64, reason: Reason) -> Finding {
        let lines = until.checked_sub(1).filter(|last| from <= *last).map(|last| (from, last));
        Finding { lines, reason }
    }

    /// About the book as a whole.
    pub(super) fn whole(reason: Reason) -> Finding {
        Finding { lines: None, reason }
    }
}

impl Reason {
    /// A stable name, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Reason::Entry(Wrong::Rule(refusal)) => refusal.code(),
            Reason::Entry(Wrong::Entry(wrong)) => match wrong {
                crate::ledger::entry::NotAnEntry::Shape => "not-an-entry",
                crate::ledger::entry::NotAnEntry::Document(_) => "malformed",
                crate::ledger::entry::NotAnEntry::Signature(_) => "bad-signature",
            },
            Reason::Missing => "missing",
            Reason::Column(_) => "column",
            Reason::Uncovered => "head-missing",
            Reason::Chain => "head-chain",
            Reason::Root => "head-root",
            Reason::Signature(_) => "head-signature",
            Reason::Text => "text-mismatch",
            Reason::Kept => "text-kept",
            Reason::Sum => "sum",
            Reason::Forgotten(_) => "remembered-longer",
            Reason::Forked(_) => "remembered-other",
            Reason::Foreign(_) => "remembered-foreign",
            Reason::LogKey => "log-key",
            Reason::Trailing => "trailing",
            Reason::Tile(_) => "tile",
            Reason::File(_) => "file",
        }
    }
}
