//! Replaying, whatever the book comes from: the rules, the sum, and the heads that somebody remembers.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::remembered::{Held, Remembered};
use super::{Failure, Finding, Head, Reason, Report, Trusted, Unreadable};
use crate::ledger::document::Body;
use crate::ledger::log::{Checkpoint, Hash, Note, VerifierKey, check_numbers};
use crate::ledger::{Content, Entry, Fold, Moment, Wrong};

/// A book on its way through the audit.
pub(super) struct Replay {
    fold: Fold,
    payments: u64,
    erasures: u64,
    first: Option<Head>,
    at: Moment,
    unopened: Vec<Remembered>,
    held: Vec<Held>,
    /// What is remembered of another log, or by nobody's signature.
    foreign: Vec<PathBuf>,
    /// The files of the remembered heads met on the way.
    met: Vec<PathBuf>,
    /// The largest remembered head met: up to there nothing was rewritten.
    agreed: u64,
    /// Sizes of which the root is asked, and the roots met.
    asked: BTreeSet<u64>,
    roots: BTreeMap<u64, Hash>,
    /// A head to go on from, until the log's key is known.
    since: Option<Remembered>,
    /// The same, once it is signed by that key.
    trusted: Option<Trusted>,
}

impl Replay {
    pub fn new(remembered: Vec<Remembered>, since: Option<Remembered>, sizes: &[u64]) -> Replay {
        Replay {
            fold: Fold::default(),
            payments: 0,
            erasures: 0,
            first: None,
            at: Moment::default(),
            unopened: remembered,
            held: Vec::new(),
            foreign: Vec::new(),
            met: Vec::new(),
            agreed: 0,
            asked: sizes.iter().copied().collect(),
            roots: BTreeMap::new(),
            since,
            trusted: None,
        }
    }

    /// Up to which line signatures are taken on trust. None is before the opening has named the log's key.
    pub fn trusted(&self) -> u64 {
        self.trusted.as_ref().map_or(0, |trusted| trusted.entries)
    }

    /// How many entries were right so far: the index of the next line.
    pub fn size(&self) -> u64 {
        self.fold.frontier.size()
    }

    /// The root over them.
    pub fn root(&self) -> Hash {
        self.fold.frontier.root()
    }

    /// The log's key, as the opening names it.
    pub fn log(&self) -> Option<&VerifierKey> {
        self.fold.ledger.as_ref().map(|ledger| &ledger.opening().log)
    }

    /// The opening names the log's key: the key beside the log must be that one, and must have signed the head.
    pub fn check_head(&self, beside: &VerifierKey, head: &Note) -> Result<(), Finding> {
        let log = self.log().ok_or_else(|| Finding::whole(Reason::Missing))?;
        if log != beside {
            return Err(Finding::at(0, Reason::LogKey));
        }
        match Checkpoint::from_note(head, log) {
            Ok(_) => Ok(()),
            Err(error) => Err(Finding::whole(Reason::Signature(error))),
        }
    }

    /// Takes the next line.
    pub fn push(&mut self, leaf: Hash, entry: &Entry) -> Result<(), Finding> {
        let line = self.size();
        self.fold.push_leaf(leaf, entry).map_err(|refusal| Finding::at(line, Wrong::from(refusal)))?;
        self.at = entry.at;
        if self.asked.contains(&self.size()) {
            self.roots.insert(self.size(), self.root());
        }
        if let Content::Document(signed) = &entry.content {
            self.payments += u64::from(matches!(signed.document().body, Body::Payment(_)));
            self.erasures += u64::from(matches!(signed.document().body, Body::Erasure(_)));
        }
        if line == 0 {
            self.first = self.head();
            self.open_remembered();
        }
        Ok(())
    }

    /// Compares the book, up to the line just taken, with what is remembered of it. Comes after every check that can
    /// name the very line: another entry than a receipt's is only remembered until the receipt's head is met.
    pub fn recall(&mut self, leaf: Hash) -> Result<(), Finding> {
        let size = self.size();
        for held in &mut self.held {
            if let Some((index, entry)) = &held.entry
                && *index + 1 == size
            {
                held.differs = *entry != leaf;
            }
        }
        while let Some(held) = self.held.pop_if(|held| held.size <= size) {
            if held.root != self.root() {
                let reason = Reason::Forked(held.path);
                return Err(match held.entry {
                    Some((index, _)) if held.differs => Finding::at(index, reason),
                    _ => Finding::among(self.agreed, size, reason),
                });
            }
            self.agreed = size;
            self.met.push(held.path);
        }
        Ok(())
    }

    /// The figures, if the end is right as well.
    pub fn finish(mut self) -> Result<Report, Failure> {
        let size = self.size();
        let (Some(first), Some(last), Some(ledger)) = (self.first, self.head(), &self.fold.ledger) else {
            return Err(match self.unopened.pop().or(self.since) {
                Some(_) => Finding::whole(Reason::Missing).into(),
                None => Unreadable::Empty.into(),
            });
        };
        let standing = ledger.standing();
        if ledger.sum_of_balances() != Some(standing.supply) {
            return Err(Finding::whole(Reason::Sum).into());
        }
        if let Some(held) = self.held.pop() {
            return Err(Finding::among(size, held.size, Reason::Forgotten(held.path)).into());
        }
        if let Some(path) = self.foreign.pop() {
            return Err(Finding::whole(Reason::Foreign(path)).into());
        }
        let opening = ledger.opening();
        Ok(Report {
            market: opening.market.to_string(),
            place: opening.place.to_string(),
            unit: opening.unit.to_string(),
            origin: opening.log.name().to_owned(),
            log: opening.log.clone(),
            opened: first.at,
            entries: size,
            accounts: ledger.accounts().len() as u64,
            members: standing.members,
            dividends: standing.dividends.rank,
            dividend: standing.dividends.current,
            supply: standing.supply,
            payments: self.payments,
            erasures: self.erasures,
            first,
            last,
            erased: None,
            remembered: self.met,
            roots: self.roots,
            trusted: self.trusted,
            duration: Duration::ZERO,
        })
    }

    fn open_remembered(&mut self) {
        let Some(log) = self.log().cloned() else { return };
        for remembered in std::mem::take(&mut self.unopened) {
            match remembered.open(&log) {
                Ok(held) => self.held.push(held),
                Err(path) => self.foreign.push(path),
            }
        }
        if let Some(since) = self.since.take() {
            match since.open(&log) {
                Ok(held) => {
                    self.trusted = Some(Trusted { file: held.path.clone(), entries: held.size });
                    self.held.push(held);
                }
                Err(path) => self.foreign.push(path),
            }
        }
        // Downwards, so that the next one to be met is the last.
        self.held.sort_by_key(|held| std::cmp::Reverse(held.size));
    }

    /// The head as it is here and now.
    fn head(&self) -> Option<Head> {
        let (size, root) = (self.size(), self.root());
        let text = format!("{}\n{size}\n{}\n", self.log()?.name(), STANDARD.encode(root));
        let checkpoint: Checkpoint = text.parse().ok()?;
        Some(Head { size, root, at: self.at, check: check_numbers(&checkpoint) })
    }
}
