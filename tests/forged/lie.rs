//! What a lie is: how it is told, who can find it, and what has to be found.

use fastrand::Rng;
use gune::ledger::document::{Body, Document, Payment};
use gune::ledger::{Content, DocumentId, Entry, Ledger, Moment, Pubkey, Signed};

use crate::book::{bind, head, receipt};
use crate::people::Person;
use crate::village::{Honest, log_key, signer};

/// What a verifier says of a book: right, or the code and the line of the first thing that is wrong. Where the bytes are
/// no book at all there is neither.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub right: bool,
    pub code: Option<String>,
    pub line: Option<u64>,
}

impl Verdict {
    pub const RIGHT: Verdict = Verdict { right: true, code: None, line: None };
    pub const NO_BOOK: Verdict = Verdict { right: false, code: None, line: None };

    pub fn wrong(code: &str, line: Option<usize>) -> Verdict {
        Verdict { right: false, code: Some(code.to_owned()), line: line.map(|line| line as u64) }
    }
}

/// A kind of lie.
pub struct Kind {
    pub name: &'static str,
    pub told: Told,
}

type Tell<T> = Box<dyn Fn(&mut Hand<'_>) -> Option<T> + Send + Sync>;

/// How a lie is told, which decides who finds it.
pub enum Told {
    /// Entries that break a rule. The rules find it, under the old head, under a new one, whatever is remembered.
    Rule(Tell<Broken>),
    /// Entries that break no rule: another story of the same people. The old head finds it.
    Story(Tell<Vec<Vec<u8>>>),
    /// The same under a head signed again by the log's key: nothing in the file is wrong, and only a remembered head
    /// finds it.
    Rewritten(Tell<Vec<Vec<u8>>>),
    /// The honest entries in a file that is something else than theirs.
    File(Tell<(Vec<u8>, Verdict)>),
    /// The honest book, and something remembered that is not of it: only who remembers complains.
    Memory(Tell<(String, Verdict)>),
}

impl Kind {
    pub fn rule(name: &'static str, tell: impl Fn(&mut Hand<'_>) -> Option<Broken> + Send + Sync + 'static) -> Kind {
        Kind { name, told: Told::Rule(Box::new(tell)) }
    }

    /// Two kinds: the same story under the old head, and under a new one.
    pub fn story([old, new]: [&'static str; 2], tell: fn(&mut Hand<'_>) -> Option<Vec<Vec<u8>>>) -> [Kind; 2] {
        [Kind { name: old, told: Told::Story(Box::new(tell)) }, Kind { name: new, told: Told::Rewritten(Box::new(tell)) }]
    }

    pub fn file(name: &'static str, tell: impl Fn(&mut Hand<'_>) -> Option<(Vec<u8>, Verdict)> + Send + Sync + 'static) -> Kind {
        Kind { name, told: Told::File(Box::new(tell)) }
    }

    pub fn memory(name: &'static str, tell: impl Fn(&mut Hand<'_>) -> Option<(String, Verdict)> + Send + Sync + 'static) -> Kind {
        Kind { name, told: Told::Memory(Box::new(tell)) }
    }
}

/// Entries of which this one is the first that cannot stand.
pub struct Broken {
    pub entries: Vec<Vec<u8>>,
    pub code: &'static str,
    pub line: usize,
}

/// A forged book, what somebody remembers of the honest one, and what has to be found.
pub struct Mutant {
    pub book: Vec<u8>,
    pub remembered: Option<String>,
    pub expected: Verdict,
    /// Without what is remembered the book is right: nobody else can find this lie.
    pub by_memory_alone: bool,
}

impl Told {
    pub fn forge(&self, hand: &mut Hand<'_>) -> Option<Mutant> {
        let (honest, log) = (hand.honest, log_key());
        let old = head(&honest.entries, &log);
        match self {
            Told::Rule(tell) => {
                let Broken { entries, code, line } = tell(hand)?;
                let again = line >= honest.size() || hand.chance.bool();
                let head = if again { head(&entries, &log) } else { old };
                // What is remembered beyond the line in question is not asked before it.
                let remembered = (hand.chance.bool() && line < honest.size()).then(|| hand.keepsake(line + 1));
                let expected = Verdict::wrong(code, Some(line));
                Some(Mutant { book: bind(&log, &head, &entries), remembered, expected, by_memory_alone: false })
            }
            Told::Story(tell) => {
                let entries = tell(hand)?;
                let (size, claimed) = (entries.len(), honest.size());
                let expected = match size.cmp(&claimed) {
                    std::cmp::Ordering::Less => Verdict::wrong("missing", Some(size)),
                    std::cmp::Ordering::Equal => Verdict::wrong("head-root", None),
                    std::cmp::Ordering::Greater => Verdict::wrong("trailing", Some(claimed)),
                };
                Some(Mutant { book: bind(&log, &old, &entries), remembered: None, expected, by_memory_alone: false })
            }
            Told::Rewritten(tell) => {
                let entries = tell(hand)?;
                let first = entries.iter().zip(&honest.entries).take_while(|(told, true_one)| told == true_one).count();
                let size = hand.chance.usize(first + 1..=honest.size());
                let remembered = hand.keepsake_of(size);
                let code = if size > entries.len() { "remembered-longer" } else { "remembered-other" };
                let expected = Verdict::wrong(code, None);
                let book = bind(&log, &head(&entries, &log), &entries);
                Some(Mutant { book, remembered: Some(remembered), expected, by_memory_alone: true })
            }
            Told::File(tell) => {
                let (book, expected) = tell(hand)?;
                Some(Mutant { book, remembered: None, expected, by_memory_alone: false })
            }
            Told::Memory(tell) => {
                let (remembered, expected) = tell(hand)?;
                let book = bind(&log, &old, &honest.entries);
                Some(Mutant { book, remembered: Some(remembered), expected, by_memory_alone: true })
            }
        }
    }
}

/// The forger's hand: an honest book, chance, and every key of the village.
pub struct Hand<'a> {
    pub honest: &'a Honest,
    /// Another honest book of the same people.
    pub other: &'a Honest,
    pub chance: &'a mut Rng,
}

impl<'a> Hand<'a> {
    /// The state before this line.
    pub fn state(&self, line: usize) -> &'a Ledger {
        self.honest.state(line)
    }

    /// Some line after the first, before which the state is so.
    pub fn place(&mut self, is: impl Fn(&Ledger) -> bool) -> Option<usize> {
        let places: Vec<usize> = (1..self.honest.size()).filter(|line| is(self.honest.state(*line))).collect();
        self.one_of(&places)
    }

    /// The line of some entry that is so.
    pub fn line(&mut self, is: impl Fn(usize, &Entry) -> bool) -> Option<usize> {
        let lines: Vec<usize> = (0..self.honest.size()).filter(|line| is(*line, &self.honest.read[*line])).collect();
        self.one_of(&lines)
    }

    pub fn payment(&mut self, is: impl Fn(&Payment) -> bool) -> Option<usize> {
        self.line(|_, entry| payment(entry).is_some_and(&is))
    }

    pub fn dividend(&mut self) -> Option<usize> {
        self.line(|_, entry| matches!(entry.content, Content::Dividend(_)))
    }

    pub fn one_of<T: Clone>(&mut self, many: &[T]) -> Option<T> {
        (!many.is_empty()).then(|| many[self.chance.usize(..many.len())].clone())
    }

    pub fn text(&self, line: usize) -> String {
        String::from_utf8(self.honest.entries[line].clone()).unwrap()
    }

    /// The honest entries, but for this one.
    pub fn with(&self, line: usize, entry: impl Into<Vec<u8>>) -> Vec<Vec<u8>> {
        let mut entries = self.honest.entries.clone();
        entries[line] = entry.into();
        entries
    }

    pub fn without(&self, line: usize) -> Vec<Vec<u8>> {
        let mut entries = self.honest.entries.clone();
        entries.remove(line);
        entries
    }

    /// The honest entries, and these before this line.
    pub fn insert(&self, line: usize, new: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
        let mut entries = self.honest.entries.clone();
        entries.splice(line..line, new);
        entries
    }

    /// A document that is right in form, under the key's next number.
    pub fn draft(&self, line: usize, account: u64, key: u64, body: Body) -> Draft {
        let (account, key) = (crate::village::person(account).address(), crate::village::person(key));
        let number = self.state(line).key(&key.address()).map_or(0, |key| key.last_number) + 1;
        Draft { account, key, number, currency: Some(self.honest.currency()), until: None, body }
    }

    /// The moment at which an entry inserted here breaks no rule of time.
    pub fn moment(&self, line: usize) -> Moment {
        self.state(line).standing().at
    }

    /// An entry of its own before this line, which is the first that cannot stand.
    pub fn inserted(&self, line: usize, draft: &Draft, code: &'static str) -> Option<Broken> {
        let entry = draft.entry(self.moment(line));
        Some(Broken { entries: self.insert(line, vec![entry]), code, line })
    }

    /// What somebody kept of the honest book when it had more than so many entries: a head, or a receipt.
    fn keepsake(&mut self, least: usize) -> String {
        let size = self.chance.usize(least..=self.honest.size());
        self.keepsake_of(size)
    }

    fn keepsake_of(&mut self, size: usize) -> String {
        let (entries, log) = (&self.honest.entries[..size], log_key());
        if self.chance.bool() { head(entries, &log) } else { receipt(entries, self.chance.usize(..size), &log) }
    }
}

/// A document before it is signed, whoever signs it.
pub struct Draft {
    pub account: Pubkey,
    pub key: Person,
    pub number: u64,
    pub currency: Option<DocumentId>,
    pub until: Option<Moment>,
    pub body: Body,
}

impl Draft {
    pub fn document(&self) -> Document {
        let Draft { account, key, number, currency, until, body } = self;
        Document {
            currency: *currency,
            account: *account,
            key: key.address(),
            number: *number,
            until: *until,
            body: body.clone(),
        }
    }

    pub fn signed(&self) -> Signed {
        self.key.sign_document(self.document())
    }

    pub fn entry(&self, at: Moment) -> Vec<u8> {
        format!("at: {at}\n{}", self.signed().to_text()).into_bytes()
    }
}

pub fn payment(entry: &Entry) -> Option<&Payment> {
    match &entry.content {
        Content::Document(signed) => match &signed.document().body {
            Body::Payment(payment) => Some(payment),
            _ => None,
        },
        Content::Dividend(_) => None,
    }
}

/// An entry's document; `None` of a dividend.
pub fn document(entry: &Entry) -> Option<&Document> {
    match &entry.content {
        Content::Document(signed) => Some(signed.document()),
        Content::Dividend(_) => None,
    }
}

/// An entry whose text was changed, signed again by its own key: the form is wrong, the signature is right.
pub fn signed_again(entry: &str) -> String {
    let (at, rest) = entry.split_once('\n').unwrap();
    let cut = rest.rfind("signature: ").unwrap();
    let key = rest.lines().find_map(|line| line.strip_prefix("key: ")).unwrap();
    let key = signer(&key.trim().parse().unwrap()).unwrap();
    format!("{at}\n{}signature: {}\n", &rest[..cut], key.sign_text(&rest[..cut]))
}

impl Broken {
    pub fn new(entries: Vec<Vec<u8>>, code: &'static str, line: usize) -> Option<Broken> {
        Some(Broken { entries, code, line })
    }
}
