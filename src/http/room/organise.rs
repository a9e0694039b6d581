//! What organisers do: come by the private link, open the market, let people in, set the tempo, close.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{Instead, Shown, answer, market, page, show};
use crate::http::app::App;
use crate::http::page::organise::{Opened, Organise, Wizard};
use crate::http::page::{Choice, Person, Tab};
use crate::http::problem::Problem;
use crate::http::viewer::Viewer;
use crate::ledger::words::Words;
use crate::ledger::{Moment, Phase};
use crate::store::{AccountRow, Reader, StoreError};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// Tempos offered, in seconds; ten minutes suits a room.
const PERIODS: [u64; 9] = [MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, DAY, 7 * DAY];
const PERIOD: u64 = 10 * MINUTE;
/// How long markets last, in hours from now.
const LENGTHS: std::ops::RangeInclusive<u64> = 1..=8;
const LENGTH: u64 = 3;

/// How many people the desk lists.
const LISTED: u64 = 500;

/// A Wi-Fi's name and password, as the standard bounds them.
const WIFI_NAME_MAX: usize = 32;
const WIFI_PASSWORD_MAX: usize = 63;

/// The private link: this browser may open the market, and is shown the desk.
pub(in crate::http) async fn enter(State(app): State<Arc<App>>, viewer: Viewer, Path(token): Path<String>) -> Response {
    if token != app.place.organiser_token {
        return answer(&app, &viewer, Err(Instead::Missing));
    }
    let cookie = format!("{}; HttpOnly", crate::http::preferences::cookie("organiser", &token));
    ([(SET_COOKIE, cookie)], Redirect::to("/organise")).into_response()
}

/// The wizard before the opening, the desk after it.
pub(in crate::http) async fn organise(State(app): State<Arc<App>>, viewer: Viewer) -> Response {
    let organises = viewer.has_organisers_link(&app) || viewer.account.is_some_and(|account| app.organises(&account));
    let shown = match (organises, app.is_open()) {
        (false, _) => Err(Instead::Elsewhere("/".into())),
        (true, false) => Ok(wizard(&app, &viewer)),
        (true, true) => desk(&app, &viewer).await,
    };
    answer(&app, &viewer, shown)
}

fn wizard(app: &App, viewer: &Viewer) -> Response {
    let text = viewer.text;
    let growth = |parts: u64, label: String| Choice { value: parts.to_string(), label, chosen: parts == 100_000_000 };
    let shares = [10_000_000, 20_000_000, 50_000_000, 100_000_000, 150_000_000, 200_000_000];
    let mut growths: Vec<Choice> = shares.map(|parts| growth(parts, text.growth_each(text.percent(parts)))).into();
    growths.push(growth(2_382_304, text.growth_g1(text.percent(2_382_304))));
    growths.push(growth(48_800_000, text.growth_g1_v1(text.percent(48_800_000))));
    page(&Wizard {
        page: viewer.frame(app, Tab::Organise),
        periods: periods(viewer, PERIOD),
        growths,
        ends: ends(app, viewer, None, Some(LENGTH)),
        afters: afters(viewer, Some(DAY)),
        reevaluations: [None, Some(DAY), Some(7 * DAY), Some(15_778_800)]
            .map(|seconds| optional_duration(viewer, seconds, None))
            .into(),
    })
}

async fn desk(app: &App, viewer: &Viewer) -> Shown {
    let market = market(app, viewer)?;
    let (rows, wifi) = app.read(|reader| Ok((reader.accounts(0, LISTED)?, wifi_settings(reader)?))).await?;
    let (members, waiting) = people(app, rows);
    let tempo = market.standing.tempo;
    let schedule = tempo.schedule;
    let text = viewer.text;
    let period = text.duration(schedule.period);
    let (wifi_name, wifi_password) = wifi.unwrap_or_default();
    Ok(page(&Organise {
        page: viewer.frame(app, Tab::Organise),
        open: market.standing.door_open,
        phase: tempo.phase.name().to_owned(),
        next: market.next(viewer).filter(|_| tempo.phase == Phase::Running),
        tempo: match schedule.end {
            Some(end) => text.tempo_running_until(period, text.day_and_hour(end.seconds(), &app.place.zone)),
            None => text.tempo_running(period),
        },
        period: schedule.period,
        end: schedule.end.map(|end| end.to_string()).unwrap_or_default(),
        after: schedule.after.map(|after| after.to_string()).unwrap_or_default(),
        periods: periods(viewer, schedule.period),
        ends: ends(app, viewer, schedule.end, None),
        afters: afters(viewer, schedule.after),
        waiting,
        members,
        wifi_name,
        wifi_password,
    }))
}

/// Members, and those who wait: accounts that never were members. Who has left does not wait.
fn people(app: &App, rows: Vec<AccountRow>) -> (Vec<Person>, Vec<Person>) {
    let book = app.sequencer.book();
    let (mut members, mut waiting) = (Vec::new(), Vec::new());
    let Some(ledger) = &book.ledger else { return (members, waiting) };
    for row in rows {
        match ledger.accounts().get(&row.address) {
            Some(account) if account.member => members.push(show::person_of(row)),
            Some(account) if account.received_rank.is_none() => waiting.push(show::person_of(row)),
            _ => {}
        }
    }
    (members, waiting)
}

pub(in crate::http) async fn opened(State(app): State<Arc<App>>, viewer: Viewer) -> Response {
    let shown = market(&app, &viewer).map(|market| {
        page(&Opened {
            page: viewer.frame(&app, Tab::Organise),
            words: market.check_words(&viewer),
            address: app.place.address.clone(),
        })
    });
    answer(&app, &viewer, shown)
}

#[derive(Deserialize)]
pub(in crate::http) struct WifiForm {
    name: String,
    password: String,
}

pub(in crate::http) async fn wifi(State(app): State<Arc<App>>, viewer: Viewer, Form(form): Form<WifiForm>) -> Response {
    if !viewer.has_organisers_link(&app) {
        return Problem::plain("organisers-link").response(&viewer);
    }
    let named = form.name.is_empty() || Words::new(&form.name, WIFI_NAME_MAX).is_some();
    let locked = form.password.is_empty() || Words::new(&form.password, WIFI_PASSWORD_MAX).is_some();
    if !named || !locked {
        return Problem::plain("malformed").response(&viewer);
    }
    for (name, value) in [("wifi-name", form.name), ("wifi-password", form.password)] {
        if let Err(rejection) = app.sequencer.set(name, value).await {
            return Problem::from(rejection).response(&viewer);
        }
    }
    Redirect::to("/organise").into_response()
}

/// The network's name and password, if the organiser gave them.
pub(super) fn wifi_settings(reader: &Reader<'_>) -> Result<Option<(String, String)>, StoreError> {
    let name = reader.setting("wifi-name")?.filter(|name| !name.is_empty());
    let password = reader.setting("wifi-password")?.unwrap_or_default();
    Ok(name.map(|name| (name, password)))
}

fn periods(viewer: &Viewer, chosen: u64) -> Vec<Choice> {
    let mut seconds: Vec<u64> = PERIODS.into();
    if !seconds.contains(&chosen) {
        seconds.push(chosen);
        seconds.sort_unstable();
    }
    let choice =
        |seconds: u64| Choice { value: seconds.to_string(), label: viewer.text.duration(seconds), chosen: seconds == chosen };
    seconds.into_iter().map(choice).collect()
}

fn afters(viewer: &Viewer, chosen: Option<u64>) -> Vec<Choice> {
    let mut offered = vec![None, Some(HOUR), Some(DAY), Some(7 * DAY)];
    if !offered.contains(&chosen) {
        offered.push(chosen);
    }
    offered.into_iter().map(|seconds| optional_duration(viewer, seconds, chosen)).collect()
}

fn optional_duration(viewer: &Viewer, seconds: Option<u64>, chosen: Option<u64>) -> Choice {
    Choice {
        value: seconds.map(|seconds| seconds.to_string()).unwrap_or_default(),
        label: seconds.map_or_else(|| viewer.text.none().to_owned(), |seconds| viewer.text.duration(seconds)),
        chosen: seconds == chosen,
    }
}

/// Moments at which the room's tempo may end: quarter hours from now on, so that people read a round hour.
fn ends(app: &App, viewer: &Viewer, kept: Option<Moment>, length: Option<u64>) -> Vec<Choice> {
    let quarter = 15 * MINUTE;
    let now = app.now().seconds() / quarter * quarter;
    let none = Choice { value: String::new(), label: viewer.text.none().to_owned(), chosen: kept.is_none() && length.is_none() };
    let choice = |end: Moment, chosen| Choice {
        value: end.to_string(),
        label: viewer.text.day_and_hour(end.seconds(), &app.place.zone),
        chosen,
    };
    let offered = LENGTHS.filter_map(|hours| Some((hours, Moment::from_seconds(now + hours * HOUR)?)));
    let offered = offered.filter(|(_, end)| Some(*end) != kept).map(|(hours, end)| choice(end, length == Some(hours)));
    std::iter::once(none).chain(kept.map(|end| choice(end, true))).chain(offered).collect()
}
