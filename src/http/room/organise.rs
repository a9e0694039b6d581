//! What organisers do: come by the private link, open the market, let people in, set the tempo, close.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{Instead, Shown, answer, market, page, show};
use crate::http::app::App;
use crate::http::page::organise::{Opened, Organise, RuleChoices, Wizard};
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

/// Shares of the mean that a dividend may be, in parts per 10⁹; a tenth lets a room see the money live.
const SHARES: [u64; 6] = [10_000_000, 20_000_000, 50_000_000, 100_000_000, 150_000_000, 200_000_000];
const SHARE: u64 = 100_000_000;
/// c² of Ğ1 each half-year (duniter-v2s), and c of Ğ1 in its early days (duniter), in parts per 10⁹.
const G1_GROWTH: u64 = 2_382_304;
const G1_V1_GROWTH: u64 = 48_800_000;
/// Re-evaluations offered, in seconds; the last is that of Ğ1.
const STEPS: [u64; 4] = [HOUR, DAY, 7 * DAY, 15_778_800];
const STEP: u64 = HOUR;

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
    page(&Wizard {
        page: viewer.frame(app, Tab::Organise),
        periods: periods(viewer, PERIOD),
        rules: rules(viewer),
        ends: ends(app, viewer, None, Some(LENGTH)),
        afters: afters(viewer, Some(DAY)),
    })
}

/// What each rule lets one choose: the growth of Ğ1 where the rule is one of its own, and steps short enough to be seen.
fn rules(viewer: &Viewer) -> Vec<RuleChoices> {
    let text = viewer.text;
    let growths = |shares: &[u64], chosen: u64, label: &dyn Fn(u64) -> String| {
        let choice = |parts: &u64| Choice { value: parts.to_string(), label: label(*parts), chosen: *parts == chosen };
        shares.iter().map(choice).collect()
    };
    let steps = || -> Vec<Choice> {
        STEPS.map(|seconds| Choice { value: seconds.to_string(), label: text.duration(seconds), chosen: seconds == STEP }).into()
    };
    let ours = |parts, own, label: String| if parts == own { text.growth_ours(label) } else { label };
    vec![
        RuleChoices {
            name: "ratio".to_owned(),
            growths: growths(&SHARES, SHARE, &|parts| text.growth_each(text.percent(parts))),
            reevaluations: Vec::new(),
        },
        RuleChoices {
            name: "g1".to_owned(),
            growths: growths(&[G1_GROWTH, 10_000_000, 100_000_000], G1_GROWTH, &|parts| {
                ours(parts, G1_GROWTH, text.growth_g1(text.percent(parts)))
            }),
            reevaluations: steps(),
        },
        RuleChoices {
            name: "g1-v1".to_owned(),
            growths: growths(&[G1_V1_GROWTH, 100_000_000, 200_000_000], G1_V1_GROWTH, &|parts| {
                ours(parts, G1_V1_GROWTH, text.growth_g1_v1(text.percent(parts)))
            }),
            reevaluations: steps(),
        },
    ]
}

async fn desk(app: &App, viewer: &Viewer) -> Shown {
    let market = market(app, viewer)?;
    let (rows, wifi) = app.read(|reader| Ok((reader.accounts(0, LISTED)?, wifi_settings(reader)?))).await?;
    let people = people(app, rows);
    let tempo = market.standing.tempo;
    let schedule = tempo.schedule;
    let text = viewer.text;
    let every = text.every(schedule.period);
    let hour = |moment: Moment| text.day_and_hour(moment.seconds(), &app.place.zone);
    let (wifi_name, wifi_password) = wifi.unwrap_or_default();
    Ok(page(&Organise {
        page: viewer.frame(app, Tab::Organise),
        open: market.standing.door_open,
        phase: tempo.phase.name().to_owned(),
        next: market.next(viewer).filter(|_| tempo.phase == Phase::Running),
        tempo: match (schedule.end, schedule.after) {
            (Some(end), Some(after)) if end <= market.now => text.tempo_running(text.every(after)),
            (Some(end), Some(after)) => text.tempo_running_then(every, hour(end), text.every(after)),
            (Some(end), None) => text.tempo_running_until(every, hour(end)),
            (None, _) => text.tempo_running(every),
        },
        period: schedule.period,
        end: schedule.end.map(|end| end.to_string()).unwrap_or_default(),
        after: schedule.after.map(|after| after.to_string()).unwrap_or_default(),
        periods: periods(viewer, schedule.period),
        ends: ends(app, viewer, schedule.end, None),
        afters: afters(viewer, schedule.after),
        waiting: people.waiting,
        members: people.members,
        left: people.left,
        wifi_name,
        wifi_password,
    }))
}

/// Everybody, by what the desk may do for them.
#[derive(Default)]
struct People {
    members: Vec<Person>,
    /// Accounts that never were members.
    waiting: Vec<Person>,
    left: Vec<Person>,
}

fn people(app: &App, rows: Vec<AccountRow>) -> People {
    let book = app.sequencer.book();
    let mut people = People::default();
    let Some(ledger) = &book.ledger else { return people };
    for row in rows {
        let Some(account) = ledger.accounts().get(&row.address) else { continue };
        let place = match (account.member, account.received_rank) {
            (true, _) => &mut people.members,
            (false, None) => &mut people.waiting,
            (false, Some(_)) => &mut people.left,
        };
        place.push(show::person_of(row));
    }
    people
}

pub(in crate::http) async fn opened(State(app): State<Arc<App>>, viewer: Viewer) -> Response {
    let shown = market(&app, &viewer).map(|market| {
        page(&Opened {
            page: viewer.frame(&app, Tab::Organise),
            words: market.check_words(&viewer),
            size: market.size(),
            when: market.when(&viewer),
            address: app.place.address.clone(),
            open: market.standing.door_open,
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
        return Problem::plain("organisers-link").response(&app, &viewer);
    }
    let named = form.name.is_empty() || Words::new(&form.name, WIFI_NAME_MAX).is_some();
    let locked = form.password.is_empty() || Words::new(&form.password, WIFI_PASSWORD_MAX).is_some();
    if !named || !locked {
        return Problem::plain("malformed").response(&app, &viewer);
    }
    for (name, value) in [("wifi-name", form.name), ("wifi-password", form.password)] {
        if let Err(rejection) = app.sequencer.set(name, value).await {
            return Problem::from(rejection).response(&app, &viewer);
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
        label: seconds.map_or_else(|| viewer.text.no_after().to_owned(), |seconds| viewer.text.duration(seconds)),
        chosen: seconds == chosen,
    }
}

/// Moments at which the room's tempo may end: quarter hours from now on, so that people read a round hour.
fn ends(app: &App, viewer: &Viewer, kept: Option<Moment>, length: Option<u64>) -> Vec<Choice> {
    let quarter = 15 * MINUTE;
    let now = app.now().seconds() / quarter * quarter;
    let none =
        Choice { value: String::new(), label: viewer.text.no_end().to_owned(), chosen: kept.is_none() && length.is_none() };
    let choice = |end: Moment, chosen| Choice {
        value: end.to_string(),
        label: viewer.text.day_and_hour(end.seconds(), &app.place.zone),
        chosen,
    };
    let offered = LENGTHS.filter_map(|hours| Some((hours, Moment::from_seconds(now + hours * HOUR)?)));
    let offered = offered.filter(|(_, end)| Some(*end) != kept).map(|(hours, end)| choice(end, length == Some(hours)));
    std::iter::once(none).chain(kept.map(|end| choice(end, true))).chain(offered).collect()
}
