//! Check words compared: what was noted on paper, and what this book says to it.

use askama::Template;

use super::Frame;

/// Six words to be typed, and the verdict on those that were.
#[derive(Template)]
#[template(path = "compare.html")]
pub struct Compare {
    /// What stands around.
    pub page: Frame,
    /// The check words of the present head.
    pub words: Vec<&'static str>,
    /// How many entries it covers.
    pub size: u64,
    /// What was typed.
    pub typed: String,
    /// What is to be said to it.
    pub verdict: Verdict,
}

/// What this book says to six words.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// Nothing was typed yet.
    Nothing,
    /// So many words instead of six.
    Count(usize),
    /// A word that is no check word.
    Unknown {
        /// Its place, counted from 1.
        position: usize,
        /// As it was typed.
        word: String,
    },
    /// They are those of a head of this book.
    Found(FoundHead),
    /// All but one are.
    Almost {
        /// The head.
        head: FoundHead,
        /// The place of the other word, counted from 1.
        position: usize,
        /// The word of that head at that place.
        word: &'static str,
    },
    /// No head of this book has them.
    Absent,
}

impl Verdict {
    /// Whether what was typed is not six check words.
    pub fn is_misread(&self) -> bool {
        matches!(self, Verdict::Count(_) | Verdict::Unknown { .. })
    }
}

/// A head of this book.
#[derive(Clone, Debug)]
pub struct FoundHead {
    /// How many entries it covers.
    pub size: u64,
    /// When the last of them came.
    pub when: String,
    /// How many have come since.
    pub since: u64,
}
