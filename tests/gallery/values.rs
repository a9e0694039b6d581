//! What the gallery's pages show: a workshop in full swing, a market that has just opened, names that are too long.

use gune::http::page::book::Line;
use gune::http::page::me::Movement;
use gune::http::page::pay::Proof;
use gune::http::page::qr::qr;
use gune::http::page::{Choice, Frame, Next, Person, Svg, Tab, Tile, When};
use gune::text::{Amounts, Money, Text};

pub const NOW: u64 = 1_795_871_000;
pub const DIVIDEND: u64 = 1130;
pub const ADDRESS: &str = "5vT8kQm3nYb4uXw7hRq2cJd9eLpZs6aGtFxVb1NyKoMi";
pub const CURRENCY: &str = "9w3mXcJd9eLpZs6aGtFxVb1NyKoMi5vT8kQm3nYb4uXw";
pub const NAMES: [&str; 12] = [
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
pub const GOODS: [(&str, &str, &str, u64); 10] = [
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

/// The makers of sample values in one language.
pub struct Sample {
    pub text: Text,
    pub dividends: bool,
}

impl Sample {
    pub fn money(&self, hundredths: u64) -> Money {
        let amounts = Amounts { text: self.text, unit: "Ğ".into(), dividend: DIVIDEND, in_dividends: self.dividends };
        amounts.show(hundredths)
    }

    /// As long as a real one.
    pub fn proof(&self, index: u64, document: &str) -> Proof {
        let hashes = "PdADgPb4TS/oH4pZJgK27J/qud+fNiweXzUHUF4U6iE=\n".repeat(8);
        let extra = "YXQ6IDIwMjYtMTEtMjVU".repeat(30);
        let text = format!("c2sp.org/tlog-proof@v1\nextra {extra}\nindex {index}\n{hashes}\natelier.test\n216\n{hashes}");
        Proof {
            entered: format!("{}\u{a0}14:03", self.text.weekday(6)),
            entry: format!("at: 2026-11-28T14:03:12Z\n{document}"),
            code: qr(&text, self.text.receipt_code()).map(|code| code.named("receipt-code")),
            text,
            address: "http://atelier.test".into(),
        }
    }

    pub fn frame(&self, tab: Tab) -> Frame {
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
            closed: false,
        }
    }

    pub fn visitor(&self) -> Frame {
        Frame { balance: None, account: String::new(), ..self.frame(Tab::None) }
    }

    pub fn unopened(&self) -> Frame {
        Frame { market: String::new(), currency: String::new(), ..self.visitor() }
    }

    pub fn person(&self, place: usize) -> Person {
        Person { name: NAMES[place % NAMES.len()].into(), address: ADDRESS.into(), short: "5vT8…KoMi:c3p".into() }
    }

    pub fn next(&self) -> Option<Next> {
        Some(Next { due: NOW + 222, remains: self.text.countdown(222) })
    }

    pub fn tile(&self, place: usize) -> Tile {
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

    pub fn tiles(&self, count: usize) -> Vec<Tile> {
        (0..count).map(|place| self.tile(place)).collect()
    }

    pub fn choices(&self, values: &[(&str, String)], chosen: &str) -> Vec<Choice> {
        let choice =
            |(value, label): &(&str, String)| Choice { value: (*value).into(), label: label.clone(), chosen: *value == chosen };
        values.iter().map(choice).collect()
    }

    pub fn categories(&self, all: bool) -> Vec<Choice> {
        let names = ["", "food", "skills", "objects", "clothes", "culture", "garden", "children", "other"];
        let values: Vec<_> = names
            .iter()
            .skip(usize::from(!all))
            .map(|name| (*name, self.text.category_name(if name.is_empty() { "all" } else { name })))
            .collect();
        self.choices(&values, if all { "" } else { "food" })
    }

    pub fn sorts(&self, all: bool) -> Vec<Choice> {
        let names = ["", "offer", "want", "gift", "swap", "help"];
        let values: Vec<_> = names
            .iter()
            .skip(usize::from(!all))
            .map(|name| (*name, self.text.sort_name(if name.is_empty() { "all" } else { name })))
            .collect();
        self.choices(&values, if all { "" } else { "offer" })
    }

    pub fn periods(&self) -> Vec<Choice> {
        let mut values: Vec<_> = [("60", 60), ("300", 300), ("600", 600), ("900", 900), ("3600", 3600)]
            .map(|(value, seconds)| (value, self.text.duration(seconds)))
            .to_vec();
        values.push(("86400", self.text.duration(86400)));
        self.choices(&values, "600")
    }

    pub fn ends(&self) -> Vec<Choice> {
        self.choices(
            &[("", self.text.no_end().to_owned()), ("2026-11-28T17:00:00Z", self.text.clock("18", "00"))],
            "2026-11-28T17:00:00Z",
        )
    }

    pub fn afters(&self) -> Vec<Choice> {
        self.choices(&[("", self.text.no_after().to_owned()), ("86400", self.text.duration(86400))], "86400")
    }

    pub fn when(&self, ago: u64) -> When {
        When { ago: self.text.ago(NOW - ago, NOW), date: self.text.day_and_hour(NOW - ago, &jiff::tz::TimeZone::UTC) }
    }

    pub fn movements(&self, count: u64) -> Vec<Movement> {
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
            when: self.when(place * 400),
            amount: self.money(1130 + place * 977),
        };
        (0..count).map(movement).collect()
    }

    pub fn lines(&self, count: u64) -> Vec<Line> {
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
            when: self.when(place * 100),
            amount: (place % 5 < 2).then(|| self.money(27_120)),
        };
        (0..count).map(line).collect()
    }

    pub fn words(&self) -> Vec<&'static str> {
        ["abeille", "jardin", "fenêtre", "ruisseau", "potager", "lanterne"].to_vec()
    }

    pub fn code(&self, content: &str) -> Svg {
        qr(content, content).expect("short enough for a code")
    }
}

/// A payment's text, as it is signed.
pub fn document() -> String {
    format!(
        "gune/1 payment\ncurrency: {CURRENCY}\naccount: {ADDRESS}\nkey: {ADDRESS}\nnumber: 1764338592123\nto: {ADDRESS} 73.45\n"
    )
}
