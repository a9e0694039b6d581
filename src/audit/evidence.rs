//! Evidence that a phone kept: heads that one log has signed and that contradict each other (docs/protocol.md § 6).

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::{Report, Unreadable};
use crate::ledger::log::{AddCheckpoint, CheckNumbers, Checkpoint, Hash, Note, VerifierKey, check_numbers, verify_consistency};

/// The first line of the file.
const MARK: &str = "gune/1 evidence\n";

/// The longest file that is read: far above sixteen heads with their signatures.
const EVIDENCE_BYTES_MAX: usize = 256 * 1024;

/// The most heads in a file.
const HEADS_MAX: usize = 16;

/// What the file holds; whose signatures count is known, what it proves is not.
#[derive(Clone, Debug)]
pub struct Evidence {
    log: VerifierKey,
    heads: Vec<KeptHead>,
    /// The proof, if there is one, by which the second head was said to continue the first.
    proof: Option<(u64, Vec<Hash>, Checkpoint)>,
}

/// A head in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptHead {
    /// How many entries.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// The numbers of its check words.
    pub check: CheckNumbers,
    /// Whether the log's key has signed it. If not, it counts for nothing.
    pub signed: bool,
    /// Where it stands to the book that was given.
    pub place: Place,
}

/// Where a head stands to a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// No book of this log was given.
    Unasked,
    /// The book holds it.
    Held,
    /// The book has so many entries, but not these.
    Other,
    /// The book ends before it.
    Beyond,
}

/// What evidence comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proved {
    /// The log has signed two heads of one size with different roots: two books.
    TwoBooks,
    /// The log has signed a head that the book given does not hold.
    AnotherBook,
    /// The book given ends before a head that the log has signed.
    ShorterBook,
    /// All signed heads belong to one book.
    OneBook,
    /// Nothing: heads of different sizes say nothing without the book, or without the proof between them.
    Nothing,
}

/// Evidence, examined.
#[derive(Clone, Debug)]
pub struct Examined {
    /// The log's name.
    pub origin: String,
    /// The heads, in the order of the file.
    pub heads: Vec<KeptHead>,
    /// Whether the book that was given is of another log, and so says nothing.
    pub other_log: bool,
    /// What it comes to.
    pub proved: Proved,
}

impl Evidence {
    /// Reads a file.
    ///
    /// # Errors
    /// [`Unreadable::Path`], [`Unreadable::NotEvidence`].
    pub fn read(path: &Path) -> Result<Evidence, Unreadable> {
        let unreadable = |error| Unreadable::Path(path.to_owned(), error);
        let mut bytes = Vec::new();
        let file = File::open(path).map_err(unreadable)?;
        file.take(EVIDENCE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        let text = std::str::from_utf8(&bytes).ok().filter(|text| text.len() <= EVIDENCE_BYTES_MAX);
        text.and_then(Evidence::parse).ok_or_else(|| Unreadable::NotEvidence(path.to_owned()))
    }

    /// Reads the text of a file; nothing if it is not of the form.
    pub fn parse(text: &str) -> Option<Evidence> {
        let (key, parts) = text.strip_prefix(MARK)?.split_once("\n\n")?;
        let log: VerifierKey = key.parse().ok()?;
        let mut evidence = Evidence { log, heads: Vec::new(), proof: None };
        let mut blocks = parts.strip_suffix('\n')?.split("\n\n");
        while let Some(block) = blocks.next() {
            if evidence.heads.len() == HEADS_MAX {
                return None;
            }
            let note = if block.starts_with("old ") {
                let body = format!("{block}\n\n{}\n\n{}\n", blocks.next()?, blocks.next()?);
                let body = AddCheckpoint::parse(body.as_bytes()).ok()?;
                evidence.proof = Some((body.old, body.proof, body.checkpoint.text().parse().ok()?));
                body.checkpoint
            } else {
                Note::parse(format!("{block}\n\n{}\n", blocks.next()?).as_bytes()).ok()?
            };
            let head: Checkpoint = note.text().parse().ok()?;
            evidence.heads.push(KeptHead {
                size: head.size(),
                root: *head.root(),
                check: check_numbers(&head),
                signed: Checkpoint::from_note(&note, &evidence.log).is_ok(),
                place: Place::Unasked,
            });
        }
        Some(evidence)
    }

    /// The sizes of the heads, of which a book is asked what its root was.
    pub fn sizes(&self) -> Vec<u64> {
        self.heads.iter().map(|head| head.size).collect()
    }

    /// What it proves, by itself or with a book that was audited.
    pub fn examine(&self, book: Option<&Report>) -> Examined {
        let ours = book.filter(|book| book.log == self.log);
        let mut heads = self.heads.clone();
        if let Some(book) = ours {
            heads.iter_mut().for_each(|head| head.place = place(head, book));
        }
        Examined {
            origin: self.log.name().to_owned(),
            other_log: book.is_some() && ours.is_none(),
            proved: self.proved(&heads),
            heads,
        }
    }

    fn proved(&self, heads: &[KeptHead]) -> Proved {
        let signed: Vec<&KeptHead> = heads.iter().filter(|head| head.signed).collect();
        let distinct: BTreeSet<(u64, Hash)> = signed.iter().map(|head| (head.size, head.root)).collect();
        let sizes: BTreeSet<u64> = signed.iter().map(|head| head.size).collect();
        if sizes.len() < distinct.len() {
            return Proved::TwoBooks;
        }
        if signed.iter().any(|head| head.place == Place::Other) {
            return Proved::AnotherBook;
        }
        if signed.iter().any(|head| head.place == Place::Beyond) {
            return Proved::ShorterBook;
        }
        let held = !signed.is_empty() && signed.iter().all(|head| head.place == Place::Held);
        if held || self.is_linked(&distinct) { Proved::OneBook } else { Proved::Nothing }
    }

    /// Whether the file itself proves that its two signed heads are of one book.
    fn is_linked(&self, distinct: &BTreeSet<(u64, Hash)>) -> bool {
        let (Some(old), Some(new), 2) = (distinct.first(), distinct.last(), distinct.len()) else { return false };
        let Some((size, proof, head)) = &self.proof else { return false };
        let between = *size == old.0 && head.size() == new.0 && *head.root() == new.1;
        between && verify_consistency(old.0, new.0, proof, &old.1, &new.1).is_ok()
    }
}

impl Proved {
    /// Whether the log's owner has done what must not be done.
    pub fn is_against(self) -> bool {
        match self {
            Proved::TwoBooks | Proved::AnotherBook | Proved::ShorterBook => true,
            Proved::OneBook | Proved::Nothing => false,
        }
    }

    /// A stable name, for programs.
    pub fn code(self) -> &'static str {
        match self {
            Proved::TwoBooks => "two-books",
            Proved::AnotherBook => "another-book",
            Proved::ShorterBook => "shorter-book",
            Proved::OneBook => "one-book",
            Proved::Nothing => "nothing",
        }
    }
}

impl Place {
    /// A stable name, for programs.
    pub fn code(self) -> Option<&'static str> {
        match self {
            Place::Unasked => None,
            Place::Held => Some("held"),
            Place::Other => Some("other"),
            Place::Beyond => Some("beyond"),
        }
    }
}

fn place(head: &KeptHead, book: &Report) -> Place {
    match book.roots.get(&head.size) {
        Some(root) if *root == head.root => Place::Held,
        Some(_) => Place::Other,
        None => Place::Beyond,
    }
}
