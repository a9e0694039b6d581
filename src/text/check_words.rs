//! Check words: what people compare aloud.

use super::{Language, Text};

impl Text {
    /// The words of these places in the BIP 39 list of the reader's language.
    #[must_use]
    pub fn head_words(self, numbers: &[u16]) -> Vec<&'static str> {
        let list = match self.language {
            Language::French => bip39::Language::French,
            _ => bip39::Language::English,
        };
        numbers.iter().filter_map(|number| list.word_list().get(usize::from(*number)).copied()).collect()
    }
}
