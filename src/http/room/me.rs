//! `/me`: what I have, what it will become, and which keys may use it.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;

use super::entrance::known_account;
use super::{Instead, Market, Shown, answer, explain, market, page, show};
use crate::http::app::App;
use crate::http::page::Tab;
use crate::http::page::me::{Key, Me};
use crate::http::viewer::Viewer;
use crate::ledger::{Amount, Limit, Pubkey};
use crate::market::shelf::LISTINGS_PER_ACCOUNT_MAX;
use crate::store::ListingQuery;

/// How many movements `/me` shows; the statement has them all.
const MOVEMENTS: usize = 12;
/// Among how many of the latest listings those that are over are looked for.
const LISTINGS: u64 = 20;

pub(in crate::http) async fn me(State(app): State<Arc<App>>, viewer: Viewer) -> Response {
    let shown = show_me(&app, &viewer).await;
    answer(&app, &viewer, shown)
}

async fn show_me(app: &App, viewer: &Viewer) -> Shown {
    let (account, member) = known_account(app, viewer)?;
    let market = market(app, viewer)?;
    let places = app.sequencer.book().places.of(&account, u64::MAX, MOVEMENTS);
    let (row, lines, dividends, standing, mut finished) = app
        .read(move |reader| {
            let standing =
                ListingQuery { account: Some(account), count: LISTINGS_PER_ACCOUNT_MAX as u64, ..ListingQuery::default() };
            let latest = ListingQuery { account: Some(account), closed: true, count: LISTINGS, ..ListingQuery::default() };
            Ok((
                reader.account(&account)?,
                reader.statement(&account, &places)?,
                reader.dividends_between(&account, 0, u64::MAX, MOVEMENTS as u64)?,
                reader.listings(&standing)?,
                reader.listings(&latest)?,
            ))
        })
        .await?;
    let person = row.map(show::person_of).ok_or(Instead::Missing)?;
    let balance = app.sequencer.book().ledger.as_ref().and_then(|ledger| ledger.balance(&account)).unwrap_or(Amount::ZERO);
    let mut movements = show::movements(lines, &dividends, &market, viewer);
    movements.truncate(MOVEMENTS);
    finished.retain(|row| row.closed_at.is_some());
    Ok(page(&Me {
        page: viewer.frame(app, Tab::Me),
        name: person.name,
        short: person.short,
        member,
        balance: market.amounts.show(balance.hundredths()),
        next: market.next(viewer).filter(|_| member),
        dividend: explain::dividend(&market, viewer, balance),
        movements,
        statement: format!("/book/account/{account}"),
        listings: show::tiles(&standing, &market, viewer),
        finished: show::tiles(&finished, &market, viewer),
        keys: keys(app, &account, &market, viewer),
        address: person.address,
    }))
}

fn keys(app: &App, account: &Pubkey, market: &Market, viewer: &Viewer) -> Vec<Key> {
    let book = app.sequencer.book();
    let Some(ledger) = &book.ledger else { return Vec::new() };
    let Some(account) = ledger.accounts().get(account) else { return Vec::new() };
    let keys = account.authorised.iter().filter_map(|key| Some((key, ledger.key(key)?)));
    keys.map(|(key, record)| Key {
        key: key.to_string(),
        short: key.short(),
        since: viewer.text.day_and_hour(record.since.seconds(), &app.place.zone),
        limit: record.rights.and_then(|rights| rights.limit).map(|limit| limit_words(&limit, market, viewer)),
        organises: record.rights.is_some_and(|rights| rights.roles.organise),
        revoked: record.revoked.is_some(),
    })
    .collect()
}

fn limit_words(limit: &Limit, market: &Market, viewer: &Viewer) -> String {
    let text = viewer.text;
    let most = match limit {
        Limit::Units { most, .. } => format!("{}\u{a0}{}", text.amount(most.hundredths()), market.amounts.unit),
        Limit::Dividends { count, .. } => format!("{}\u{a0}{}", text.integer(*count), text.dividend_short()),
    };
    text.limit_each(most, text.every(limit.period()))
}
