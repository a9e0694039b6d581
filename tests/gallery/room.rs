//! The pages of the whole room: the book, the wall, the desk, what goes wrong.

use gune::http::page::book::{Account, AccountLine, Accounts, Book, Entries, Entry, Figure, Line, WitnessLine};
use gune::http::page::chart::{Balances, Chart, Point, Shape, sparkline};
use gune::http::page::compare::{Compare, FoundHead, Verdict};
use gune::http::page::failure::{Broken, Missing, Refusal, Unopened};
use gune::http::page::organise::{Opened, Organise, RuleChoices, Wizard};
use gune::http::page::wall::{Exchange, Gauge, Poster, Projector, Wifi};
use gune::http::page::{Frame, Person, Tab};
use gune::market::Watch;
use gune::text::{Language, Text};

use crate::Shown;
use crate::values::*;

pub fn series(growth: f64) -> Vec<Point> {
    (0..60).map(|rank| (f64::from(rank), 100.0 * growth.powi(rank))).collect()
}

pub fn steps() -> Vec<Point> {
    [(0, 4), (8, 9), (14, 15), (25, 20), (31, 22), (40, 24), (59, 24)]
        .map(|(rank, members)| (f64::from(rank), f64::from(members)))
        .to_vec()
}

pub fn wanderers(count: u32) -> Vec<(bool, Vec<Point>)> {
    let mut seed = 7_u32;
    let mut random = move || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(seed >> 8) / f64::from(1 << 24) - 0.5
    };
    let wanderer = |person: u32| {
        let late = person % 7 == 6;
        let start = if late { 14 + person } else { 0 };
        let mut share = if late { 0.05 } else { 1.0 + random() * 1.2 };
        let points = (start..=60).map(|rank| {
            share = (share + (1.0 - share) * 0.04 + random() * 0.22).max(0.03);
            (f64::from(rank), share)
        });
        (late, points.collect())
    };
    (0..count).map(wanderer).collect()
}

/// The pages of everybody and of the organiser, in one language.
pub fn pages(language: Language) -> Vec<Shown> {
    let document = document();
    let text = Text::new(language);
    let it = Sample { text, dividends: true };
    let _units = Sample { text, dividends: false };
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

    let people = wanderers(24);
    let without: Vec<Point> = (0..=60).map(|rank| (f64::from(rank), 1.0 - 0.8 * 0.93_f64.powi(rank))).collect();
    let share = |value: f64| text.percent((value * 1e9) as u64);
    let rank = |value: f64| format!("{} {value:.0}", text.dividend_short());
    let balances = Balances {
        title: text.balances_title(),
        description: text.balances_description(),
        lines: &people,
        without: &without,
        legend: (text.balances_mean(), text.balances_without()),
        label: &share,
        rank: &rank,
    }
    .draw();
    let gauge = |title: &str, number: &str, unit: &str, spark| Gauge {
        title: title.into(),
        number: number.into(),
        unit: unit.into(),
        spark,
    };
    let exchange = |place: usize| Exchange {
        from: NAMES[place].into(),
        to: NAMES[place + 1].into(),
        what: GOODS[place].0.into(),
        amount: it.money(2260 + 1500 * place as u64),
    };
    let projector = |full: bool| Projector {
        page: Frame { demo: !full, ..it.frame(Tab::None) },
        next: if full { it.next() } else { None },
        paused: true,
        tiles: vec![
            gauge(text.supply(), &text.integer(208_395_u64), "Ğ", sparkline(&series(1.06), Shape::Line)),
            gauge(text.per_head(), &text.integer(8683_u64), "Ğ", sparkline(&series(1.05), Shape::Line)),
            gauge(text.dividend_long(), "541,9", "Ğ", sparkline(&series(1.07), Shape::Step)),
            gauge(text.members(), "24", "", sparkline(&steps(), Shape::Step)),
        ],
        balances: balances.clone(),
        qr: it.code("http://192.168.1.20:8017"),
        address: "192.168.1.20:8017".into(),
        wifi: full.then(|| "Maison des associations".into()),
        exchanges: if full { (0..5).map(exchange).collect() } else { vec![] },
        needs: if full {
            vec![
                ("Quelqu’un pour réparer mon grille-pain".into(), "Samir".into()),
                ("Une remorque à vélo, dimanche".into(), "Odile".into()),
            ]
        } else {
            vec![]
        },
        size: 214,
        words: it.words(),
    };
    show("projector", projector(true).render());
    show("projector-empty", projector(false).render());
    let poster = |wifi: bool| Poster {
        page: it.frame(Tab::Organise),
        place: "Roubaix, La Condition publique".into(),
        qr: it.code("http://192.168.1.20:8017"),
        address: "http://192.168.1.20:8017".into(),
        wifi: wifi.then(|| Wifi {
            name: "gune".into(),
            password: "bonjour-2026".into(),
            qr: it.code("WIFI:T:WPA;S:gune;P:bonjour-2026;;"),
        }),
        size: 6,
        when: "28 novembre 2026, 14 h 03".into(),
        words: it.words(),
    };
    show("poster", poster(true).render());
    show("poster-plain", poster(false).render());

    let growths = it.choices(
        &[
            ("50000000", text.growth_each(text.percent(50_000_000))),
            ("100000000", text.growth_each(text.percent(100_000_000))),
            ("2382304", text.growth_g1(text.percent(2_382_304))),
        ],
        "100000000",
    );
    let reevaluations = it.choices(&[("3600", text.duration(3600)), ("86400", text.duration(86400))], "3600");
    let rules = vec![
        RuleChoices { name: "ratio".into(), growths: growths.clone(), reevaluations: Vec::new() },
        RuleChoices { name: "g1".into(), growths, reevaluations },
    ];
    show("wizard", Wizard { page: it.unopened(), periods: it.periods(), rules, ends: it.ends(), afters: it.afters() }.render());
    show(
        "opened",
        Opened {
            page: it.frame(Tab::Organise),
            words: it.words(),
            size: 3,
            when: it.when(60).date,
            address: "http://192.168.1.20:8017".into(),
            open: true,
        }
        .render(),
    );
    let organise = |waiting: usize, members: usize, phase: &str| Organise {
        page: it.frame(Tab::Organise),
        open: waiting == 0,
        phase: phase.into(),
        next: if phase == "running" { it.next() } else { None },
        tempo: text.tempo_running_until(text.every(600), "28 novembre 2026, 18 h 00"),
        period: 600,
        end: "2026-11-28T17:00:00Z".into(),
        after: "86400".into(),
        periods: it.periods(),
        ends: it.ends(),
        afters: it.afters(),
        waiting: (0..waiting).map(|place| it.person(place + 9)).collect(),
        members: (0..members).map(|place| it.person(place)).collect(),
        left: (0..members / 12).map(|place| it.person(place + 30)).collect(),
        wifi_name: "gune".into(),
        wifi_password: String::new(),
    };
    show("organise", organise(3, 24, "running").render());
    show("organise-quiet", organise(0, 0, "paused").render());
    show("organise-closed", organise(0, 3, "closed").render());

    let (what, why, now) = text.refusal("balance-too-small").expect("this refusal has words");
    show(
        "refusal",
        Refusal {
            page: it.frame(Tab::None),
            code: "balance-too-small".into(),
            what: what.into(),
            why: why.into(),
            now: now.into(),
        }
        .render(),
    );
    show("missing", Missing { page: it.visitor() }.render());
    show("broken", Broken { page: it.visitor() }.render());
    show("unopened", Unopened { page: it.unopened() }.render());
    shown
}
