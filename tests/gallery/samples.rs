//! What the gallery's pages show: a workshop in full swing, a market that has just opened, names that are too long.

use gune::http::page::book::{Account, AccountLine, Accounts, Book, Entries, Entry, Figure, Line};
use gune::http::page::chart::{Balances, Chart, Point, Shape, sparkline};
use gune::http::page::door::{Card, Door, Restore, Waiting};
use gune::http::page::failure::{Broken, Missing, Refusal, Unopened};
use gune::http::page::market::{Listing, Market, Offer};
use gune::http::page::me::{Explained, Key, Me, Movement};
use gune::http::page::organise::{Opened, Organise, RuleChoices, Wizard};
use gune::http::page::pay::{Collect, Pay, PayEntry, Receipt, Refund};
use gune::http::page::qr::qr;
use gune::http::page::wall::{Exchange, Gauge, Poster, Projector, Wifi};
use gune::http::page::{Choice, Frame, Next, Person, Svg, Tab, Tile};
use gune::text::{Amounts, Language, Money, Text};

const NOW: u64 = 1_795_871_000;
const DIVIDEND: u64 = 1130;
const ADDRESS: &str = "5vT8kQm3nYb4uXw7hRq2cJd9eLpZs6aGtFxVb1NyKoMi";
const CURRENCY: &str = "9w3mXcJd9eLpZs6aGtFxVb1NyKoMi5vT8kQm3nYb4uXw";
const NAMES: [&str; 12] = [
    "Inès",
    "Yacine",
    "Maëlle",
    "Côme",
    "Odile",
    "Samir",
    "Lucie",
    "Chiara",
    "Paul",
    "Nadia",
    "Tom",
    "Marie-Antoinette de la Tour-Saint-Jean",
];
const GOODS: [(&str, &str, &str, u64); 10] = [
    ("Pain de campagne au levain", "food", "offer", 2260),
    ("Miel de châtaignier, 500 g", "food", "offer", 7345),
    ("Vélo de ville révisé, avec panier, antivol et deux chambres à air neuves", "objects", "offer", 107_350),
    ("Cours de guitare, 1 h", "culture", "offer", 15_820),
    ("Plants de tomates anciennes", "garden", "gift", 0),
    ("Quelqu’un pour réparer mon grille-pain", "skills", "want", 3390),
    ("Manteau en laine, 6 ans", "children", "swap", 0),
    ("Porter une armoire samedi matin", "other", "help", 0),
    ("Robe à fleurs", "clothes", "offer", 9040),
    ("Soupe du jour", "food", "libre", 0),
];

/// One page of the gallery.
pub struct Shown {
    /// The file's name.
    pub name: String,
    /// Its language.
    pub language: Language,
    /// Its markup.
    pub html: String,
}

/// The makers of sample values in one language.
struct Sample {
    text: Text,
    dividends: bool,
}

impl Sample {
    fn money(&self, hundredths: u64) -> Money {
        let amounts = Amounts { text: self.text, unit: "Ğ".into(), dividend: DIVIDEND, in_dividends: self.dividends };
        amounts.show(hundredths)
    }

    fn frame(&self, tab: Tab) -> Frame {
        Frame {
            text: self.text,
            market: "Atelier de la Maison des associations".into(),
            currency: CURRENCY.into(),
            unit: "Ğ".into(),
            log: "atelier.test+00000000+AAAA".into(),
            account: ADDRESS.into(),
            balance: Some(self.money(145_120)),
            in_dividends: self.dividends,
            now: NOW,
            path: "/market?category=food&sort=offer".into(),
            tab,
            organiser: tab == Tab::Organise,
            demo: false,
        }
    }

    fn visitor(&self) -> Frame {
        Frame { balance: None, account: String::new(), ..self.frame(Tab::None) }
    }

    fn unopened(&self) -> Frame {
        Frame { market: String::new(), currency: String::new(), ..self.visitor() }
    }

    fn person(&self, place: usize) -> Person {
        Person { name: NAMES[place % NAMES.len()].into(), address: ADDRESS.into(), short: "5vT8…KoMi:c3p".into() }
    }

    fn next(&self) -> Option<Next> {
        Some(Next { due: NOW + 222, remains: self.text.countdown(222) })
    }

    fn tile(&self, place: usize) -> Tile {
        let (title, category, sort, price) = GOODS[place % GOODS.len()];
        Tile {
            id: format!("listing{place}"),
            title: title.into(),
            sort: if sort == "libre" { "offer".into() } else { sort.into() },
            category: category.into(),
            price: (price > 0).then(|| self.money(price)),
            libre: sort == "libre",
            photo: None,
            who: NAMES[place % NAMES.len()].into(),
            ago: self.text.ago(NOW - 200 * place as u64, NOW),
            new: place < 2,
            closed: place == 8,
        }
    }

    fn tiles(&self, count: usize) -> Vec<Tile> {
        (0..count).map(|place| self.tile(place)).collect()
    }

    fn choices(&self, values: &[(&str, String)], chosen: &str) -> Vec<Choice> {
        let choice =
            |(value, label): &(&str, String)| Choice { value: (*value).into(), label: label.clone(), chosen: *value == chosen };
        values.iter().map(choice).collect()
    }

    fn categories(&self, all: bool) -> Vec<Choice> {
        let names = ["", "food", "skills", "objects", "clothes", "culture", "garden", "children", "other"];
        let values: Vec<_> = names
            .iter()
            .skip(usize::from(!all))
            .map(|name| (*name, self.text.category_name(if name.is_empty() { "all" } else { name })))
            .collect();
        self.choices(&values, if all { "" } else { "food" })
    }

    fn sorts(&self, all: bool) -> Vec<Choice> {
        let names = ["", "offer", "want", "gift", "swap", "help"];
        let values: Vec<_> = names
            .iter()
            .skip(usize::from(!all))
            .map(|name| (*name, self.text.sort_name(if name.is_empty() { "all" } else { name })))
            .collect();
        self.choices(&values, if all { "" } else { "offer" })
    }

    fn periods(&self) -> Vec<Choice> {
        let mut values: Vec<_> = [("60", 60), ("300", 300), ("600", 600), ("900", 900), ("3600", 3600)]
            .map(|(value, seconds)| (value, self.text.each(self.text.duration(seconds))))
            .to_vec();
        values.push(("86400", self.text.every_day().into()));
        self.choices(&values, "600")
    }

    fn ends(&self) -> Vec<Choice> {
        self.choices(
            &[("", self.text.no_end().into()), ("2026-11-28T17:00:00Z", self.text.clock("18", "00"))],
            "2026-11-28T17:00:00Z",
        )
    }

    fn afters(&self) -> Vec<Choice> {
        self.choices(&[("", self.text.no_after().into()), ("86400", self.text.every_day().into())], "86400")
    }

    fn movements(&self, count: u64) -> Vec<Movement> {
        let movement = |place: u64| Movement {
            index: 214 - place,
            incoming: place % 3 != 1,
            dividend: place.is_multiple_of(3),
            refund: place % 7 == 5,
            title: if place.is_multiple_of(3) {
                format!("{} n° {}", self.text.dividend_long(), 30 - place)
            } else {
                NAMES[(place * 5 % 12) as usize].into()
            },
            memo: (place % 3 == 1).then(|| "merci pour le pain et pour la conversation".into()),
            when: self.text.ago(NOW - place * 400, NOW),
            amount: self.money(1130 + place * 977),
        };
        (0..count).map(movement).collect()
    }

    fn lines(&self, count: u64) -> Vec<Line> {
        let kinds = ["payment", "dividend", "admission", "joining", "key"];
        let says = [
            "Maëlle paie Marie-Antoinette de la Tour-Saint-Jean",
            "24 membres créent chacun 11,30 Ğ",
            "Yacine fait entrer Nadia",
            "Nadia arrive",
            "Nadia autorise un téléphone, jusqu’à 30 DU par jour",
        ];
        let line = |place: u64| Line {
            index: 1214 - place,
            kind: kinds[(place % 5) as usize].into(),
            says: says[(place % 5) as usize].into(),
            when: self.text.ago(NOW - place * 100, NOW),
            amount: (place % 5 < 2).then(|| self.money(27_120)),
        };
        (0..count).map(line).collect()
    }

    fn words(&self) -> Vec<String> {
        ["abeille", "jardin", "fenêtre", "ruisseau", "potager", "lanterne"].map(Into::into).to_vec()
    }

    fn code(&self, content: &str) -> Svg {
        qr(content, content).expect("short enough for a code")
    }
}

fn series(growth: f64) -> Vec<Point> {
    (0..60).map(|rank| (f64::from(rank), 100.0 * growth.powi(rank))).collect()
}

fn steps() -> Vec<Point> {
    [(0, 4), (8, 9), (14, 15), (25, 20), (31, 22), (40, 24), (59, 24)]
        .map(|(rank, members)| (f64::from(rank), f64::from(members)))
        .to_vec()
}

fn wanderers(count: u32) -> Vec<(bool, Vec<Point>)> {
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

/// Every page, in one language.
pub fn pages(language: Language) -> Vec<Shown> {
    let text = Text::new(language);
    let it = Sample { text, dividends: true };
    let units = Sample { text, dividends: false };
    let mut shown = Vec::new();
    let mut show = |name: &str, html: Result<String, askama::Error>| {
        let html = html.expect("templates of ready values cannot fail");
        shown.push(Shown { name: format!("{name}.{}", language.code()), language, html });
    };
    use askama::Template as _;

    let door = |open, grant: Option<&str>| Door {
        page: it.visitor(),
        place: "Roubaix, La Condition publique".into(),
        members: 23,
        open,
        grant: grant.map(Into::into),
    };
    show("door", door(true, Some("10\u{a0}Ğ")).render());
    show("door-shut", door(false, None).render());
    show("waiting", Waiting { page: it.visitor(), name: "Inès".into(), short: "5vT8…KoMi:c3p".into() }.render());
    show("restore", Restore { page: it.visitor() }.render());
    show(
        "card",
        Card {
            page: it.frame(Tab::Me),
            name: "Inès".into(),
            short: "5vT8…KoMi:c3p".into(),
            address: "http://192.168.1.20:8017".into(),
        }
        .render(),
    );

    let explained = |rule: &str| Explained {
        rule: rule.into(),
        amount: "11,30\u{a0}Ğ".into(),
        members: 24,
        supply: "2\u{202f}712".into(),
        mean: "113".into(),
        growth: text.percent(100_000_000),
        first: "10\u{a0}Ğ".into(),
        steps: vec!["M/N = 2 712 ÷ 24 = 113".into(), "c × M/N = 10 % × 113 = 11,30".into()],
        period: text.percent(100_000_000),
        share: text.percent(1_284_000_000),
    };
    let me = |page, movements, listings, member| Me {
        page,
        name: "Inès".into(),
        address: ADDRESS.into(),
        short: "5vT8…KoMi:c3p".into(),
        member,
        balance: it.money(145_120),
        next: if member { it.next() } else { None },
        dividend: explained("ratio"),
        movements: it.movements(movements),
        statement: format!("/book/account/{ADDRESS}"),
        listings: it.tiles(listings),
        keys: vec![
            Key {
                key: ADDRESS.into(),
                short: "7hRq…8dKo".into(),
                since: text.ago(NOW - 7000, NOW),
                limit: Some("30\u{a0}DU par jour".into()),
                organises: false,
                revoked: false,
            },
            Key {
                key: ADDRESS.into(),
                short: "3nYb…4uXw".into(),
                since: text.ago(NOW - 700_000, NOW),
                limit: None,
                organises: true,
                revoked: true,
            },
        ],
    };
    show("me", me(it.frame(Tab::Me), 8, 3, true).render());
    show("me-empty", me(it.frame(Tab::Me), 0, 0, false).render());
    let banners = me(it.frame(Tab::Me), 3, 1, true).render().map(|html| {
        html.replace("data-variant=\"red\" hidden", "data-variant=\"red\"")
            .replace("data-variant=\"green\" hidden", "data-variant=\"green\"")
    });
    show("me-banners", banners);

    let market = |page, count: usize, search: &str| Market {
        page,
        members: 24,
        count: 61,
        next: it.next(),
        category: String::new(),
        sort: String::new(),
        search: search.into(),
        categories: it.categories(true),
        sorts: it.sorts(true),
        tiles: it.tiles(count),
        more: (count > 10).then(|| "/market?page=2".into()),
    };
    show("market", market(it.frame(Tab::Market), 18, "").render());
    show("market-nothing", market(it.visitor(), 0, "girafe").render());
    show("market-empty", market(Frame { demo: true, ..units.frame(Tab::Market) }, 0, "").render());
    let listing = |tile: Tile, mine| Listing {
        page: it.frame(Tab::Market),
        tile,
        lines: vec![
            "Farine du moulin d’à côté, levain de trois ans.".into(),
            "À retirer au stand, ou livré à vélo le soir.".into(),
        ],
        quantity: 3,
        stand: Some("12".into()),
        owner: it.person(2),
        mine,
    };
    show("listing", listing(it.tile(0), false).render());
    show("listing-mine", listing(it.tile(9), true).render());
    show("listing-closed", listing(it.tile(8), false).render());
    let price_in =
        ["units", "UD", "libre", ""].map(|kind| (kind, text.price_in(if kind.is_empty() { "none" } else { kind }, "Ğ")));
    let offer = |replaces: &str| Offer {
        page: it.frame(Tab::Offer),
        replaces: replaces.into(),
        title: String::new(),
        text: String::new(),
        price: String::new(),
        quantity: 1,
        stand: String::new(),
        photo: String::new(),
        sorts: it.sorts(false),
        categories: it.categories(false),
        price_in: it.choices(&price_in, "UD"),
        dividend: units.money(DIVIDEND),
    };
    show("offer", offer("").render());
    show("offer-change", offer("listing3").render());

    show(
        "pay-entry",
        PayEntry { page: it.frame(Tab::Pay), unknown: String::new(), recent: (0..3).map(|place| it.person(place)).collect() }
            .render(),
    );
    show("pay-entry-unknown", PayEntry { page: it.frame(Tab::Pay), unknown: "k7mq".into(), recent: vec![] }.render());
    let document = format!(
        "gune/1 payment\ncurrency: {CURRENCY}\naccount: {ADDRESS}\nkey: {ADDRESS}\nnumber: 1764338592123\nto: {ADDRESS} 73.45\n"
    );
    let pay = |payee, fixed: Option<Money>, missing: Option<&str>| Pay {
        page: it.frame(Tab::Pay),
        payee,
        amount: if fixed.is_some() { "6,5".into() } else { String::new() },
        dividend: DIVIDEND,
        counted_in_dividends: true,
        memo: String::new(),
        listing: fixed.as_ref().map(|_| ("listing1".into(), "Miel de châtaignier, 500 g".into())),
        fixed,
        libre: false,
        missing: missing.map(Into::into),
        document: document.clone(),
    };
    show("pay", pay(it.person(1), Some(it.money(7345)), None).render());
    show("pay-short", pay(it.person(11), None, Some("12,4\u{a0}DU")).render());
    show(
        "collect",
        Collect {
            page: it.frame(Tab::Pay),
            me: it.person(0),
            amount: "6,5".into(),
            asked: Some(it.money(7345)),
            memo: "miel".into(),
            qr: it.code("http://192.168.1.20:8017/pay?to=5vT8kQm3nYb4uXw7hRq2cJd9eLpZs6aGtFxVb1NyKoMi&amount=73.45"),
            link: format!("http://192.168.1.20:8017/pay?to={ADDRESS}&amount=73.45"),
            code: "k7mq".into(),
        }
        .render(),
    );
    show(
        "collect-open",
        Collect {
            page: it.frame(Tab::Pay),
            me: it.person(0),
            amount: String::new(),
            asked: None,
            memo: String::new(),
            qr: it.code("http://192.168.1.20:8017/pay?to=5vT8"),
            link: format!("http://192.168.1.20:8017/pay?to={ADDRESS}"),
            code: "k7mq".into(),
        }
        .render(),
    );
    let receipt = |refund: Option<Refund>| Receipt {
        page: it.frame(Tab::Me),
        index: 214,
        from: it.person(0),
        to: vec![(it.person(1), it.money(7345))],
        amount: it.money(7345),
        when: "28 novembre 2026, 14\u{a0}h\u{a0}03".into(),
        memo: Some("merci, il est délicieux".into()),
        listing: Some(("listing1".into(), "Miel de châtaignier, 500 g".into())),
        refund_of: None,
        entry: format!("at: 2026-11-28T14:03:12Z\n{document}"),
        proof: "c2sp.org/tlog-proof@v1\nindex 214\nqL9v…\n".into(),
        words: it.words(),
        refund,
    };
    let verified = receipt(None).render().map(|html| {
        html.replace("data-verdict=\"pending\" role=\"status\"", "data-verdict=\"pending\" role=\"status\" hidden")
            .replace("data-verdict=\"true\" role=\"status\" hidden", "data-verdict=\"true\" role=\"status\"")
    });
    show("receipt", verified);
    show("receipt-refund", receipt(Some(Refund { amount: "73,45".into(), shown: units.money(7345) })).render());

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
        supply: it.money(20_839_500),
        members: 24,
        dividend: it.money(DIVIDEND),
        mean: it.money(868_300),
        charts: vec![
            figure("supply", text.supply(), &series(1.08), Shape::Step),
            figure("members", text.members(), &steps(), Shape::Step),
            figure("dividend", text.dividend_long(), &series(1.05), Shape::Step),
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
        person: if place == 5 { Person { name: String::new(), ..it.person(0) } } else { it.person(place) },
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
        }
        .render(),
    );

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
        words: it.words(),
    };
    show("poster", poster(true).render());
    show("poster-plain", poster(false).render());

    let rule = |name: &str, growth: String, reevaluations: Vec<Choice>| RuleChoices {
        name: name.into(),
        growths: it.choices(&[("100000000", growth)], "100000000"),
        reevaluations,
    };
    let steps = || it.choices(&[("3600", text.duration(3600)), ("86400", text.duration(86_400))], "3600");
    let rules = vec![
        rule("ratio", text.growth_each(text.percent(100_000_000)), Vec::new()),
        rule("g1", text.growth_ours(text.growth_g1(text.percent(2_382_304))), steps()),
        rule("g1-v1", text.growth_g1_v1(text.percent(48_800_000)), steps()),
    ];
    show("wizard", Wizard { page: it.unopened(), periods: it.periods(), rules, ends: it.ends(), afters: it.afters() }.render());
    let opened = |open: bool| Opened {
        page: it.frame(Tab::Organise),
        words: it.words(),
        address: "http://192.168.1.20:8017".into(),
        open,
    };
    show("opened", opened(true).render());
    show("opened-shut", opened(false).render());
    let organise = |waiting: usize, members: usize, phase: &str| Organise {
        page: it.frame(Tab::Organise),
        open: waiting == 0,
        phase: phase.into(),
        next: if phase == "running" { it.next() } else { None },
        tempo: text.tempo_running_until(text.duration(600), text.clock("18", "00")),
        period: 600,
        end: "2026-11-28T17:00:00Z".into(),
        after: "86400".into(),
        periods: it.periods(),
        ends: it.ends(),
        afters: it.afters(),
        waiting: (0..waiting).map(|place| it.person(place + 9)).collect(),
        members: (0..members).map(|place| it.person(place)).collect(),
        left: (0..members / 8).map(|place| it.person(place + 12)).collect(),
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
