//! The market: what people offer and look for.

use askama::Template;

use super::{Choice, Frame, Next, Person, Tile};
use crate::text::Money;

/// The listings, by category and sort.
#[derive(Template)]
#[template(path = "market.html")]
pub struct Market {
    /// What stands around.
    pub page: Frame,
    /// How many members there are.
    pub members: u64,
    /// How many listings stand open in the whole market.
    pub count: u64,
    /// The next dividend, while the tempo runs.
    pub next: Option<Next>,
    /// The category looked at, or nothing for all.
    pub category: String,
    /// The sort looked at, or nothing for all.
    pub sort: String,
    /// What was searched for.
    pub search: String,
    /// The categories: the value is empty for all.
    pub categories: Vec<Choice>,
    /// The sorts: the value is empty for all.
    pub sorts: Vec<Choice>,
    /// The listings of this page.
    pub tiles: Vec<Tile>,
    /// The path of the page after this one.
    pub more: Option<String>,
}

/// One listing.
#[derive(Template)]
#[template(path = "listing.html")]
pub struct Listing {
    /// What stands around.
    pub page: Frame,
    /// The listing itself.
    pub tile: Tile,
    /// Its text, a line each.
    pub lines: Vec<String>,
    /// How many are left.
    pub quantity: u64,
    /// Where it is in the room.
    pub stand: Option<String>,
    /// Whose it is.
    pub owner: Person,
    /// It is the reader's own.
    pub mine: bool,
}

/// The form of a new listing, or of one that replaces another.
#[derive(Template)]
#[template(path = "offer.html")]
pub struct Offer {
    /// What stands around.
    pub page: Frame,
    /// The identifier of the listing this one replaces, or nothing.
    pub replaces: String,
    /// The title so far.
    pub title: String,
    /// The text so far.
    pub text: String,
    /// The price so far, as it is typed.
    pub price: String,
    /// How many.
    pub quantity: u64,
    /// The stand so far.
    pub stand: String,
    /// The identifier of the photo so far.
    pub photo: String,
    /// The five sorts.
    pub sorts: Vec<Choice>,
    /// The eight categories.
    pub categories: Vec<Choice>,
    /// How the price counts: `units`, `UD`, `libre`, or nothing for no price.
    pub price_in: Vec<Choice>,
    /// The dividend in force, such as `11,3 Ğ`.
    pub dividend: Money,
}
