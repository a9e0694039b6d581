//! Words that people write and that stand in signed documents: bounded, and without characters that hide or reorder.

use std::fmt;

/// A line of text of bounded length (docs/protocol.md § 1, "words").
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Words(String);

/// Most words: a market's name, a place, a listing's title.
pub const WORDS_LENGTH_MAX: usize = 80;
/// A unit's name.
pub const UNIT_LENGTH_MAX: usize = 16;
/// A person's name.
pub const NAME_LENGTH_MAX: usize = 40;
/// A payment's memo.
pub const MEMO_LENGTH_MAX: usize = 140;

impl Words {
    /// Takes a text of 1 ..= `length_max` Unicode scalar values, without space at either end, control, line separator,
    /// zero-width or direction-changing characters; `None` otherwise.
    pub fn new(text: &str, length_max: usize) -> Option<Words> {
        let length = text.chars().take(length_max.saturating_add(1)).count();
        let trimmed = text.trim() == text;
        (length >= 1 && length <= length_max && trimmed && !text.chars().any(is_hidden)).then(|| Words(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a reader cannot see this character, or it changes the order in which others are read.
pub(super) fn is_hidden(character: char) -> bool {
    matches!(character,
        '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{200B}'..='\u{200F}' | '\u{2028}' | '\u{2029}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_hide_nothing() {
        assert!(Words::new("Confiture de mûres, 370 g", 80).is_some());
        assert!(Words::new("Ğune 🍞", 16).is_some());
        for bad in ["", " a", "a ", "a\nb", "a\u{202E}b", "a\u{200B}", "\u{FEFF}a", "a\tb", "\u{A0}a"] {
            assert_eq!(Words::new(bad, 80), None, "{bad:?}");
        }
        assert!(Words::new(&"é".repeat(80), 80).is_some());
        assert_eq!(Words::new(&"é".repeat(81), 80), None);
    }
}
