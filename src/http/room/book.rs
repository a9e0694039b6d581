//! The book, open to anybody: its head, its entries, its accounts, its charts.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

use super::receipt::entry_bytes;
use super::{Instead, Market, Shown, answer, market, page, say, show};
use crate::http::app::App;
use crate::http::page::book::{Account, AccountLine, Accounts, Book, Entries, Entry as EntryPage, Figure, Line, WitnessLine};
use crate::http::page::chart::{Chart, Point, Shape};
use crate::http::page::{Person, Tab};
use crate::http::viewer::Viewer;
use crate::ledger::{Amount, Content, Entry, Moment, Pubkey};
use crate::market::witness::HEARTBEAT_SECONDS;
use crate::store::{DividendRow, ListingQuery};
use crate::watch::{Standing, Trouble};

/// Lines on the first page of the book, and on a page of all entries.
const LATEST: u64 = 8;
const ENTRIES: u64 = 50;
const ACCOUNTS: u64 = 100;
/// Entries on a page of a statement; a payment to several has a line for each of them.
const MOVEMENTS: usize = 50;

/// A phone has seen the book if it has signed all that is older than this: it looks once a heartbeat, and may miss one.
const FRESH_SECONDS: u64 = 2 * HEARTBEAT_SECONDS;

/// How many dividends a chart shows at the most: the last so many.
const CHARTED: u64 = 2_000;

pub(in crate::http) async fn book(State(app): State<Arc<App>>, viewer: Viewer) -> Response {
    let shown = show_book(&app, &viewer).await;
    answer(&app, &viewer, shown)
}

async fn show_book(app: &App, viewer: &Viewer) -> Shown {
    let market = market(app, viewer)?;
    let size = market.size();
    let entries = lines(app, viewer, &market, size, LATEST).await?;
    let from = market.standing.dividends.rank.saturating_sub(CHARTED);
    let fresh_from = Moment::from_seconds(market.now.seconds().saturating_sub(FRESH_SECONDS)).unwrap_or_default();
    let (dividends, least) =
        app.read(move |reader| Ok((reader.dividends_after(from, CHARTED)?, reader.size_at(fresh_from)?))).await?;
    let show = |hundredths| market.amounts.show(hundredths);
    Ok(page(&Book {
        page: viewer.frame(app, Tab::Book),
        size,
        root: market.head.as_ref().map(|head| STANDARD.encode(head.root())).unwrap_or_default(),
        words: market.check_words(viewer),
        when: market.when(viewer),
        watch: app.sequencer.book().watch(market.now, least),
        supply: show(market.standing.supply.hundredths()),
        members: market.standing.members,
        dividend: show(market.dividend().hundredths()),
        mean: show(market.mean()),
        charts: charts(app, viewer, &market, &dividends),
        witnesses: app.witnesses.standings().iter().map(|standing| witness_line(app, viewer, standing)).collect(),
        entries,
        address: app.place.address.clone(),
    }))
}

/// What a witness has cosigned, and what keeps it from more: "head no. 214 cosigned by …, 3 min ago".
fn witness_line(app: &App, viewer: &Viewer, standing: &Standing) -> WitnessLine {
    let text = viewer.text;
    let name = &standing.name;
    let says = match standing.cosigned {
        Some((size, time)) => text.witness_cosigned(text.integer(size), name, text.ago(time, app.now().seconds())),
        None => text.witness_nothing(name),
    };
    let trouble = standing.trouble.as_ref().map(|(trouble, since)| {
        let since = text.day_and_hour(since.seconds(), &app.place.zone);
        match trouble {
            Trouble::Away(_) => text.witness_away(since),
            Trouble::UnknownLog => text.witness_unknown_log(since),
            Trouble::NotTrusted => text.witness_not_trusted(since),
            Trouble::Inconsistent => text.witness_inconsistent(since),
            Trouble::Ahead(size) => text.witness_ahead(text.integer(*size), since),
            Trouble::Unsound => text.witness_unsound(since),
            Trouble::Declines(status) => text.witness_declines(status.to_string(), since),
        }
    });
    WitnessLine { says, trouble }
}

/// The last lines before `before`, the latest first.
async fn lines(app: &App, viewer: &Viewer, market: &Market, before: u64, count: u64) -> Result<Vec<Line>, Instead> {
    let first = before.saturating_sub(count);
    let count = before - first;
    let (entries, names) = app
        .read(move |reader| {
            let stored = reader.entries(first, count)?;
            let entries: Vec<(u64, Entry)> =
                stored.iter().filter_map(|entry| Some((entry.index, Entry::read(&entry.bytes).ok()?))).collect();
            let names = say::names(reader, entries.iter().flat_map(|(_, entry)| say::people(entry)))?;
            Ok((entries, names))
        })
        .await?;
    Ok(entries.iter().rev().map(|(index, entry)| say::line(*index, entry, &names, market, viewer)).collect())
}

fn charts(app: &App, viewer: &Viewer, market: &Market, dividends: &[DividendRow]) -> Vec<Figure> {
    let text = viewer.text;
    let units = |hundredths: u64| text.amount(hundredths);
    let figure = |id, title: &str, value: fn(&DividendRow) -> u64, label: &dyn Fn(u64) -> String| {
        let points: Vec<Point> = dividends.iter().map(|row| (row.at.seconds() as f64, value(row) as f64)).collect();
        let hour = |row: Option<&DividendRow>| row.map(|row| text.hour(row.at.seconds(), &app.place.zone)).unwrap_or_default();
        let (left, right) = (hour(dividends.first()), hour(dividends.last()));
        let axis = |value: f64| label(value.round().max(0.0) as u64);
        let chart = Chart {
            id,
            title,
            description: &text.chart_description(title, dividends.len() as u64),
            points: &points,
            shape: Shape::Step,
            ends: (&left, &right),
            label: &axis,
        };
        let rows = dividends
            .iter()
            .rev()
            .take(200)
            .map(|row| vec![row.rank.to_string(), text.day_and_hour(row.at.seconds(), &app.place.zone), label(value(row))]);
        Figure {
            title: title.to_owned(),
            chart: chart.draw(),
            head: vec![text.chart_rank().into(), text.chart_when().into(), title.to_owned()],
            rows: rows.collect(),
        }
    };
    if dividends.is_empty() {
        return Vec::new();
    }
    let unit = |title: &str| format!("{title} ({})", market.amounts.unit);
    vec![
        figure("supply", &unit(text.supply()), |row| row.supply.hundredths(), &units),
        figure("members", text.members(), |row| row.members, &|count| text.integer(count)),
        figure("dividend", &unit(text.dividend_long()), |row| row.amount.hundredths(), &units),
    ]
}

#[derive(Deserialize)]
pub(in crate::http) struct Paged {
    before: Option<u64>,
    skip: Option<u64>,
}

pub(in crate::http) async fn entries(State(app): State<Arc<App>>, viewer: Viewer, Query(paged): Query<Paged>) -> Response {
    let shown = show_entries(&app, &viewer, paged.before).await;
    answer(&app, &viewer, shown)
}

async fn show_entries(app: &App, viewer: &Viewer, before: Option<u64>) -> Shown {
    let market = market(app, viewer)?;
    let size = market.size();
    let before = before.unwrap_or(size).min(size);
    let newer = before + ENTRIES;
    Ok(page(&Entries {
        page: viewer.frame(app, Tab::Book),
        size,
        entries: lines(app, viewer, &market, before, ENTRIES).await?,
        newer: (before < size).then(|| format!("/book/entries?before={}", newer.min(size))),
        older: (before > ENTRIES).then(|| format!("/book/entries?before={}", before - ENTRIES)),
    }))
}

pub(in crate::http) async fn entry(State(app): State<Arc<App>>, viewer: Viewer, Path(index): Path<u64>) -> Response {
    let shown = show_entry(&app, &viewer, index).await;
    answer(&app, &viewer, shown)
}

async fn show_entry(app: &App, viewer: &Viewer, index: u64) -> Shown {
    let market = market(app, viewer)?;
    let bytes = entry_bytes(app, index).await?;
    let entry = Entry::read(&bytes).map_err(|_| Instead::Missing)?;
    let people = say::people(&entry);
    let (kind, commitments) = match &entry.content {
        Content::Document(signed) => {
            let body = &signed.document().body;
            (if matches!(body, crate::ledger::Body::Payment(_)) { "memo" } else { "name" }, body.commitments())
        }
        Content::Dividend(_) => ("", Vec::new()),
    };
    let asked = people.clone();
    let (names, texts) = app
        .read(move |reader| {
            let texts = commitments.iter().map(|commitment| reader.personal_text(commitment)).collect::<Result<Vec<_>, _>>()?;
            Ok((say::names(reader, asked)?, texts))
        })
        .await?;
    let size = market.size();
    let proof = app.sequencer.book().receipt(index, bytes.clone()).ok_or(Instead::Missing)?.to_string();
    Ok(page(&EntryPage {
        page: viewer.frame(app, Tab::Book),
        line: say::line(index, &entry, &names, &market, viewer),
        entry: String::from_utf8_lossy(&bytes).into_owned(),
        erased: texts.iter().filter(|text| text.is_none()).count() as u64,
        personal: texts.into_iter().flatten().map(|(_, text)| (kind.to_owned(), text)).collect(),
        people: people.iter().map(|address| show::person(address, names.get(address).cloned())).collect(),
        proof,
        before: index.checked_sub(1),
        after: Some(index + 1).filter(|after| *after < size),
    }))
}

pub(in crate::http) async fn accounts(State(app): State<Arc<App>>, viewer: Viewer, Query(paged): Query<Paged>) -> Response {
    let shown = show_accounts(&app, &viewer, paged.skip.unwrap_or(0).min(1 << 20)).await;
    answer(&app, &viewer, shown)
}

async fn show_accounts(app: &App, viewer: &Viewer, skip: u64) -> Shown {
    let market = market(app, viewer)?;
    let (rows, count) = app.read(move |reader| Ok((reader.accounts(skip, ACCOUNTS)?, reader.accounts_count()?))).await?;
    let accounts = rows.into_iter().filter_map(|row| account_line(app, &market, row.address, show::person_of(row)));
    Ok(page(&Accounts {
        page: viewer.frame(app, Tab::Book),
        count,
        members: market.standing.members,
        accounts: accounts.collect(),
        more: (skip + ACCOUNTS < count).then(|| format!("/book/accounts?skip={}", skip + ACCOUNTS)),
    }))
}

pub(in crate::http) async fn account(
    State(app): State<Arc<App>>,
    viewer: Viewer,
    Path(address): Path<String>,
    Query(paged): Query<Paged>,
) -> Response {
    let shown = show_account(&app, &viewer, &address, paged.before.unwrap_or(u64::MAX)).await;
    answer(&app, &viewer, shown)
}

async fn show_account(app: &App, viewer: &Viewer, address: &str, before: u64) -> Shown {
    let market = market(app, viewer)?;
    let address: Pubkey = address.parse().map_err(|_| Instead::Missing)?;
    let places = app.sequencer.book().places.of(&address, before, MOVEMENTS);
    let older = places.last().copied().filter(|_| places.len() == MOVEMENTS);
    let (row, lines, dividends, listings) = app
        .read(move |reader| {
            let theirs = ListingQuery { account: Some(address), count: 20, ..ListingQuery::default() };
            Ok((
                reader.account(&address)?,
                reader.statement(&address, &places)?,
                // The dividends of the same stretch of the book as the movements on this page.
                reader.dividends_between(&address, older.unwrap_or(0), before, 500)?,
                reader.listings(&theirs)?,
            ))
        })
        .await?;
    let row = row.ok_or(Instead::Missing)?;
    let since = viewer.text.day_and_hour(row.at.seconds(), &app.place.zone);
    Ok(page(&Account {
        page: viewer.frame(app, Tab::Book),
        account: account_line(app, &market, address, show::person_of(row)).ok_or(Instead::Missing)?,
        mine: viewer.account == Some(address),
        since,
        movements: show::movements(lines, &dividends, &market, viewer),
        older: older.map(|before| format!("/book/account/{address}?before={before}")),
        listings: show::tiles(&listings, &market, viewer),
        size: market.size(),
        words: market.check_words(viewer),
    }))
}

fn account_line(app: &App, market: &Market, address: Pubkey, person: Person) -> Option<AccountLine> {
    let book = app.sequencer.book();
    let ledger = book.ledger.as_ref()?;
    let balance = ledger.balance(&address).unwrap_or(Amount::ZERO);
    Some(AccountLine {
        person,
        member: ledger.accounts().get(&address)?.member,
        organiser: ledger.organisers().contains(&address),
        balance: market.amounts.show(balance.hundredths()),
    })
}
