//! Searching as people type: without accents, in any case.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, without accents, white space folded to one space.
pub fn fold(text: &str) -> String {
    let plain: String = text.nfkd().filter(|character| !is_combining_mark(*character)).collect();
    let lower = plain.to_lowercase().replace('œ', "oe").replace('æ', "ae").replace('’', "'");
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a search, folded; at most eight.
pub fn words(query: &str) -> Vec<String> {
    fold(query).split(' ').filter(|word| !word.is_empty()).take(8).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_spaces_do_not_matter() {
        assert_eq!(fold("  Confiture de MÛRES, œufs "), "confiture de mures, oeufs");
        assert_eq!(words("Pâte  à\tpain"), ["pate", "a", "pain"]);
        assert!(words(&"mot ".repeat(50)).len() == 8);
    }
}
