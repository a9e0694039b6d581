//! Check words: what people compare aloud.

use super::{Language, Text};

impl Text {
    /// The words of these places in the BIP 39 list of the reader's language.
    #[must_use]
    pub fn head_words(self, numbers: &[u16]) -> Vec<&'static str> {
        let list = self.language.word_list();
        numbers.iter().filter_map(|number| list.get(usize::from(*number)).copied()).collect()
    }
}

impl Language {
    /// The BIP 39 list of check words that readers of this language are shown: 2 048 words.
    #[must_use]
    pub fn word_list(self) -> &'static [&'static str] {
        match self {
            Language::French => bip39::Language::French.word_list(),
            Language::English => bip39::Language::English.word_list(),
        }
    }
}
