//! Words for people: a typed method for each message of `templates/locales`, and amounts and times as people write them.

mod amounts;
mod check_words;
mod times;

pub use amounts::{Amounts, Money};

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

include!(concat!(env!("OUT_DIR"), "/text.rs"));

/// The words of one language. `Text::new(language).door_title()`: see the locale files for what there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// The language of these words.
    pub language: Language,
}

static BUNDLES: LazyLock<Vec<(Language, FluentBundle<FluentResource>)>> =
    LazyLock::new(|| Language::ALL.iter().map(|language| (*language, bundle(*language))).collect());

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let code = language.code().parse().expect("the file is named after a language");
    let mut bundle = FluentBundle::new_concurrent(vec![code]);
    bundle.set_use_isolating(false); // the marks for mixed directions would be read aloud and copied
    let words = FluentResource::try_new(language.source().to_owned());
    bundle.add_resource(words.expect("the build parsed this very text")).expect("the build found no message twice");
    bundle
}

impl Text {
    /// The words of this language.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self { language }
    }

    fn say<const N: usize>(self, id: &str, arguments: [(&'static str, FluentValue<'_>); N]) -> String {
        let (name, attribute) = id.split_once('.').map_or((id, None), |(name, part)| (name, Some(part)));
        let arguments: FluentArgs<'_> = arguments.into_iter().collect();
        let said = BUNDLES.iter().find(|(language, _)| *language == self.language).and_then(|(_, bundle)| {
            let message = bundle.get_message(name)?;
            let pattern = match attribute {
                Some(part) => message.get_attribute(part)?.value(),
                None => message.value()?,
            };
            Some(bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned())
        });
        said.expect("every method of Text was made from a message that exists")
    }
}

impl Language {
    /// The language with this code, such as `fr`.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|language| language.code() == code)
    }

    /// What a reader wants: what they chose (a cookie's value), else the best of `Accept-Language` (RFC 9110 § 12.5.4),
    /// else the first language.
    #[must_use]
    pub fn wanted(chosen: Option<&str>, accepted: Option<&str>) -> Self {
        if let Some(language) = chosen.and_then(Self::of) {
            return language;
        }
        let mut best = (0, Self::default());
        for range in accepted.unwrap_or_default().split(',').take(16) {
            let mut parts = range.split(';').map(str::trim);
            let tag = parts.next().unwrap_or_default();
            let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1000), thousandths).unwrap_or(0);
            let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
            if let Some(language) = Self::of(&primary)
                && weight > best.0
            {
                best = (weight, language);
            }
        }
        best.1
    }
}

/// A weight of `Accept-Language`, 0 to 1 with three decimals at most, in thousandths.
fn thousandths(weight: &str) -> Option<u32> {
    let (whole, decimals) = weight.split_once('.').unwrap_or((weight, ""));
    let decimals = format!("{decimals:0<3}");
    let whole: u32 = whole.parse().ok()?;
    Some((whole.min(1) * 1000 + decimals.get(..3)?.parse::<u32>().ok()?).min(1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readers_choice_comes_before_the_browsers() {
        assert_eq!(Language::wanted(Some("en"), Some("fr")), Language::English);
        assert_eq!(Language::wanted(Some("xx"), Some("en-GB,en;q=0.9")), Language::English);
        assert_eq!(Language::wanted(None, Some("de, fr;q=0.5, en;q=0.7")), Language::English);
        assert_eq!(Language::wanted(None, Some("en;q=0, fr;q=0.1")), Language::French);
        assert_eq!(Language::wanted(None, None), Language::French);
    }

    #[test]
    fn every_refusal_says_what_why_and_what_to_do() {
        for language in Language::ALL {
            for code in REFUSALS {
                let words = Text::new(*language).refusal(code);
                assert!(words.is_some_and(|(what, why, now)| !what.is_empty() && !why.is_empty() && !now.is_empty()));
            }
        }
        assert_eq!(Text::new(Language::French).refusal("no-such-code"), None);
    }

    #[test]
    fn a_count_chooses_its_plural() {
        let text = Text::new(Language::French);
        assert_eq!(text.count_members(1_u64), "1 membre");
        assert_eq!(text.count_members(24_u64), "24 membres");
    }
}
