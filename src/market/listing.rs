//! Listings: what people offer, look for, give, swap, or lend a hand with. Signed like documents of the book, kept beside it.

use crate::ledger::DocumentId;
use crate::ledger::amount::decimal;
use crate::ledger::document::{Fields, Kinds, Line, Malformed};
use crate::ledger::words::{WORDS_LENGTH_MAX, Words};

use super::{Price, Witness};

/// The most lines of a listing's text.
pub const TEXT_LINES_MAX: usize = 12;
/// The longest line of a listing's text, in Unicode scalar values.
pub const TEXT_LINE_LENGTH_MAX: usize = 200;
/// The longest stand number.
pub const STAND_LENGTH_MAX: usize = 8;
/// The most of one thing.
pub const QUANTITY_MAX: u64 = 999;

/// The kinds of document beside the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Puts something up.
    Listing(Listing),
    /// Takes one's own listing down.
    Withdrawal(Withdrawal),
    /// Vouches for the witness key of a phone.
    Witness(Witness),
}

/// Something put up on the market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Offer, want, gift, swap, helping hand.
    pub sort: Sort,
    /// What it is, in a few words.
    pub title: Words,
    /// More about it, line by line.
    pub text: Vec<Words>,
    /// Where it belongs.
    pub category: Category,
    /// What is asked; absent for a gift, a swap, or when it is to be agreed on.
    pub price: Option<Price>,
    /// How many there are, 1 ..= 999.
    pub quantity: u64,
    /// At which stand.
    pub stand: Option<Words>,
    /// Its picture: SHA-256 of the stored bytes.
    pub photo: Option<DocumentId>,
    /// The same account's listing that this one replaces.
    pub replaces: Option<DocumentId>,
}

/// Takes one's own listing down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// The listing.
    pub listing: DocumentId,
}

/// What somebody does with a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// *Je propose.*
    Offer,
    /// *Je cherche.*
    Want,
    /// *Je donne.*
    Gift,
    /// *J'échange.*
    Swap,
    /// *Coup de main.*
    Help,
}

/// Where a listing belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// À manger.
    Food,
    /// Savoir-faire.
    Skills,
    /// Objets.
    Objects,
    /// Vêtements.
    Clothes,
    /// Livres, musique, jeux.
    Culture,
    /// Jardin, plantes.
    Garden,
    /// Enfants.
    Children,
    /// Autre.
    Other,
}

impl Sort {
    /// All, in the order in which they are shown.
    pub const ALL: [Sort; 5] = [Sort::Offer, Sort::Want, Sort::Gift, Sort::Swap, Sort::Help];

    /// Its name in documents.
    pub fn name(self) -> &'static str {
        match self {
            Sort::Offer => "offer",
            Sort::Want => "want",
            Sort::Gift => "gift",
            Sort::Swap => "swap",
            Sort::Help => "help",
        }
    }

    /// The one with this name.
    pub fn named(name: &str) -> Option<Sort> {
        Sort::ALL.into_iter().find(|sort| sort.name() == name)
    }
}

impl Category {
    /// All, in the order in which they are shown.
    pub const ALL: [Category; 8] = [
        Category::Food,
        Category::Skills,
        Category::Objects,
        Category::Clothes,
        Category::Culture,
        Category::Garden,
        Category::Children,
        Category::Other,
    ];

    /// Its name in documents.
    pub fn name(self) -> &'static str {
        match self {
            Category::Food => "food",
            Category::Skills => "skills",
            Category::Objects => "objects",
            Category::Clothes => "clothes",
            Category::Culture => "culture",
            Category::Garden => "garden",
            Category::Children => "children",
            Category::Other => "other",
        }
    }

    /// The one with this name.
    pub fn named(name: &str) -> Option<Category> {
        Category::ALL.into_iter().find(|category| category.name() == name)
    }
}

impl Kinds for Notice {
    fn read(kind: &str, fields: &mut Fields<'_>) -> Option<Result<Notice, Malformed>> {
        match kind {
            "listing" => Some(Listing::read(fields).map(Notice::Listing)),
            "withdrawal" => {
                Some(fields.one("listing", |value| value.parse().ok()).map(|listing| Notice::Withdrawal(Withdrawal { listing })))
            }
            "witness" => {
                Some(fields.one("witness", |value| value.parse().ok()).map(|witness| Notice::Witness(Witness { witness })))
            }
            _ => None,
        }
    }

    fn write(&self, line: &mut Line<'_>) {
        match self {
            Notice::Listing(listing) => listing.write(line),
            Notice::Withdrawal(withdrawal) => line.field("listing", withdrawal.listing),
            Notice::Witness(witness) => line.field("witness", witness.witness),
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Notice::Listing(_) => "listing",
            Notice::Withdrawal(_) => "withdrawal",
            Notice::Witness(_) => "witness",
        }
    }
}

impl Listing {
    fn read(fields: &mut Fields<'_>) -> Result<Listing, Malformed> {
        Ok(Listing {
            sort: fields.one("sort", Sort::named)?,
            title: fields.one("title", |value| Words::new(value, WORDS_LENGTH_MAX))?,
            text: fields.repeated("text", 0..=TEXT_LINES_MAX, |value| Words::new(value, TEXT_LINE_LENGTH_MAX))?,
            category: fields.one("category", Category::named)?,
            price: fields.optional("price", |value| value.parse().ok())?,
            quantity: fields.one("quantity", |value| decimal(value).filter(|count| (1..=QUANTITY_MAX).contains(count)))?,
            stand: fields.optional("stand", |value| Words::new(value, STAND_LENGTH_MAX))?,
            photo: fields.optional("photo", |value| value.parse().ok())?,
            replaces: fields.optional("replaces", |value| value.parse().ok())?,
        })
    }

    fn write(&self, line: &mut Line<'_>) {
        line.field("sort", self.sort.name());
        line.field("title", &self.title);
        line.repeated("text", &self.text);
        line.field("category", self.category.name());
        line.optional("price", self.price);
        line.field("quantity", self.quantity);
        line.optional("stand", self.stand.as_ref());
        line.optional("photo", self.photo);
        line.optional("replaces", self.replaces);
    }
}
