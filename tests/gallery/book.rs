//! The pages of the book: its entries, its accounts, its check words compared.

use gune::http::page::book::{Account, AccountLine, Accounts, Book, Entries, Entry, Figure, Line, WitnessLine};
use gune::http::page::chart::{Chart, Point, Shape};
use gune::http::page::compare::{Compare, FoundHead, Verdict};
use gune::http::page::{Person, Tab};
use gune::market::Watch;
use gune::text::{Language, Text};

use crate::Shown;
use crate::curves::{series, steps};
use crate::values::*;

/// Everything that shows the book, in one language.
pub fn pages(language: Language) -> Vec<Shown> {
    let document = document();
    let text = Text::new(language);
    let it = Sample { text, dividends: true };
    let mut shown = Vec::new();
    let mut show = |name: &str, html: Result<String, askama::Error>| {
        let html = html.expect("templates of ready values cannot fail");
        shown.push(Shown { name: format!("{name}.{}", language.code()), language, html });
    };
    use askama::Template as _;

    let label = |value: f64| text.integer(value as u64);
    let figure = |id: &str, title: &str, points: &[Point], shape| Figure {
        title: title.into(),
        chart: Chart { id, title, description: title, points, shape, ends: ("14 h", "17 h"), label: &label }.draw(),
        head: vec!["Rang".into(), title.into()],
        rows: points.iter().map(|point| vec![format!("{:.0}", point.0), label(point.1)]).collect(),
    };
    let book = |size, entries| Book {
        page: it.frame(Tab::Book),
        size,
        root: "qL9vY2Zb0fJt0T9o1s3m5w7y9A1C3E5G7I9K1M3O5Q8=".into(),
        words: it.words(),
        when: text.ago(NOW - 70, NOW),
        watch: Watch { registered: 31, current: 27 },
        supply: it.money(20_839_500),
        members: 24,
        dividend: it.money(DIVIDEND),
        mean: it.money(868_300),
        charts: vec![
            figure("supply", text.supply(), &series(1.08), Shape::Step),
            figure("members", text.members(), &steps(), Shape::Step),
            figure("dividend", text.dividend_long(), &series(1.05), Shape::Step),
        ],
        witnesses: vec![
            WitnessLine { says: text.witness_cosigned("1215", "temoin.lille.example", text.ago(NOW - 3, NOW)), trouble: None },
            WitnessLine {
                says: text.witness_cosigned("1190", "gune.local/9f3c01aa", text.ago(NOW - 1300, NOW)),
                trouble: Some(text.witness_away(text.day_and_hour(NOW - 1290, &jiff::tz::TimeZone::UTC))),
            },
        ],
        entries: it.lines(entries),
        address: "http://192.168.1.20:8017".into(),
    };
    show("book", book(1215, 8).render());
    show(
        "entries",
        Entries {
            page: it.frame(Tab::Book),
            size: 1215,
            entries: it.lines(25),
            newer: Some("/book/entries".into()),
            older: Some("/book/entries?before=1100".into()),
        }
        .render(),
    );
    show("entries-none", Entries { page: it.frame(Tab::Book), size: 0, entries: vec![], newer: None, older: None }.render());
    let entry = |line: Line, erased| Entry {
        page: it.frame(Tab::Book),
        line,
        entry: format!(
            "at: 2026-11-28T14:03:12Z\n{document}signature: 9f+QmV9w3mXcJd9eLpZs6aGtFxVb1NyKoMi5vT8kQm3nYb4uXw9w3mXcJd9eLpZs6aGtFxVb1NyKoMi==\n"
        ),
        personal: vec![("memo".into(), "merci, il est délicieux".into())],
        erased,
        people: vec![it.person(0), it.person(11)],
        proof: "c2sp.org/tlog-proof@v1\nindex 214\n".into(),
        before: Some(213),
        after: Some(215),
    };
    show("entry", entry(it.lines(1).remove(0), 0).render());
    show("entry-dividend", entry(it.lines(2).remove(1), 2).render());
    let account = |place: usize| AccountLine {
        person: if place == 5 { Person { name: it.person(0).short, ..it.person(0) } } else { it.person(place) },
        member: place % 6 != 5,
        organiser: place == 0,
        balance: it.money(145_120 / (place as u64 + 1)),
    };
    show(
        "accounts",
        Accounts {
            page: it.frame(Tab::Book),
            count: 31,
            members: 24,
            accounts: (0..31).map(account).collect(),
            more: Some("/book/accounts?after=5vT8".into()),
        }
        .render(),
    );
    show(
        "account",
        Account {
            page: it.frame(Tab::Book),
            account: account(11),
            mine: false,
            since: text.ago(NOW - 9000, NOW),
            movements: it.movements(6),
            older: Some("/book/account/x?before=3".into()),
            listings: it.tiles(4),
            size: 214,
            words: it.words(),
        }
        .render(),
    );
    show(
        "account-empty",
        Account {
            page: it.frame(Tab::Book),
            account: account(5),
            mine: true,
            since: text.ago(NOW - 9000, NOW),
            movements: vec![],
            older: None,
            listings: vec![],
            size: 214,
            words: it.words(),
        }
        .render(),
    );

    let head = || FoundHead { size: 27, when: "28 novembre 2026, 14 h 03".into(), since: 187 };
    for (name, typed, verdict) in [
        ("compare", "", Verdict::Nothing),
        ("compare-count", "abeille jardin", Verdict::Count(2)),
        ("compare-unknown", "abeille jardin zorglub", Verdict::Unknown { position: 3, word: "zorglub".into() }),
        ("compare-found", "abeille jardin fenetre ruisseau potager lanterne", Verdict::Found(head())),
        ("compare-almost", "abei jard fene ruis pota abandon", Verdict::Almost { head: head(), position: 6, word: "lanterne" }),
        ("compare-absent", "abeille jardin fenêtre ruisseau potager abolir", Verdict::Absent),
    ] {
        let (page, words, typed) = (it.frame(Tab::Book), it.words(), typed.to_owned());
        show(name, Compare { page, words, size: 214, typed, verdict }.render());
    }
    shown
}
