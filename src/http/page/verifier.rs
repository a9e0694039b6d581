//! The page that verifies a book, alone: one file with script, style, fonts and words in both languages, and no network.

mod words;

use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use self::words::words;
use super::{Choice, Svg};
use crate::http::assets::{ASSETS, VERIFIER_SCRIPT, VERIFIER_STYLE};
use crate::text::{Language, Text};

/// The file's name where a browser keeps it.
pub const FILE_NAME: &str = "gune-verifier.html";

/// The drawings that the page shows.
const DRAWINGS: [&str; 6] = ["book-open", "receipt-text", "scale", "shield-check", "triangle-alert", "clock"];

/// What the page knows of the market it comes from.
#[derive(Clone, Debug)]
pub struct Known {
    /// The market's name.
    pub name: String,
    /// What its money is called.
    pub unit: String,
    /// Its currency (base58).
    pub currency: String,
    /// The log's verifier key line.
    pub log: String,
    /// What whoever takes the page reads.
    pub language: Language,
}

#[derive(Template)]
#[template(path = "verifier.html")]
struct Verifier {
    policy: String,
    title: &'static str,
    icon: String,
    style: &'static str,
    symbols: String,
    market: String,
    languages: Vec<Choice>,
    noscript: Vec<&'static str>,
    known: String,
    dictionary: String,
    script: &'static str,
}

/// The whole file; without a market, one that knows none.
///
/// # Errors
/// The template's.
pub fn verifier(known: Option<&Known>) -> Result<String, askama::Error> {
    let dictionary: Map<String, Value> =
        Language::ALL.iter().map(|language| (language.code().to_owned(), words(Text::new(*language)))).collect();
    let choice = |language: &Language| Choice {
        value: language.code().to_owned(),
        label: Text::new(*language).language_name().to_owned(),
        chosen: false,
    };
    let market = known.map(|known| known.name.clone()).unwrap_or_default();
    let known = known.map_or(Value::Null, |Known { name, unit, currency, log, language }| {
        json!({ "name": name, "unit": unit, "currency": currency, "log": log, "language": language.code() })
    });
    let page = Verifier {
        policy: policy(),
        title: Text::new(Language::default()).verify_title(),
        icon: format!("data:image/svg+xml;base64,{}", STANDARD.encode(asset("icon.svg"))),
        style: VERIFIER_STYLE,
        symbols: symbols(),
        market,
        languages: Language::ALL.iter().map(choice).collect(),
        noscript: Language::ALL.iter().map(|language| Text::new(*language).verify_noscript()).collect(),
        known: inside_script(&known),
        dictionary: inside_script(&Value::Object(dictionary)),
        script: VERIFIER_SCRIPT,
    };
    page.render()
}

/// Nothing from anywhere, and only this very script and this very style.
#[must_use]
pub fn policy() -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    format!(
        "default-src 'none'; script-src {}; style-src {}; img-src data: blob:; font-src data:; worker-src blob:; \
         base-uri 'none'; form-action 'none'",
        hash(VERIFIER_SCRIPT),
        hash(VERIFIER_STYLE)
    )
}

/// JSON that cannot end the element it stands in, whatever a market is called.
fn inside_script(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

fn asset(name: &str) -> &'static [u8] {
    ASSETS.iter().find(|asset| asset.name == name).map(|asset| asset.bytes).unwrap_or_default()
}

/// The drawings as symbols of the page itself: it can load no other file.
fn symbols() -> String {
    let sprite = String::from_utf8_lossy(asset("icons.svg"));
    let symbol = |name: &&str| {
        let start = sprite.find(&format!("<symbol id=\"{name}\""))?;
        let end = sprite.get(start..)?.find("</symbol>")? + "</symbol>".len();
        sprite.get(start..start + end).map(str::to_owned)
    };
    // The page has names of its own, which a drawing must not take.
    let found: String = DRAWINGS.iter().filter_map(symbol).map(|symbol| symbol.replacen("id=\"", "id=\"drawing-", 1)).collect();
    format!("<svg hidden aria-hidden=\"true\">{found}</svg>")
}

/// A drawing among the page's own symbols.
pub(super) fn symbol(name: &str) -> Svg {
    Svg(format!("<svg class=\"icon\" aria-hidden=\"true\"><use href=\"#drawing-{name}\"/></svg>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(name: &str) -> Known {
        let [name, unit, currency, log] = [name, "Ğ", "currency", "gune.test/market+0+0"].map(str::to_owned);
        Known { name, unit, currency, log, language: Language::default() }
    }

    #[test]
    fn it_carries_all_it_needs_and_asks_for_nothing() {
        let page = verifier(Some(&known("Marché d’été"))).expect("rendered");
        for outside in ["src=", "url(\"", "url('", "url(/", "@import", "http://"] {
            let outside_of_script = page.replace(VERIFIER_SCRIPT, "");
            assert!(!outside_of_script.contains(outside), "{outside}");
        }
        for name in DRAWINGS {
            assert!(page.contains(&format!("<symbol id=\"drawing-{name}\"")), "{name}");
        }
        let outside_of_script = page.replace(VERIFIER_SCRIPT, "");
        let mut ids: Vec<&str> = outside_of_script.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert!(ids.len() == count && count > 30, "each id stands once: {ids:?}");
        assert!(page.matches("Marché d’été").count() >= 2);
        assert!(!verifier(None).expect("rendered").contains("class=\"where\""));
    }

    #[test]
    fn no_name_ends_the_element_it_stands_in() {
        let page = verifier(Some(&known("</script><script>alert(1)</script>"))).expect("rendered");
        assert_eq!(page.matches("<script").count(), 3);
        assert_eq!(page.matches("</script").count(), 3);
    }
}
