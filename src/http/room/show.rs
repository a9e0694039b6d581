//! From rows to what pages show of them.

use super::Market;
use crate::http::page::me::Movement;
use crate::http::page::{Person, Tile};
use crate::http::viewer::Viewer;
use crate::ledger::document::Signed;
use crate::ledger::{Amount, Pubkey};
use crate::market::{Listing, Notice, Price, Sort};
use crate::store::{self, AccountRow, DividendRow, ListingRow, StatementLine};

/// A listing is new for so many seconds.
const NEW_SECONDS: u64 = 15 * 60;

/// A person; whose name was erased is known by the short address alone.
pub(super) fn person(address: &Pubkey, name: Option<String>) -> Person {
    Person { name: name.unwrap_or_else(|| address.short()), address: address.to_string(), short: address.short() }
}

pub(super) fn person_of(row: AccountRow) -> Person {
    person(&row.address, row.name)
}

/// What a stored listing says; `None` once erased.
pub(super) fn listing_of(row: &ListingRow) -> Option<Listing> {
    let signed = Signed::<Notice>::parse(row.document.as_deref()?.as_bytes()).ok()?;
    match &signed.document().body {
        Notice::Listing(listing) => Some(listing.clone()),
        Notice::Withdrawal(_) | Notice::Witness(_) => None,
    }
}

pub(super) fn tile(row: &ListingRow, listing: &Listing, market: &Market, viewer: &Viewer) -> Tile {
    let price = listing.price.and_then(|price| price.in_units(market.dividend()));
    // Nothing is asked for a gift: it says so in a word, not as a price of zero.
    let price = price.filter(|price| listing.sort != Sort::Gift || *price > Amount::ZERO);
    Tile {
        id: row.id.to_string(),
        title: listing.title.to_string(),
        sort: listing.sort.name().to_owned(),
        category: listing.category.name().to_owned(),
        price: price.map(|amount| market.amounts.show(amount.hundredths())),
        libre: listing.price == Some(Price::Libre),
        photo: listing.photo.map(|photo| format!("/photos/{photo}")),
        who: person(&row.account, row.name.clone()).name,
        ago: viewer.text.ago(row.at.seconds(), market.now.seconds()),
        new: market.now.since(row.at) < NEW_SECONDS,
        closed: row.closed_at.is_some(),
    }
}

pub(super) fn tiles(rows: &[ListingRow], market: &Market, viewer: &Viewer) -> Vec<Tile> {
    rows.iter().filter_map(|row| Some(tile(row, &listing_of(row)?, market, viewer))).collect()
}

/// An account's statement: what it sent and received, and the dividends that fell while it was a member.
pub(super) fn movements(lines: Vec<StatementLine>, dividends: &[DividendRow], market: &Market, viewer: &Viewer) -> Vec<Movement> {
    let paid = lines.into_iter().map(|line| (line.index, shown(line, market, viewer)));
    let fallen = dividends.iter().map(|dividend| {
        let shown = Movement {
            index: dividend.index,
            incoming: true,
            dividend: true,
            refund: false,
            title: viewer.text.movement_dividend(dividend.rank.to_string()),
            memo: None,
            when: market.moment(dividend.at, viewer),
            amount: market.amounts.show(dividend.amount.hundredths()),
        };
        (dividend.index, shown)
    });
    let mut all: Vec<(u64, Movement)> = paid.chain(fallen).collect();
    all.sort_by_key(|(index, _)| std::cmp::Reverse(*index));
    all.into_iter().map(|(_, movement)| movement).collect()
}

fn shown(line: StatementLine, market: &Market, viewer: &Viewer) -> Movement {
    let incoming = !matches!(line.movement, store::Movement::Sent(_));
    let (title, paid) = match line.movement {
        store::Movement::Sent(paid) | store::Movement::Received(paid) => {
            let (other, name) = &paid.other;
            (person(other, name.clone()).name, Some(paid))
        }
        store::Movement::Granted => (viewer.text.movement_grant().to_owned(), None),
    };
    Movement {
        index: line.index,
        incoming,
        dividend: paid.is_none(),
        refund: paid.as_ref().is_some_and(|paid| paid.refund_of.is_some()),
        title,
        memo: paid.and_then(|paid| paid.memo),
        when: market.moment(line.at, viewer),
        amount: market.amounts.show(line.amount.hundredths()),
    }
}

/// An amount as a form wants it typed: a comma in French, no thousands set apart.
pub(super) fn typed(amount: Amount, viewer: &Viewer) -> String {
    let text = amount.to_string();
    let text = text.strip_suffix(".00").map_or(text.clone(), str::to_owned);
    match viewer.text.language {
        crate::text::Language::French => text.replace('.', ","),
        crate::text::Language::English => text,
    }
}
