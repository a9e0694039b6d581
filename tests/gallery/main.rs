//! Every page, rendered with sample values: what must hold for all of them, and files to look at.
//!
//! `target/gallery/*.html` are written on every run; serve that folder with the built assets beside it to look at them.

mod curves;
mod values;

mod book;
mod person;
mod room;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use gune::text::Language;
use scraper::{ElementRef, Html, Selector};

/// One page of the gallery.
pub struct Shown {
    /// The file's name.
    pub name: String,
    /// Its language.
    pub language: Language,
    /// Its markup.
    pub html: String,
}

#[rustfmt::skip]
const KINDS: [&str; 12] = [
    "opening", "joining", "admission", "departure", "door", "key", "revocation", "payment", "tempo", "erasure",
    "listing", "withdrawal",
];
const STATES: [&str; 9] = ["idle", "signing", "sending", "waiting", "sent", "refused", "no-key", "no-storage", "receipt-bad"];

fn all() -> Vec<(Shown, Html)> {
    let pages = Language::ALL
        .iter()
        .flat_map(|language| [person::pages, room::pages, book::pages].into_iter().flat_map(|pages| pages(*language)));
    pages.map(|shown| (Html::parse_document(&shown.html), shown)).map(|(html, shown)| (shown, html)).collect()
}

fn find<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(selector).expect("a selector of this file")).collect()
}

#[test]
fn every_page_is_sound_and_names_its_language() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../gallery");
    fs::create_dir_all(&folder).expect("the target folder can be written");
    for (shown, html) in all() {
        fs::write(folder.join(format!("{}.html", shown.name)), &shown.html).expect("the target folder can be written");
        let name = &shown.name;
        let errors: Vec<_> = html.errors.iter().filter(|error| !error.contains("self-closing")).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        assert_eq!(find(&html, &format!("html[lang={}]", shown.language.code())).len(), 1, "{name}");
        assert_eq!(find(&html, "h1").len(), 1, "{name}: one h1");
        assert_eq!(find(&html, "main#main").len(), 1, "{name}: one main");
        assert_eq!(
            find(&html, "title")
                .iter()
                .filter(|title| title
                    .parent()
                    .is_some_and(|parent| parent.value().as_element().is_some_and(|element| element.name() == "head")))
                .count(),
            1,
            "{name}"
        );
        let body = "body[data-currency][data-log][data-now][data-account][data-language]";
        assert_eq!(find(&html, body).len(), 1, "{name}: what the scripts need");
    }
}

#[test]
fn no_page_holds_what_the_content_policy_refuses() {
    for (shown, html) in all() {
        let name = &shown.name;
        assert!(find(&html, "style, [style], script:not([src]), [onclick], [onsubmit], iframe").is_empty(), "{name}");
        for loaded in find(&html, "script, link, img, use") {
            let from = ["src", "href"].into_iter().find_map(|name| loaded.value().attr(name)).unwrap_or_default();
            let own = from.starts_with('/') || (from.starts_with('#') && find(&html, from).len() == 1);
            assert!(own, "{name}: {from} is asked for elsewhere");
        }
    }
}

#[test]
fn everything_one_fills_in_has_a_name_and_every_mark_is_its_own() {
    for (shown, html) in all() {
        let name = &shown.name;
        let ids: Vec<&str> = find(&html, "[id]").iter().filter_map(|element| element.value().id()).collect();
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{name}: an id stands twice in {ids:?}");
        for input in find(&html, "input:not([type=hidden]), select, textarea") {
            let labelled = input.value().id().is_some_and(|id| !find(&html, &format!("label[for=\"{id}\"]")).is_empty());
            let inside = input.ancestors().any(|node| node.value().as_element().is_some_and(|element| element.name() == "label"));
            assert!(labelled || inside, "{name}: {} has no label", input.html());
        }
        for attribute in ["aria-labelledby", "aria-describedby", "for"] {
            for element in find(&html, &format!("[{attribute}]")) {
                for id in element.value().attr(attribute).unwrap_or_default().split(' ') {
                    assert!(unique.contains(id), "{name}: {attribute}={id} leads nowhere");
                }
            }
        }
        for element in find(&html, "button, a, h1, h2, h3, summary, label, legend, option, dt") {
            let words: String = element.text().collect();
            let named = !words.trim().is_empty() || element.value().attr("aria-label").is_some();
            assert!(named, "{name}: {} says nothing", element.html());
        }
    }
}

#[test]
fn every_form_to_sign_shows_exactly_one_state() {
    let mut kinds = BTreeSet::new();
    for (shown, html) in all() {
        for form in find(&html, "form[data-sign]") {
            let kind = form.value().attr("data-sign").unwrap_or_default();
            assert!(KINDS.contains(&kind), "{}: {kind}", shown.name);
            kinds.insert(kind.to_owned());
            let states = Selector::parse("[data-state]").expect("a selector of this file");
            let states: Vec<_> = form.select(&states).collect();
            for state in STATES {
                let same = states.iter().filter(|element| element.value().attr("data-state") == Some(state)).count();
                assert_eq!(same, 1, "{}: {kind} has {same} {state}", shown.name);
            }
            let open: Vec<_> = states.iter().filter(|element| element.value().attr("hidden").is_none()).collect();
            assert_eq!(open.len(), 1, "{}: {kind}", shown.name);
            let refusal = Selector::parse("[data-refusal][role=alert][hidden]").expect("a selector of this file");
            assert_eq!(form.select(&refusal).count(), 1, "{}: {kind}", shown.name);
        }
    }
    for kind in KINDS.iter().filter(|kind| **kind != "key") {
        assert!(kinds.contains(*kind), "no page signs {kind}");
    }
}
