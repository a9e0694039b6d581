//! The market: looking, one listing, putting one up.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;

use super::{Instead, Shown, answer, market as market_now, page, show};
use crate::http::app::App;
use crate::http::page::market::{Listing, Market, Offer};
use crate::http::page::{Choice, Tab};
use crate::http::viewer::Viewer;
use crate::ledger::{Amount, DocumentId};
use crate::market::{Category, Price, Sort, search};
use crate::store::ListingQuery;

/// Listings on one page.
const LISTINGS: u64 = 24;

/// What somebody looks for.
#[derive(Clone, Debug, Default, Deserialize)]
pub(in crate::http) struct Wanted {
    #[serde(default)]
    search: String,
    #[serde(default)]
    category: String,
    #[serde(default)]
    sort: String,
    #[serde(default)]
    skip: u64,
}

pub(in crate::http) async fn market(State(app): State<Arc<App>>, viewer: Viewer, Query(wanted): Query<Wanted>) -> Response {
    let shown = show_market(&app, &viewer, wanted).await;
    answer(&app, &viewer, shown)
}

async fn show_market(app: &App, viewer: &Viewer, wanted: Wanted) -> Shown {
    let market = market_now(app, viewer)?;
    let category = Category::named(&wanted.category);
    let sort = Sort::named(&wanted.sort);
    let search: String = wanted.search.chars().take(80).collect();
    let query = ListingQuery {
        words: search::words(&search),
        category: category.map(Category::name),
        sort: sort.map(Sort::name),
        skip: wanted.skip.min(100_000),
        count: LISTINGS + 1,
        ..ListingQuery::default()
    };
    let (mut rows, count) = app.read(move |reader| Ok((reader.listings(&query)?, reader.listings_count()?))).await?;
    let more = rows.len() as u64 > LISTINGS;
    rows.truncate(LISTINGS as usize);
    let link = |skip: u64| {
        let mut query = url_query([("search", search.as_str()), ("category", &wanted.category), ("sort", &wanted.sort)]);
        query.push_str(&format!("skip={skip}"));
        format!("/market?{query}")
    };
    Ok(page(&Market {
        page: viewer.frame(app, Tab::Market),
        members: market.standing.members,
        count,
        next: market.next(viewer),
        category: category.map(Category::name).unwrap_or_default().to_owned(),
        sort: sort.map(Sort::name).unwrap_or_default().to_owned(),
        categories: choices(Category::ALL.map(Category::name), "all", category.map(Category::name), |name| {
            viewer.text.category_name(name)
        }),
        sorts: choices(Sort::ALL.map(Sort::name), "all", sort.map(Sort::name), |name| viewer.text.sort_name(name)),
        tiles: show::tiles(&rows, &market, viewer),
        more: more.then(|| link(wanted.skip.min(100_000) + LISTINGS)),
        search: search.clone(),
    }))
}

pub(in crate::http) async fn listing(State(app): State<Arc<App>>, viewer: Viewer, Path(id): Path<String>) -> Response {
    let shown = show_listing(&app, &viewer, &id).await;
    answer(&app, &viewer, shown)
}

async fn show_listing(app: &App, viewer: &Viewer, id: &str) -> Shown {
    let market = market_now(app, viewer)?;
    let id: DocumentId = id.parse().map_err(|_| Instead::Missing)?;
    let row = app.read(move |reader| reader.listing(&id)).await?.ok_or(Instead::Missing)?;
    let listing = show::listing_of(&row).ok_or(Instead::Missing)?;
    Ok(page(&Listing {
        page: viewer.frame(app, Tab::Market),
        tile: show::tile(&row, &listing, &market, viewer),
        lines: listing.text.iter().map(ToString::to_string).collect(),
        quantity: row.stock,
        stand: listing.stand.map(|stand| stand.to_string()),
        mine: viewer.account == Some(row.account),
        owner: show::person(&row.account, row.name.clone()),
    }))
}

#[derive(Deserialize)]
pub(in crate::http) struct Replacing {
    replaces: Option<String>,
}

pub(in crate::http) async fn offer(State(app): State<Arc<App>>, viewer: Viewer, Query(wanted): Query<Replacing>) -> Response {
    let shown = show_offer(&app, &viewer, wanted.replaces.as_deref()).await;
    answer(&app, &viewer, shown)
}

async fn show_offer(app: &App, viewer: &Viewer, replaces: Option<&str>) -> Shown {
    let market = market_now(app, viewer)?;
    let id: Option<DocumentId> = replaces.and_then(|id| id.parse().ok());
    let row = match id {
        Some(id) => app.read(move |reader| reader.listing(&id)).await?,
        None => None,
    };
    let mine = row.filter(|row| row.closed_at.is_none() && viewer.account == Some(row.account));
    let old = mine.as_ref().and_then(show::listing_of);
    let price = old.as_ref().map_or(Some(Price::Dividends(Amount::ZERO)), |old| old.price);
    let (price_in, typed) = match price {
        Some(Price::Units(amount)) => ("units", show::typed(amount, viewer)),
        Some(Price::Dividends(Amount::ZERO)) => ("UD", String::new()),
        Some(Price::Dividends(count)) => ("UD", show::typed(count, viewer)),
        Some(Price::Libre) => ("libre", String::new()),
        None => ("", String::new()),
    };
    let kept = |read: fn(&crate::market::Listing) -> String| old.as_ref().map(read).unwrap_or_default();
    let sort = old.as_ref().map_or(Sort::Offer, |old| old.sort);
    let category = old.as_ref().map_or(Category::Food, |old| old.category);
    Ok(page(&Offer {
        page: viewer.frame(app, Tab::Offer),
        replaces: mine.map(|row| row.id.to_string()).unwrap_or_default(),
        title: kept(|old| old.title.to_string()),
        text: kept(|old| old.text.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
        price: typed,
        quantity: old.as_ref().map_or(1, |old| old.quantity),
        stand: kept(|old| old.stand.as_ref().map(ToString::to_string).unwrap_or_default()),
        photo: kept(|old| old.photo.map(|photo| photo.to_string()).unwrap_or_default()),
        sorts: some_choices(Sort::ALL.map(Sort::name), sort.name(), |name| viewer.text.sort_name(name)),
        categories: some_choices(Category::ALL.map(Category::name), category.name(), |name| viewer.text.category_name(name)),
        price_in: some_choices(["units", "UD", "libre", ""], price_in, |kind| viewer.text.price_in(kind, &market.amounts.unit)),
        dividend: market.amounts.show(market.dividend().hundredths()),
    }))
}

/// Choices with "all" before them, whose value is empty.
fn choices<const N: usize>(
    names: [&'static str; N],
    all: &str,
    chosen: Option<&str>,
    label: impl Fn(&str) -> String,
) -> Vec<Choice> {
    let every = Choice { value: String::new(), label: label(all), chosen: chosen.is_none() };
    std::iter::once(every).chain(some_choices(names, chosen.unwrap_or("\0"), label)).collect()
}

fn some_choices<const N: usize>(names: [&'static str; N], chosen: &str, label: impl Fn(&str) -> String) -> Vec<Choice> {
    names.into_iter().map(|name| Choice { value: name.to_owned(), label: label(name), chosen: name == chosen }).collect()
}

fn url_query<const N: usize>(pairs: [(&str, &str); N]) -> String {
    let pairs: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    let query = serde_urlencoded::to_string(&pairs).unwrap_or_default();
    if query.is_empty() { query } else { format!("{query}&") }
}
