//! The pages of the whole room: the wall, the desk, what goes wrong.

use gune::http::page::balances::Balances;
use gune::http::page::chart::{Point, Shape, sparkline};
use gune::http::page::failure::{Broken, Missing, Refusal, Unopened};
use gune::http::page::organise::{Opened, Organise, RuleChoices, Wizard};
use gune::http::page::wall::{Exchange, Gauge, Poster, Projector, Wifi};
use gune::http::page::{Frame, Tab};
use gune::text::{Language, Text};

use crate::Shown;
use crate::curves::{series, steps, wanderers};
use crate::values::*;

/// The pages of everybody and of the organiser, in one language.
pub fn pages(language: Language) -> Vec<Shown> {
    let text = Text::new(language);
    let it = Sample { text, dividends: true };
    let mut shown = Vec::new();
    let mut show = |name: &str, html: Result<String, askama::Error>| {
        let html = html.expect("templates of ready values cannot fail");
        shown.push(Shown { name: format!("{name}.{}", language.code()), language, html });
    };
    use askama::Template as _;

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
        hint: text.balances_hint(),
        waits: (!full).then(|| text.balances_waits()),
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
