//! Every word of the page that verifies a book, for its script.

use serde_json::{Map, Value};

use crate::text::{REFUSALS, Text};

/// Every word of the page in one language. Where a word takes something, its name stands in braces for the script.
pub(super) fn words(text: Text) -> Value {
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
        ("back", text.check_title()),
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
        ("receipt_looking", text.verify_receipt_looking()),
        ("receipt_no_code", text.verify_receipt_no_code()),
        ("receipt_compare", text.verify_receipt_compare()),
        ("receipt_compare_hint", text.verify_receipt_compare_hint()),
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
    use crate::text::Language;

    #[test]
    fn every_word_the_page_asks_for_is_there_and_every_word_there_is_asked_for() {
        let Value::Object(french) = words(Text::new(Language::default())) else { panic!("an object") };
        let sources = [
            include_str!("../../../../templates/verifier.html"),
            include_str!("../../../../web/src/verifier/main.ts"),
            include_str!("../../../../web/src/verifier/words.ts"),
            include_str!("../../../../web/src/verifier/show.ts"),
            include_str!("../../../../web/src/verifier/book-panel.ts"),
            include_str!("../../../../web/src/verifier/receipt-panel.ts"),
            include_str!("../../../../web/src/verifier/compare-panel.ts"),
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
