//! The pages: each struct is the list of what its page shows, in values that are ready to be read.

pub mod balances;
pub mod chart;
pub mod qr;

pub mod door;
pub mod erase;
pub mod market;
pub mod me;
pub mod pay;

pub mod book;
pub mod compare;
pub mod organise;
pub mod wall;

pub mod verifier;

pub mod failure;

use std::fmt;

use askama::filters::HtmlSafe;

use crate::http::assets::asset;
use crate::text::{Language, Money, Text};

/// What stands around every page.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The words.
    pub text: Text,
    /// The market's name; empty before it is opened.
    pub market: String,
    /// Its currency (base58); empty before it is opened.
    pub currency: String,
    /// The unit's name.
    pub unit: String,
    /// The log's verifier key line.
    pub log: String,
    /// The address of the account this browser says it holds, or nothing.
    pub account: String,
    /// That account's balance.
    pub balance: Option<Money>,
    /// Amounts are shown in dividends first.
    pub in_dividends: bool,
    /// The server's clock, in seconds since 1970.
    pub now: u64,
    /// This page's path and query, to come back to.
    pub path: String,
    /// Which place of the navigation this page belongs to.
    pub tab: Tab,
    /// This account organises the market.
    pub organiser: bool,
    /// This is a rehearsal: the watermark is shown.
    pub demo: bool,
    /// The market is closed: nothing moves.
    pub closed: bool,
}

impl Frame {
    /// The languages to choose from, each in its own words.
    #[must_use]
    pub fn languages(&self) -> Vec<Choice> {
        let choice = |language: &Language| Choice {
            value: language.code().to_owned(),
            label: Text::new(*language).language_name().to_owned(),
            chosen: *language == self.text.language,
        };
        Language::ALL.iter().map(choice).collect()
    }
}

/// The places of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// The listings.
    Market,
    /// Paying and collecting.
    Pay,
    /// A new listing.
    Offer,
    /// My own account.
    Me,
    /// The book.
    Book,
    /// What organisers do.
    Organise,
    /// None of them.
    None,
}

impl Tab {
    /// Its name in the templates.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Market => "market",
            Self::Pay => "pay",
            Self::Offer => "offer",
            Self::Me => "me",
            Self::Book => "book",
            Self::Organise => "organise",
            Self::None => "",
        }
    }
}

/// Markup made by this program (a chart, a QR), which templates write as it is.
#[derive(Clone, Debug, Default)]
pub struct Svg(pub(crate) String);

impl fmt::Display for Svg {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl HtmlSafe for Svg {}

impl Svg {
    /// The same drawing with a name, under which the page can show it a second time.
    #[must_use]
    pub fn named(self, name: &str) -> Svg {
        Svg(self.0.replacen("<svg", &format!("<svg id=\"{name}\""), 1))
    }
}

/// A drawing of the sprite; words beside it say what it means, so it is hidden from those who listen.
fn drawing(name: &str) -> Svg {
    let sprite = asset("icons.svg");
    Svg(format!("<svg class=\"icon\" aria-hidden=\"true\"><use href=\"{sprite}#{name}\"/></svg>"))
}

/// A person as others see them.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// Their name; the short address once it is erased.
    pub name: String,
    /// The whole address.
    pub address: String,
    /// First and last characters, colon, check characters.
    pub short: String,
}

impl Person {
    /// Whether there is a name beside the short address.
    #[must_use]
    pub fn is_named(&self) -> bool {
        self.name != self.short
    }
}

/// One choice among several.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What people read.
    pub label: String,
    /// It is the one chosen now.
    pub chosen: bool,
}

/// A moment near enough to be told by how long ago it was: on a screen. Paper stays, and has the date.
#[derive(Clone, Debug, Default)]
pub struct When {
    /// How long ago.
    pub ago: String,
    /// The day and the hour.
    pub date: String,
}

/// When the next dividend falls.
#[derive(Clone, Debug)]
pub struct Next {
    /// The moment, in seconds since 1970.
    pub due: u64,
    /// What remains, as `Text::countdown` says it.
    pub remains: String,
}

/// A listing among others.
#[derive(Clone, Debug)]
pub struct Tile {
    /// Its identifier.
    pub id: String,
    /// Its title.
    pub title: String,
    /// `offer`, `want`, `gift`, `swap` or `help`.
    pub sort: String,
    /// `food`, `skills`, … as the protocol spells it.
    pub category: String,
    /// Its price, if it has a fixed one.
    pub price: Option<Money>,
    /// Pay what you want.
    pub libre: bool,
    /// The path of its photo.
    pub photo: Option<String>,
    /// Whose it is.
    pub who: String,
    /// How long ago it came.
    pub ago: String,
    /// It came a short while ago.
    pub new: bool,
    /// It is closed: paid for, or taken down.
    pub closed: bool,
}

impl Tile {
    /// Nothing is asked for it.
    #[must_use]
    pub fn free(&self) -> bool {
        self.sort == "gift" && self.price.is_none() && !self.libre
    }

    /// The drawing that stands for a listing without a photo.
    #[must_use]
    pub fn icon(&self) -> &'static str {
        icon(&self.category)
    }
}

/// The drawing of a category.
#[must_use]
pub fn icon(category: &str) -> &'static str {
    match category {
        "food" => "wheat",
        "skills" => "graduation-cap",
        "objects" => "package",
        "clothes" => "shirt",
        "culture" => "music",
        "garden" => "sprout",
        "children" => "baby",
        "" => "store",
        _ => "sparkles",
    }
}
