//! Paying and collecting.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;

use super::entrance::known_account;
use super::{Instead, Market, Shown, answer, market, own_account, page, show};
use crate::http::app::App;
use crate::http::page::pay::{Collect, Pay, PayEntry};
use crate::http::page::qr::qr;
use crate::http::page::{Person, Tab};
use crate::http::viewer::Viewer;
use crate::ledger::words::MEMO_LENGTH_MAX;
use crate::ledger::{Amount, DocumentId, Pubkey};
use crate::market::price::dividends_in_units;
use crate::market::short_code::read_short_code;
use crate::market::{Listing, Price, Sort};
use crate::store::{AccountRow, ListingRow, Movement, Paid};

/// How many of the people paid before are offered again.
const RECENT_PEOPLE: usize = 6;
/// In how many movements they are looked for.
const RECENT_MOVEMENTS: usize = 60;

/// A payment somebody asks for by a link, a code or a listing. The amount is in units.
#[derive(Clone, Debug, Default, Deserialize)]
pub(in crate::http) struct Asked {
    to: Option<String>,
    code: Option<String>,
    listing: Option<String>,
    amount: Option<String>,
    memo: Option<String>,
}

pub(in crate::http) async fn pay(State(app): State<Arc<App>>, viewer: Viewer, Query(asked): Query<Asked>) -> Response {
    let shown = show_pay(&app, &viewer, asked).await;
    answer(&app, &viewer, shown)
}

async fn show_pay(app: &App, viewer: &Viewer, asked: Asked) -> Shown {
    let market = market(app, viewer)?;
    if let Some(id) = asked.listing.as_deref().and_then(|id| id.parse::<DocumentId>().ok()) {
        let row = app.read(move |reader| reader.listing(&id)).await?.ok_or(Instead::Missing)?;
        return show_listing_pay(app, viewer, &market, &row, asked).await;
    }
    let wanted = asked.code.as_deref().or(asked.to.as_deref()).map(str::trim).unwrap_or_default().to_owned();
    if wanted.is_empty() {
        return show_entry(app, viewer, String::new()).await;
    }
    match find_payee(app, &wanted).await? {
        Some(payee) => {
            let amount = read_amount(asked.amount.as_deref());
            let form = PayForm { amount, memo: bounded(asked.memo.as_deref()), ..PayForm::default() };
            Ok(show_form(app, viewer, &market, show::person_of(payee), form))
        }
        None => show_entry(app, viewer, wanted).await,
    }
}

/// The account that a short code, an address, or a payment link names.
async fn find_payee(app: &App, wanted: &str) -> Result<Option<AccountRow>, Instead> {
    let linked = wanted.split_once("to=").map_or(wanted, |(_, to)| to.split('&').next().unwrap_or_default());
    let (code, address) = (read_short_code(linked), linked.parse::<Pubkey>().ok());
    let found = app.read(move |reader| match (code, address) {
        (Some(code), _) => reader.account_by_code(&code),
        (None, Some(address)) => reader.account(&address),
        (None, None) => Ok(None),
    });
    Ok(found.await?)
}

async fn show_listing_pay(app: &App, viewer: &Viewer, market: &Market, row: &ListingRow, asked: Asked) -> Shown {
    let listing = show::listing_of(row).ok_or(Instead::Missing)?;
    if row.closed_at.is_some() {
        return Err(Instead::Elsewhere("/refusals/listing-closed".into()));
    }
    // Whoever wants something pays for it: the payee is whoever brings it.
    let payee = if listing.sort == Sort::Want {
        match asked.to.as_deref().and_then(|to| to.parse::<Pubkey>().ok()) {
            Some(to) => app.read(move |reader| reader.account(&to)).await?.map(show::person_of).ok_or(Instead::Missing)?,
            None => return show_entry(app, viewer, String::new()).await,
        }
    } else {
        show::person(&row.account, row.name.clone())
    };
    let price = listing.price.and_then(|price| price.in_units(market.dividend()));
    let free =
        listing.sort == Sort::Gift && listing.price != Some(Price::Libre) && price.is_none_or(|price| price == Amount::ZERO);
    let form = PayForm {
        amount: price.or(read_amount(asked.amount.as_deref())).or(free.then_some(Amount::ZERO)),
        price: listing.price.filter(|_| !free),
        free,
        memo: bounded(asked.memo.as_deref()),
        listing: Some((row.id.to_string(), listing.title.to_string())),
    };
    Ok(show_form(app, viewer, market, payee, form))
}

/// What the form starts with. `price`: the listing's, if it has one; `free`: it is a gift.
#[derive(Default)]
struct PayForm {
    amount: Option<Amount>,
    price: Option<Price>,
    free: bool,
    memo: String,
    listing: Option<(String, String)>,
}

fn show_form(app: &App, viewer: &Viewer, market: &Market, payee: Person, form: PayForm) -> Response {
    let balance = {
        let book = app.sequencer.book();
        book.ledger.as_ref().and_then(|ledger| ledger.balance(&own_account(viewer, ledger)?))
    };
    let missing =
        form.amount.zip(balance).and_then(|(amount, balance)| amount.minus(balance)).filter(|missing| *missing > Amount::ZERO);
    let fixed = form.price.filter(|price| *price != Price::Libre).and(form.amount);
    let unit = &market.amounts.unit;
    page(&Pay {
        page: viewer.frame(app, Tab::Pay),
        payee,
        amount: form.amount.map(|amount| show::typed(amount, viewer)).unwrap_or_default(),
        fixed: fixed.map(|amount| market.amounts.show(amount.hundredths())),
        dividend: market.dividend().hundredths(),
        counted_in_dividends: viewer.in_dividends && form.amount.is_none(),
        memo: form.memo,
        listing: form.listing,
        libre: form.price == Some(Price::Libre),
        free: form.free,
        missing: missing.map(|missing| format!("{}\u{a0}{unit}", viewer.text.amount(missing.hundredths()))),
        document: String::new(),
    })
}

async fn show_entry(app: &App, viewer: &Viewer, unknown: String) -> Shown {
    let mine = {
        let book = app.sequencer.book();
        book.ledger.as_ref().and_then(|ledger| own_account(viewer, ledger))
    };
    let lines = match mine {
        Some(mine) => {
            let places = app.sequencer.book().places.of(&mine, u64::MAX, RECENT_MOVEMENTS);
            app.read(move |reader| reader.statement(&mine, &places)).await?
        }
        None => Vec::new(),
    };
    let mut recent: Vec<Person> = Vec::new();
    for line in lines {
        let Movement::Sent(Paid { other: (address, name), .. }) = line.movement else { continue };
        let known = recent.iter().any(|person| person.address == address.to_string());
        if !known && recent.len() < RECENT_PEOPLE {
            recent.push(show::person(&address, name));
        }
    }
    let unknown = unknown.chars().take(60).collect();
    Ok(page(&PayEntry { page: viewer.frame(app, Tab::Pay), unknown, recent }))
}

pub(in crate::http) async fn collect(State(app): State<Arc<App>>, viewer: Viewer, Query(asked): Query<Asked>) -> Response {
    let shown = show_collect(&app, &viewer, asked).await;
    answer(&app, &viewer, shown)
}

async fn show_collect(app: &App, viewer: &Viewer, asked: Asked) -> Shown {
    let market = market(app, viewer)?;
    let (account, _) = known_account(app, viewer)?;
    let row = app.read(move |reader| reader.account(&account)).await?.ok_or(Instead::Missing)?;
    let typed = asked.amount.unwrap_or_default();
    let read = read_amount(Some(&typed));
    let amount = if viewer.in_dividends { read.and_then(|count| dividends_in_units(count, market.dividend())) } else { read };
    let wanted = wanted_listing(app, asked.listing.as_deref()).await?;
    let price = wanted.as_ref().and_then(|(_, listing)| listing.price?.in_units(market.dividend()));
    let listing = wanted.map(|(id, listing)| (id.to_string(), listing.title.to_string()));
    let amount = price.or(amount);
    let memo = bounded(asked.memo.as_deref());
    let mut pairs = vec![("to", account.to_string())];
    pairs.extend(amount.map(|amount| ("amount", amount.to_string())));
    pairs.extend(listing.as_ref().map(|(id, _)| ("listing", id.clone())));
    pairs.extend((!memo.is_empty()).then(|| ("memo", memo.clone())));
    let query = serde_urlencoded::to_string(&pairs).unwrap_or_default();
    let link = format!("{}/pay?{query}", app.place.address);
    let me = show::person(&row.address, row.name.clone());
    Ok(page(&Collect {
        page: viewer.frame(app, Tab::Pay),
        qr: qr(&link, &viewer.text.collect_qr(&me.name)).unwrap_or_default(),
        me,
        amount: if read.is_some() { typed } else { String::new() },
        asked: amount.map(|amount| market.amounts.show(amount.hundredths())),
        memo,
        listing,
        link,
        code: row.code,
    }))
}

/// Something that somebody looks for and has not found yet: whoever brings it collects for it.
async fn wanted_listing(app: &App, id: Option<&str>) -> Result<Option<(DocumentId, Listing)>, Instead> {
    let Some(id) = id.and_then(|id| id.parse::<DocumentId>().ok()) else { return Ok(None) };
    let row = app.read(move |reader| reader.listing(&id)).await?.filter(|row| row.closed_at.is_none());
    let listing = row.as_ref().and_then(show::listing_of).filter(|listing| listing.sort == Sort::Want);
    Ok(listing.map(|listing| (id, listing)))
}

/// An amount as people type it: comma or point, decimals or not.
fn read_amount(typed: Option<&str>) -> Option<Amount> {
    let typed = typed?.trim().replace(',', ".").replace([' ', '\u{a0}', '\u{202f}'], "");
    let spelled = match typed.split_once('.') {
        None => format!("{typed}.00"),
        Some((units, tenths)) if tenths.len() == 1 => format!("{units}.{tenths}0"),
        Some(_) => typed,
    };
    spelled.parse().ok()
}

fn bounded(memo: Option<&str>) -> String {
    memo.unwrap_or_default().trim().chars().take(MEMO_LENGTH_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_as_people_type_it() {
        for (typed, spelled) in [("12", "12.00"), ("12,5", "12.50"), (" 1 451,20 ", "1451.20"), ("0.05", "0.05")] {
            assert_eq!(read_amount(Some(typed)).unwrap().to_string(), spelled);
        }
        for nothing in ["", "douze", "-3", "1.234", "1,2,3"] {
            assert_eq!(read_amount(Some(nothing)), None, "{nothing:?}");
        }
        assert_eq!(read_amount(None), None);
    }
}
