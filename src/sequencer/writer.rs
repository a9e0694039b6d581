//! The writer's thread: it alone changes the state and the file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::{broadcast, oneshot};
use tracing::{error, info};

use super::book::{Applied, Book};
use super::guard::{Behind, Guard};
use super::rows::{row_of, touched};
use super::scrubbing::Scrubbing;
use super::watching::Watched;
use super::{Accepted, Clock, Event, Posted, Rejection, Task};
use crate::ledger::account::Key;
use crate::ledger::document::{Body, Verified};
use crate::ledger::identifier::Salt;
use crate::ledger::log::{Checkpoint, Hash, Note, Signer, check_numbers_of, leaf_hash};
use crate::ledger::{Content, DocumentId, Entry, Fold, Moment, Pubkey, Refusal, Role};
use crate::market::search::fold;
use crate::market::{Listing, Notice, Shelf, Shelved, Witnesses};
use crate::store::{Batch, Beside, Block, NewListing, Row, Store, StoreError};

/// How many submissions share one fsync at the most.
const BATCH_MAX: usize = 256;

/// After a batch of so many there is a crowd …
const CROWD: usize = 8;

/// … and as long as each such moment brings more of it, they wait for each other and share the next fsync …
const GATHERING: Duration = Duration::from_millis(1);

/// … for so many moments at the most. Whoever is alone never waits.
const GATHERINGS_MAX: usize = 5;

/// How long the writer sleeps at the most before it looks whether a dividend is due.
const NAP: Duration = Duration::from_millis(250);

/// How often pictures that nobody has listed are looked for.
const SWEEP_SECONDS: u64 = 3_600;

/// How many dividends are caught up in one batch after a long sleep.
const DIVIDENDS_PER_BATCH_MAX: usize = 1024;

pub(super) struct Writer {
    pub store: Store,
    pub fold: Fold,
    pub shelf: Shelf,
    pub witnesses: Witnesses,
    pub published: Arc<RwLock<Book>>,
    pub signer: Signer,
    pub guard: Guard,
    pub clock: Clock,
    pub scrubbing: Scrubbing,
    pub swept: Moment,
    pub events: broadcast::Sender<Event>,
}

/// What a batch will write and say, once it is on the disk.
#[derive(Default)]
pub(super) struct Round {
    entries: Vec<(Entry, Applied, Hash)>,
    rows: Vec<Row>,
    pub(super) beside: Vec<Beside>,
    pub(super) watched: Vec<Watched>,
    events: Vec<Event>,
    /// Where the documents of this very batch stand: they are not in the file yet.
    numbers: BTreeMap<(Pubkey, u64), usize>,
    /// The notices of this very batch.
    notices: BTreeSet<DocumentId>,
    answers: Vec<Answer>,
}

/// An answer that waits for the disk.
enum Answer {
    Document(oneshot::Sender<Result<Accepted, Rejection>>, Result<Accepted, Rejection>),
    Notice(oneshot::Sender<Result<Posted, Rejection>>, Result<Posted, Rejection>),
    Done(oneshot::Sender<Result<(), Rejection>>),
    Kept(oneshot::Sender<Result<bool, Rejection>>, bool),
}

/// Why the writer stops: it cannot know whether the disk holds what it wrote.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Guard(#[from] Behind),
}

impl Writer {
    /// Works until everybody who could submit is gone, or the disk fails.
    pub fn run(mut self, tasks: &Receiver<Task>) {
        let mut crowd = false;
        loop {
            self.scrubbing.run(&mut self.store);
            let first = match tasks.recv_timeout(NAP) {
                Ok(task) => Some(task),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            let mut batch: Vec<Task> = first.into_iter().chain(tasks.try_iter()).take(BATCH_MAX).collect();
            if crowd {
                gather(&mut batch, tasks);
            }
            crowd = batch.len() >= CROWD;
            if let Err(failure) = self.round(batch) {
                error!(%failure, "the writer stops; restart to replay the book");
                return;
            }
        }
    }

    fn round(&mut self, tasks: Vec<Task>) -> Result<(), Failure> {
        let at = self.now();
        self.catch_up(at)?;
        let mut round = Round::default();
        let before = self.head();
        if at.since(self.swept) >= SWEEP_SECONDS {
            self.swept = at;
            round.beside.push(Beside::Unlisted(at));
            self.scrubbing.ask();
        }
        for task in tasks {
            self.decide(at, task, &mut round)?;
        }
        self.write(before, &mut round)?;
        for answer in round.answers {
            answer.give();
        }
        Ok(())
    }

    /// The moment by the clock, but never before the last entry's: clocks are set back, books are not.
    fn now(&self) -> Moment {
        let last = self.fold.ledger.as_ref().map_or(Moment::default(), |ledger| ledger.standing().at);
        self.clock.now().max(last)
    }

    /// Appends the dividends that are due: one as a rule, many after a sleep. None of the documents that wait comes first.
    fn catch_up(&mut self, at: Moment) -> Result<(), Failure> {
        loop {
            let mut round = Round::default();
            let before = self.head();
            for _ in 0..DIVIDENDS_PER_BATCH_MAX {
                let Some(dividend) = self.due(at) else { break };
                if let Err(refusal) = self.take(dividend, &mut round) {
                    // The rule refuses its own dividend: a defect, never to be written into a book.
                    error!(%refusal, "the dividend's entry was refused");
                    return Err(StoreError::Impossible("a dividend that the rule refuses").into());
                }
            }
            if round.rows.is_empty() {
                return Ok(());
            }
            self.write(before, &mut round)?;
        }
    }

    /// The dividend that is due at this moment.
    fn due(&self, at: Moment) -> Option<Entry> {
        self.fold.ledger.as_ref()?.next_dividend().filter(|entry| entry.at <= at)
    }

    /// The head of all that was taken so far: its size and root.
    fn head(&self) -> (u64, Hash) {
        (self.fold.frontier.size(), self.fold.frontier.root())
    }

    fn decide(&mut self, at: Moment, task: Task, round: &mut Round) -> Result<(), StoreError> {
        match task {
            Task::Document { signed, texts, reply } => {
                let answer = self.document(at, *signed, texts, round)?;
                round.answers.push(Answer::Document(reply, answer));
            }
            Task::Notice { signed, reply } => {
                let answer = self.notice(at, &signed, round)?;
                round.answers.push(Answer::Notice(reply, answer));
            }
            Task::Photo { id, jpeg, reply } => {
                round.beside.push(Beside::Photo(id, at, jpeg));
                round.answers.push(Answer::Done(reply));
            }
            Task::Setting { name, value, reply } => {
                round.beside.push(Beside::Setting(name, value));
                round.answers.push(Answer::Done(reply));
            }
            Task::Cosignatures { cosigned, reply } => {
                let fresh = self.cosign(cosigned, round);
                round.answers.push(Answer::Kept(reply, fresh));
            }
        }
        Ok(())
    }

    fn document(
        &mut self,
        at: Moment,
        signed: Verified,
        texts: Vec<(Salt, String)>,
        round: &mut Round,
    ) -> Result<Result<Accepted, Rejection>, StoreError> {
        let document = signed.document();
        let slot = (document.key, document.number);
        if let Some(known) = self.known(slot, round)? {
            return Ok(same_text(known, &signed));
        }
        if let Body::Opening(opening) = &document.body
            && opening.log != *self.signer.verifier()
        {
            return Ok(Err(Rejection::WrongLog));
        }
        let sale = match &document.body {
            Body::Payment(payment) => {
                if let Err(refusal) = self.shelf.check_sale(&document.account, payment) {
                    return Ok(Err(refusal.into()));
                }
                payment.listing
            }
            _ => None,
        };
        let commitments = document.body.commitments();
        let (account, erases) = (document.account, matches!(document.body, Body::Erasure(_)));
        let entry = Entry { at, content: Content::Document(Box::new(signed)) };
        let (index, bytes) = match self.take(entry, round) {
            Ok(taken) => taken,
            Err(refusal) => return Ok(Err(refusal.into())),
        };
        round.numbers.insert(slot, round.rows.len() - 1);
        round
            .beside
            .extend(commitments.into_iter().zip(texts).map(|(commitment, (salt, text))| Beside::Text(commitment, salt, text)));
        if erases {
            self.shelf.remove_all(&account);
            round.beside.push(Beside::Erased(account, at));
            self.scrubbing.ask();
        }
        if let Some(listing) = sale
            && let Some(left) = self.shelf.take(&listing)
        {
            round.beside.push(Beside::Sold(listing, left, at));
        }
        Ok(Ok(Accepted { index, entry: bytes, fresh: true }))
    }

    /// The document that already has this key and number, in the file or in this batch.
    fn known(&self, slot: (Pubkey, u64), round: &Round) -> Result<Option<(u64, Vec<u8>)>, StoreError> {
        if let Some(row) = round.numbers.get(&slot) {
            let first = self.fold.frontier.size() - round.rows.len() as u64;
            return Ok(Some((first + *row as u64, round.rows[*row].bytes.clone())));
        }
        // Only a number the key has passed can be in the file: the usual case asks nothing of it.
        let last = self.fold.ledger.as_ref().and_then(|ledger| ledger.key(&slot.0)).map_or(0, |key| key.last_number);
        if slot.1 > last { Ok(None) } else { self.store.reader().entry_by_number(&slot.0, slot.1) }
    }

    /// Takes an entry into the state and the tree: its place and bytes.
    fn take(&mut self, entry: Entry, round: &mut Round) -> Result<(u64, Vec<u8>), Refusal> {
        let bytes = entry.to_text().into_bytes();
        let index = self.fold.frontier.size();
        let accounts = self.fold.ledger.as_ref().map_or(0, |ledger| ledger.accounts().len() as u64);
        let change = self.fold.push(&bytes, &entry)?;
        let row = row_of(&entry, change.as_ref(), accounts);
        round.events.push(Event { index: Some(index), kind: row.kind, accounts: touched(&row) });
        let applied = match (change, &self.fold.ledger) {
            (Some(change), _) => Applied::Changed(Box::new(change)),
            (None, Some(ledger)) => Applied::Opened(Box::new(ledger.clone())),
            (None, None) => return Err(Refusal::NotOpened),
        };
        round.entries.push((entry, applied, leaf_hash(&bytes)));
        round.rows.push(row);
        Ok((index, bytes))
    }

    fn notice(
        &mut self,
        at: Moment,
        signed: &Verified<Notice>,
        round: &mut Round,
    ) -> Result<Result<Posted, Rejection>, StoreError> {
        let document = signed.document();
        let id = signed.id();
        if let Notice::Witness(witness) = &document.body {
            return Ok(self.register(at, signed, witness, round));
        }
        if self.store.reader().listing(&id)?.is_some() || round.notices.contains(&id) {
            return Ok(Ok(Posted { id, fresh: false }));
        }
        if let Err(refusal) = self.may_post(at, signed) {
            return Ok(Err(refusal.into()));
        }
        if let Err(refusal) = self.shelf.check(&document.account, &document.body) {
            return Ok(Err(refusal.into()));
        }
        round.notices.insert(id);
        match &document.body {
            Notice::Listing(listing) => {
                if let Some(replaced) = listing.replaces {
                    self.shelf.remove(&replaced);
                    round.beside.push(Beside::Closed(replaced, at));
                }
                self.shelf.put(id, Shelved { account: document.account, sort: listing.sort, left: listing.quantity });
                round.beside.push(Beside::Listing(Box::new(new_listing(id, at, signed, listing))));
            }
            Notice::Withdrawal(withdrawal) => {
                self.shelf.remove(&withdrawal.listing);
                round.beside.push(Beside::Closed(withdrawal.listing, at));
            }
            // Taken in above: nothing that pages show at once.
            Notice::Witness(_) => {}
        }
        round.events.push(Event {
            index: None,
            kind: crate::ledger::document::Kinds::kind(&document.body),
            accounts: vec![document.account],
        });
        Ok(Ok(Posted { id, fresh: true }))
    }

    fn may_post(&self, at: Moment, signed: &Verified<Notice>) -> Result<(), Refusal> {
        let key = self.may_sign(at, signed)?;
        if key.has(Role::Pay) { Ok(()) } else { Err(Refusal::RoleMissing) }
    }

    /// The key of a notice, if it may sign for its account now.
    pub(super) fn may_sign(&self, at: Moment, signed: &Verified<Notice>) -> Result<Key, Refusal> {
        let document = signed.document();
        let ledger = self.fold.ledger.as_ref().ok_or(Refusal::NotOpened)?;
        if document.currency != Some(ledger.currency()) {
            return Err(Refusal::WrongCurrency);
        }
        if let Some(until) = document.until.filter(|until| at > *until) {
            return Err(Refusal::DocumentExpired { until });
        }
        if !ledger.accounts().contains_key(&document.account) {
            return Err(Refusal::UnknownAccount);
        }
        ledger.right_of(&document.account, &document.key, at)
    }

    /// Brings a round to the disk; only then reveals it.
    fn write(&mut self, (previous_size, previous_root): (u64, Hash), round: &mut Round) -> Result<(), Failure> {
        let rows = std::mem::take(&mut round.rows);
        let beside = std::mem::take(&mut round.beside);
        if rows.is_empty() && beside.is_empty() {
            return Ok(());
        }
        let grown = !rows.is_empty();
        let (size, root) = self.head();
        let checkpoint = grown.then(|| Checkpoint::sign(size, root, &self.signer));
        let block = checkpoint.as_ref().map(|checkpoint| Block {
            previous_size,
            previous_root,
            rows,
            size,
            root,
            checkpoint: checkpoint.to_string(),
            check: check_numbers_of(checkpoint).expect("a checkpoint that was just signed has its three lines"),
        });
        self.store.append(&Batch { block, beside })?;
        if let Some(checkpoint) = checkpoint {
            self.guard.remember(&checkpoint.to_string())?;
            self.publish(checkpoint, std::mem::take(&mut round.entries));
        }
        if !round.watched.is_empty() {
            let mut book = self.published.write().unwrap_or_else(PoisonError::into_inner);
            round.watched.drain(..).for_each(|watched| watched.apply(&mut book.witnesses));
        }
        for event in round.events.drain(..) {
            if event.kind == "dividend" {
                info!(index = event.index, "dividend");
            }
            // Nobody listening is no fault.
            let _ = self.events.send(event);
        }
        Ok(())
    }

    fn publish(&self, checkpoint: Note, entries: Vec<(Entry, Applied, Hash)>) {
        let mut book = self.published.write().unwrap_or_else(PoisonError::into_inner);
        for (entry, applied, leaf) in entries {
            book.tree.append(leaf);
            book.apply(&entry, applied);
        }
        book.checkpoint = Some(checkpoint);
    }
}

impl Drop for Writer {
    /// However its thread ends, by a failure of the disk or a panic: everybody sees that nothing is written any more.
    fn drop(&mut self) {
        self.published.write().unwrap_or_else(PoisonError::into_inner).stopped = true;
    }
}

impl Answer {
    /// Whoever asked may be gone: that is no fault either.
    fn give(self) {
        match self {
            Answer::Document(reply, answer) => drop(reply.send(answer)),
            Answer::Notice(reply, answer) => drop(reply.send(answer)),
            Answer::Done(reply) => drop(reply.send(Ok(()))),
            Answer::Kept(reply, fresh) => drop(reply.send(Ok(fresh))),
        }
    }
}

/// Lets a batch grow while more keep coming.
fn gather(batch: &mut Vec<Task>, tasks: &Receiver<Task>) {
    for _ in 0..GATHERINGS_MAX {
        let before = batch.len();
        if before == 0 || before >= BATCH_MAX {
            return;
        }
        std::thread::sleep(GATHERING);
        batch.extend(tasks.try_iter().take(BATCH_MAX - before));
        if batch.len() == before {
            return;
        }
    }
}

/// The same key and number: the same text gets its old receipt, another is refused.
fn same_text((index, entry): (u64, Vec<u8>), signed: &Verified) -> Result<Accepted, Rejection> {
    let known = Entry::read(&entry).ok().and_then(|entry| match entry.content {
        Content::Document(known) => Some(known.id()),
        Content::Dividend(_) => None,
    });
    if known == Some(signed.id()) { Ok(Accepted { index, entry, fresh: false }) } else { Err(Rejection::NumberReused) }
}

fn new_listing(id: DocumentId, at: Moment, signed: &Verified<Notice>, listing: &Listing) -> NewListing {
    let text: Vec<&str> = listing.text.iter().map(|line| line.as_str()).collect();
    NewListing {
        id,
        account: signed.document().account,
        at,
        document: signed.to_text(),
        words: fold(&format!("{} {}", listing.title, text.join(" "))),
        sort: listing.sort.name(),
        category: listing.category.name(),
        stock: listing.quantity,
    }
}
