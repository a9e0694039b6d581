//! What hangs on the wall: the projector's page and the poster.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;

use super::organise::wifi_settings;
use super::{Market, Shown, answer, market, page, show};
use crate::http::app::App;
use crate::http::page::balances::Balances;
use crate::http::page::chart::{Point, Shape, sparkline};
use crate::http::page::qr::qr;
use crate::http::page::wall::{Exchange, Gauge, Poster, Projector, Wifi};
use crate::http::page::{Svg, Tab};
use crate::http::viewer::Viewer;
use crate::ledger::{Phase, Pubkey};
use crate::sequencer::Curves;
use crate::store::{ListingQuery, ListingRow};
use crate::text::Text;

const EXCHANGES: usize = 5;
const NEEDS: u64 = 3;

pub(in crate::http) async fn projector(State(app): State<Arc<App>>, viewer: Viewer) -> Response {
    let shown = show_projector(&app, &viewer).await;
    answer(&app, &viewer, shown)
}

async fn show_projector(app: &App, viewer: &Viewer) -> Shown {
    let market = market(app, viewer)?;
    let payments = app.sequencer.book().places.payments(EXCHANGES);
    let (exchanges, listings, needs, wifi) = app
        .read(move |reader| {
            let mut exchanges = reader.exchanges(&payments)?;
            exchanges.truncate(EXCHANGES);
            let paid_for = exchanges.iter().filter_map(|exchange| exchange.listing);
            let listings = paid_for.map(|id| reader.listing(&id)).collect::<Result<Vec<_>, _>>()?;
            let wanted = ListingQuery { sort: Some("want"), count: NEEDS, ..ListingQuery::default() };
            Ok((exchanges, listings, reader.listings(&wanted)?, wifi_settings(reader)?))
        })
        .await?;
    let listings: Vec<ListingRow> = listings.into_iter().flatten().collect();
    let title = |id| listings.iter().find(|row| row.id == id).and_then(show::listing_of).map(|listing| listing.title.to_string());
    let exchanges = exchanges.into_iter().map(|exchange| Exchange {
        from: show::person(&exchange.from.0, exchange.from.1).name,
        to: show::person(&exchange.to.0, exchange.to.1).name,
        what: exchange.listing.and_then(title).or(exchange.memo).unwrap_or_default(),
        amount: market.amounts.show(exchange.amount.hundredths()),
    });
    let needs = needs.iter().filter_map(|row| {
        let who = show::person(&row.account, row.name.clone()).name;
        Some((show::listing_of(row)?.title.to_string(), who))
    });
    let (tiles, balances) = {
        let book = app.sequencer.book();
        (gauges(&book.curves, &market, viewer), balances(&book.curves, viewer))
    };
    let next = market.next(viewer);
    let points = points_with_people(&app.sequencer.book().curves);
    let text = viewer.text;
    Ok(page(&Projector {
        page: viewer.frame(app, Tab::None),
        waits: (points == 0).then(|| waits(&market, text)),
        hint: if points == 1 && next.is_some() { text.balances_hint_points() } else { text.balances_hint() },
        next,
        paused: market.standing.tempo.phase == Phase::Paused,
        tiles,
        balances,
        qr: address_qr(app, viewer),
        address: shown_address(app),
        wifi: wifi.map(|wifi| wifi.0),
        exchanges: exchanges.collect(),
        needs: needs.collect(),
        size: market.size(),
        words: market.check_words(viewer),
    }))
}

/// At how many dividends somebody was there: a line needs two.
fn points_with_people(curves: &Curves) -> usize {
    curves.points.iter().filter(|point| !point.balances.is_empty()).count()
}

/// What the room waits for where nobody has a place in the chart yet.
fn waits(market: &Market, text: Text) -> &'static str {
    let tempo = &market.standing.tempo;
    if tempo.phase == Phase::Paused {
        text.balances_waits_paused()
    } else if tempo.due.is_none() {
        text.balances_never()
    } else if market.standing.members == 0 {
        text.balances_waits_people()
    } else {
        text.balances_waits()
    }
}

fn gauges(curves: &Curves, market: &Market, viewer: &Viewer) -> Vec<Gauge> {
    let text = viewer.text;
    let unit = market.amounts.unit.clone();
    let spark = |value: &dyn Fn(u64, u64) -> f64, shape| {
        let points: Vec<Point> =
            curves.points.iter().map(|point| (point.rank as f64, value(point.supply.hundredths(), point.members))).collect();
        sparkline(&points, shape)
    };
    let mean = |supply: u64, members: u64| supply as f64 / members.max(1) as f64;
    let dividends: Vec<Point> = curves.points.iter().map(|point| (point.rank as f64, point.amount.hundredths() as f64)).collect();
    let gauge =
        |title: &str, number: String, unit: &str, spark| Gauge { title: title.to_owned(), number, unit: unit.to_owned(), spark };
    vec![
        gauge(
            text.supply(),
            text.rounded(market.standing.supply.hundredths()),
            &unit,
            spark(&|supply, _| supply as f64, Shape::Line),
        ),
        gauge(text.per_head(), text.rounded(market.mean()), &unit, spark(&mean, Shape::Line)),
        gauge(text.dividend_long(), text.amount(market.dividend().hundredths()), &unit, sparkline(&dividends, Shape::Line)),
        gauge(text.members(), text.integer(market.standing.members), "", spark(&|_, members| members as f64, Shape::Step)),
    ]
}

/// Each member's balance over the mean at each dividend. Late is the last quarter to arrive, or fewer: not a crowd.
fn balances(curves: &Curves, viewer: &Viewer) -> Svg {
    let text = viewer.text;
    let share = |amount: u64, supply: u64, members: u64| {
        if supply == 0 { 0.0 } else { amount as f64 * members as f64 / supply as f64 }
    };
    let everybody: std::collections::BTreeSet<Pubkey> =
        curves.points.iter().flat_map(|point| point.balances.keys().copied()).collect();
    let arrival =
        |address: &Pubkey| curves.points.iter().find(|point| point.balances.contains_key(address)).map(|point| point.rank);
    let mut arrivals: Vec<Option<u64>> = everybody.iter().map(&arrival).collect();
    arrivals.sort_by_key(|rank| std::cmp::Reverse(*rank));
    let threshold = arrivals.get(everybody.len().div_ceil(4)).copied().flatten();
    let late = |address: &Pubkey| threshold.is_some() && arrival(address) > threshold;
    let line = |address: &Pubkey, without: bool| -> Vec<Point> {
        let values = curves.points.iter().filter_map(|point| {
            let (balance, created) = point.balances.get(address)?;
            let amount = if without { created } else { balance };
            Some((point.rank as f64, share(amount.hundredths(), point.supply.hundredths(), point.members)))
        });
        values.collect()
    };
    let lines: Vec<(bool, Vec<Point>)> = everybody.iter().map(|address| (late(address), line(address, false))).collect();
    // Drawn for whoever came last and is still here: there one sees the dividend alone bring a balance to the mean.
    let here = |address: &&Pubkey| curves.points.back().is_some_and(|last| last.balances.contains_key(*address));
    let last = everybody.iter().filter(here).map(|address| line(address, true)).min_by_key(Vec::len).unwrap_or_default();
    let drawn = Balances {
        title: text.balances_title(),
        description: text.balances_description(),
        lines: &lines,
        without: &last,
        legend: (text.balances_mean(), text.balances_without()),
        label: &|share| text.percent((share * 1e9) as u64),
        rank: &|rank| text.rank_short(rank.max(0.0).to_string()),
    };
    drawn.draw()
}

pub(in crate::http) async fn poster(State(app): State<Arc<App>>, viewer: Viewer) -> Response {
    let shown = show_poster(&app, &viewer).await;
    answer(&app, &viewer, shown)
}

async fn show_poster(app: &App, viewer: &Viewer) -> Shown {
    let market = market(app, viewer)?;
    let wifi = app.read(wifi_settings).await?;
    Ok(page(&Poster {
        page: viewer.frame(app, Tab::Organise),
        place: market.place.clone(),
        qr: address_qr(app, viewer),
        address: shown_address(app),
        wifi: wifi.and_then(|(name, password)| {
            let qr = qr(&wifi_code(&name, &password), &viewer.text.poster_wifi_qr(&name))?;
            Some(Wifi { name, password, qr })
        }),
        size: market.size(),
        when: market.when(viewer),
        words: market.check_words(viewer),
    }))
}

fn address_qr(app: &App, viewer: &Viewer) -> Svg {
    qr(&format!("{}/", app.place.address), &viewer.text.address_qr(&app.place.address)).unwrap_or_default()
}

/// The address as people type it: browsers add the rest.
fn shown_address(app: &App) -> String {
    app.place.address.trim_start_matches("http://").to_owned()
}

/// What phones read as "join this network" (the form that ZXing introduced): some characters are escaped.
fn wifi_code(name: &str, password: &str) -> String {
    let escaped = |text: &str| {
        text.chars().fold(String::new(), |mut out, character| {
            if ['\\', ';', ',', ':', '"'].contains(&character) {
                out.push('\\');
            }
            out.push(character);
            out
        })
    };
    if password.is_empty() {
        return format!("WIFI:T:nopass;S:{};;", escaped(name));
    }
    format!("WIFI:T:WPA;S:{};P:{};;", escaped(name), escaped(password))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_networks_name_cannot_say_more_than_a_name() {
        assert_eq!(wifi_code("atelier", "pain;1"), "WIFI:T:WPA;S:atelier;P:pain\\;1;;");
        assert_eq!(wifi_code("a:b", ""), "WIFI:T:nopass;S:a\\:b;;");
    }
}
