//! Reading and writing a document's lines: the order is fixed, and each value has one spelling.

use std::fmt::{self, Arguments, Display, Write};
use std::ops::RangeInclusive;
use std::str::Lines;

use super::VERSION;
use crate::ledger::Signature;

/// Why a text is not a document, and on which line (from 1; 0 for the document as a whole).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct Malformed {
    /// The line, from 1; 0 when the document as a whole is wrong.
    pub line: u32,
    /// What is wrong there.
    pub problem: Problem,
}

/// What is wrong with a text that should be a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// More than [`super::DOCUMENT_BYTES_MAX`] bytes.
    #[error("longer than 16384 bytes")]
    TooLarge,
    /// Not UTF-8, or lines that do not each end with one newline.
    #[error("not UTF-8 text in lines that each end with a newline")]
    NotText,
    /// The first line is not `gune/1 ` and a kind.
    #[error("the first line should be `gune/1 ` and a kind of document")]
    Head,
    /// A kind that does not exist.
    #[error("no such kind of document")]
    UnknownKind,
    /// This field is missing, in the wrong place, or its value is not spelled as it should be.
    #[error("expected a well-spelled `{0}` here")]
    Field(&'static str),
    /// A line that should not be there.
    #[error("an unexpected line")]
    Unexpected,
    /// Right but for its spelling.
    #[error("not the one spelling of this document")]
    NotCanonical,
}

/// A document's lines, read one after the other.
pub struct Fields<'a> {
    lines: Lines<'a>,
    current: Option<&'a str>,
    line: u32,
}

impl<'a> Fields<'a> {
    pub(super) fn of(text: &'a str) -> Fields<'a> {
        let mut lines = text.lines();
        let current = lines.next();
        Fields { lines, current, line: 1 }
    }

    pub(super) fn head(&mut self) -> Result<&'a str, Malformed> {
        let kind =
            self.current.and_then(|line| line.strip_prefix(VERSION)).ok_or(Malformed { line: 1, problem: Problem::Head })?;
        self.advance();
        Ok(kind)
    }

    /// A field that must stand here.
    ///
    /// # Errors
    /// [`Problem::Field`] if it does not, or `read` does not know its value.
    pub fn one<T>(&mut self, name: &'static str, read: impl FnOnce(&'a str) -> Option<T>) -> Result<T, Malformed> {
        match self.value(name).and_then(read) {
            Some(value) => {
                self.advance();
                Ok(value)
            }
            None => Err(self.malformed(Problem::Field(name))),
        }
    }

    /// A field that may stand here.
    ///
    /// # Errors
    /// [`Problem::Field`] if it stands here with a value that `read` does not know.
    pub fn optional<T>(&mut self, name: &'static str, read: impl FnOnce(&'a str) -> Option<T>) -> Result<Option<T>, Malformed> {
        if self.value(name).is_some() { self.one(name, read).map(Some) } else { Ok(None) }
    }

    /// A field that stands here so many times.
    ///
    /// # Errors
    /// [`Problem::Field`] if there are fewer, or one has a value that `read` does not know. (A line too many is left for
    /// the next field, or the end, to refuse.)
    pub fn repeated<T>(
        &mut self,
        name: &'static str,
        times: RangeInclusive<usize>,
        mut read: impl FnMut(&'a str) -> Option<T>,
    ) -> Result<Vec<T>, Malformed> {
        let mut values = Vec::new();
        while values.len() < *times.end() && self.value(name).is_some() {
            values.push(self.one(name, &mut read)?);
        }
        if times.contains(&values.len()) { Ok(values) } else { Err(self.malformed(Problem::Field(name))) }
    }

    /// The error that this line has this problem.
    pub fn malformed(&self, problem: Problem) -> Malformed {
        Malformed { line: self.line, problem }
    }

    pub(super) fn end(&self) -> Result<(), Malformed> {
        if self.current.is_none() { Ok(()) } else { Err(self.malformed(Problem::Unexpected)) }
    }

    fn value(&self, name: &str) -> Option<&'a str> {
        self.current?.strip_prefix(name)?.strip_prefix(": ")
    }

    fn advance(&mut self) {
        self.current = self.lines.next();
        self.line = self.line.saturating_add(1);
    }
}

/// A text that something should spell: what is written is compared with it, letter for letter, and not kept.
pub(super) struct Spelling<'a> {
    rest: &'a [u8],
    same: bool,
}

impl<'a> Spelling<'a> {
    pub(super) fn of(text: &'a str) -> Spelling<'a> {
        Spelling { rest: text.as_bytes(), same: true }
    }

    /// Whether what was written is the whole text.
    pub(super) fn is_whole(&self) -> bool {
        self.same && self.rest.is_empty()
    }
}

impl Write for Spelling<'_> {
    fn write_str(&mut self, written: &str) -> fmt::Result {
        match self.rest.strip_prefix(written.as_bytes()) {
            Some(rest) => self.rest = rest,
            None => self.same = false,
        }
        Ok(())
    }
}

/// Splits a sent document into its text and its signature.
pub(super) fn split_signature(all: &str) -> Result<(&str, Signature), Malformed> {
    let not_text = Malformed { line: 0, problem: Problem::NotText };
    let lines = all.strip_suffix('\n').ok_or(not_text)?;
    if lines.contains('\r') {
        return Err(not_text);
    }
    let cut = lines.rfind('\n').and_then(|at| at.checked_add(1)).ok_or(not_text)?;
    let (text, last) = lines.split_at(cut);
    let line = || u32::try_from(text.lines().count().saturating_add(1)).unwrap_or(u32::MAX);
    let signature = last
        .strip_prefix("signature: ")
        .and_then(|value| value.parse().ok())
        .ok_or_else(|| Malformed { line: line(), problem: Problem::Field("signature") })?;
    Ok((text, signature))
}

/// Writes a document's lines.
pub struct Line<'a>(&'a mut dyn Write);

impl Line<'_> {
    /// Into something that takes all that is written: it never fails.
    pub(super) fn new(text: &mut dyn Write) -> Line<'_> {
        Line(text)
    }

    pub(super) fn head(&mut self, kind: &str) {
        self.write(format_args!("{VERSION}{kind}\n"));
    }

    /// Writes a field.
    pub fn field(&mut self, name: &str, value: impl Display) {
        self.write(format_args!("{name}: {value}\n"));
    }

    fn write(&mut self, line: Arguments<'_>) {
        self.0.write_fmt(line).expect("what a line is written into takes it");
    }

    /// Writes a field if there is a value.
    pub fn optional(&mut self, name: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.field(name, value);
        }
    }

    /// Writes a field once for each value.
    pub fn repeated(&mut self, name: &str, values: impl IntoIterator<Item = impl Display>) {
        for value in values {
            self.field(name, value);
        }
    }
}
