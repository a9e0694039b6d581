//! The page that verifies a book, alone: one file with script, style, fonts and words in both languages, and no network.

use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::{Choice, Svg};
use crate::http::assets::{ASSETS, VERIFIER_SCRIPT, VERIFIER_STYLE};
use crate::text::{Language, REFUSALS, Text};

/// The file's name where a browser keeps it.
pub const FILE_NAME: &str = "gune-verifier.html";

/// The drawings that the page shows.
const DRAWINGS: [&str; 6] = ["book-open", "receipt-text", "scale", "shield-check", "triangle-alert", "clock"];

/// What the page knows of the market it comes from.
#[derive(Clone, Debug)]
pub struct Known {
    /// The market's name.
    pub name: String,
    /// Its currency (base58).
    pub currency: String,
    /// The log's verifier key line.
    pub log: String,
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
    let known =
        known.map_or(Value::Null, |Known { name, currency, log }| json!({ "name": name, "currency": currency, "log": log }));
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
fn policy() -> String {
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

/// Every word of the page in one language. Where a word takes something, its name stands in braces for the script.
fn words(text: Text) -> Value {
    let mut all: Map<String, Value> = fixed(text).into_iter().map(|(word, said)| (word.to_owned(), said.into())).collect();
    all.extend(filled(text).into_iter().map(|(word, said)| (word.to_owned(), said.into())));
    all.insert("reasons".to_owned(), Value::Object(reasons(text)));
    all.into()
}

fn fixed(text: Text) -> Vec<(&'static str, &'static str)> {
    vec![
        ("skip", text.skip()),
        ("language_label", text.language_label()),
        ("honest", text.honest()),
        ("foot", text.verify_foot()),
        ("title", text.verify_title()),
        ("lead", text.verify_lead()),
        ("book_title", text.verify_book_title()),
        ("book_choose", text.verify_book_choose()),
        ("book_hint", text.verify_book_hint()),
        ("kept", text.verify_kept()),
        ("kept_choose", text.verify_kept_choose()),
        ("kept_hint", text.verify_kept_hint()),
        ("right", text.verdict_right()),
        ("right_lead", text.verify_right_lead()),
        ("wrong", text.verdict_wrong()),
        ("entry_text", text.verify_entry_text()),
        ("people", text.verify_people()),
        ("members", text.verify_members()),
        ("dividends", text.verify_dividends()),
        ("supply", text.verify_supply()),
        ("sum", text.verify_sum()),
        ("entries", text.verify_entries()),
        ("payments", text.verify_payments()),
        ("erasures", text.verify_erasures()),
        ("opened", text.verify_opened()),
        ("until", text.verify_until()),
        ("key", text.verify_key()),
        ("took", text.verify_took()),
        ("head_first", text.verify_head_first()),
        ("head_last", text.verify_head_last()),
        ("words_hint", text.verify_head_words_hint()),
        ("met", text.verify_met()),
        ("unread", text.verify_unread()),
        ("receipt_title", text.verify_receipt_title()),
        ("receipt_lead", text.verify_receipt_lead()),
        ("receipt_text", text.verify_receipt_text()),
        ("receipt_text_hint", text.verify_receipt_text_hint()),
        ("receipt_file", text.verify_receipt_file()),
        ("receipt_do", text.verify_receipt_do()),
        ("key_line", text.verify_key_line()),
        ("key_line_hint", text.verify_key_line_hint()),
        ("key_bad", text.verify_key_bad()),
        ("receipt_false", text.verify_receipt_false()),
        ("receipt_no_code", text.verify_receipt_no_code()),
        ("receipt_in_book", text.verify_receipt_in_book()),
        ("receipt_other", text.verify_receipt_other()),
        ("receipt_longer", text.verify_receipt_longer()),
        ("receipt_from", text.receipt_from()),
        ("receipt_to", text.receipt_to()),
        ("receipt_amount", text.verify_receipt_amount()),
        ("receipt_kind", text.verify_receipt_kind()),
        ("receipt_head", text.verify_receipt_head()),
        ("compare_title", text.compare_title()),
        ("compare_lead", text.compare_lead()),
        ("compare_words", text.compare_words()),
        ("compare_words_hint", text.compare_words_hint()),
        ("compare_do", text.compare_do()),
        ("compare_absent", text.compare_absent()),
        ("compare_absent_hint", text.compare_absent_hint()),
        ("compare_first", text.verify_compare_first()),
    ]
}

fn filled(text: Text) -> [(&'static str, String); 15] {
    [
        ("market", text.verify_market("{market}")),
        ("progress", text.verify_progress("{done}", "{size}")),
        ("line", text.verdict_line("{line}", "{reason}")),
        ("before", text.verify_before("{line}")),
        ("seconds", text.verify_seconds("{seconds}")),
        ("other_market", text.verify_other_market("{market}")),
        ("receipt_true", text.receipt_true("{index}", "{when}")),
        ("compare_count", text.compare_count("{count}")),
        ("compare_unknown", text.compare_unknown("{position}", "{word}")),
        ("compare_found", text.compare_found("{size}", "{when}")),
        ("compare_almost", text.compare_almost("{position}")),
        ("compare_almost_hint", text.compare_almost_hint("{size}", "{when}", "{word}")),
        ("compare_entry", text.verify_compare_first_entry("{line}")),
        ("recent", text.on_weekday("{weekday}", text.clock("{hour}", "{minute}"))),
        ("dated", text.on_weekday("{weekday}", text.date_and_clock("{date}", text.clock("{hour}", "{minute}")))),
    ]
}

/// Why a book is wrong, by the codes of docs/protocol.md.
fn reasons(text: Text) -> Map<String, Value> {
    let rules =
        REFUSALS.iter().filter_map(|code| Some(((*code).to_owned(), text.wrong_rule(text.refusal(code)?.0, code).into())));
    let mut reasons: Map<String, Value> = rules.collect();
    let found = [
        ("no-book", text.verify_no_book()),
        ("missing", text.wrong_missing()),
        ("not-an-entry", text.wrong_shape()),
        ("malformed", text.wrong_document_whole()),
        ("bad-signature", text.wrong_signature()),
        ("log-key", text.wrong_log_key()),
        ("head-signature", text.wrong_head_signature()),
        ("head-root", text.wrong_root()),
        ("trailing", text.wrong_trailing()),
        ("sum", text.wrong_sum()),
    ];
    reasons.extend(found.map(|(code, said)| (code.to_owned(), said.into())));
    let kept = [
        ("remembered-other", text.wrong_forked("{file}")),
        ("remembered-longer", text.wrong_forgotten("{file}")),
        ("remembered-foreign", text.wrong_foreign("{file}")),
    ];
    reasons.extend(kept.map(|(code, said)| (code.to_owned(), said.into())));
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(name: &str) -> Known {
        Known { name: name.to_owned(), currency: "currency".to_owned(), log: "gune.test/market+0+0".to_owned() }
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

    #[test]
    fn every_word_the_page_asks_for_is_there_and_every_word_there_is_asked_for() {
        let Value::Object(french) = words(Text::new(Language::default())) else { panic!("an object") };
        let sources = [
            include_str!("../../../templates/verifier.html"),
            include_str!("../../../web/src/verifier/main.ts"),
            include_str!("../../../web/src/verifier/words.ts"),
            include_str!("../../../web/src/verifier/show.ts"),
            include_str!("../../../web/src/verifier/book-panel.ts"),
            include_str!("../../../web/src/verifier/receipt-panel.ts"),
            include_str!("../../../web/src/verifier/compare-panel.ts"),
        ];
        let asked = |before: &str| -> Vec<&str> {
            let parts = sources.iter().flat_map(move |source| source.split(before).skip(1).collect::<Vec<_>>());
            parts.filter_map(|rest| rest.split('"').next()).collect()
        };
        let asked: Vec<&str> = ["data-word=\"", "say(\"", "word: \""].iter().flat_map(|before| asked(before)).collect();
        assert!(asked.len() > 50, "{asked:?}");
        for word in &asked {
            assert!(french.contains_key(*word), "{word} is asked for and not there");
        }
        for word in french.keys().filter(|word| *word != "reasons") {
            assert!(asked.contains(&word.as_str()), "{word} is there and never asked for");
        }
    }

    #[test]
    fn every_rule_of_the_book_has_its_words() {
        let words = words(Text::new(Language::default()));
        for code in ["balance-too-small", "dividend-wrong", "no-book", "missing", "head-root", "remembered-other"] {
            assert!(words["reasons"][code].as_str().is_some_and(|text| text.len() > 10), "{code}");
        }
    }
}
