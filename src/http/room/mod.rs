//! The pages' handlers: extract → look → show. What a page shows is in `page`; here it is looked up.

pub(super) mod book;
pub(super) mod compare;
pub(super) mod entrance;
pub(super) mod erase;
pub(super) mod machine;
pub(super) mod market;
pub(super) mod me;
pub(super) mod organise;
pub(super) mod pay;
pub(super) mod receipt;
pub(super) mod refusal;
pub(super) mod wall;

mod explain;
mod say;
mod show;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use jiff::tz::TimeZone;

use super::app::App;
use super::page::failure::{Broken, Missing, Unopened};
use super::page::{Next, Tab, When};
use super::viewer::Viewer;
use crate::ledger::log::{Checkpoint, check_numbers};
use crate::ledger::state::Standing;
use crate::ledger::{Amount, Ledger, Moment, Pubkey, Rule};
use crate::store::StoreError;
use crate::text::Amounts;

/// A page, or what is shown instead of it.
type Shown = Result<Response, Instead>;

/// What is shown when a page cannot be.
#[derive(Debug)]
enum Instead {
    /// The market is not opened yet.
    Unopened,
    /// There is nothing here.
    Missing,
    /// Somewhere else.
    Elsewhere(String),
    /// The file cannot be read.
    Store(StoreError),
}

impl From<StoreError> for Instead {
    fn from(error: StoreError) -> Instead {
        Instead::Store(error)
    }
}

/// Shows a page, or what stands in its place.
fn answer(app: &App, viewer: &Viewer, shown: Shown) -> Response {
    let frame = || viewer.frame(app, Tab::None);
    match shown {
        Ok(response) => response,
        Err(Instead::Elsewhere(path)) => Redirect::to(&path).into_response(),
        Err(Instead::Unopened) => (StatusCode::OK, page(&Unopened { page: frame() })).into_response(),
        Err(Instead::Missing) => (StatusCode::NOT_FOUND, page(&Missing { page: frame() })).into_response(),
        Err(Instead::Store(error)) => {
            tracing::error!(%error, "a page could not be made");
            (StatusCode::SERVICE_UNAVAILABLE, page(&Broken { page: frame() })).into_response()
        }
    }
}

/// A page as HTML.
fn page(template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => Html(html).into_response(),
        Err(error) => {
            tracing::error!(%error, "a template could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// What most pages need of the market, taken at once so that the writer waits for nobody.
struct Market {
    now: Moment,
    zone: TimeZone,
    standing: Standing,
    place: String,
    head: Option<Checkpoint>,
    amounts: Amounts,
    rule: Rule,
}

/// The market as this viewer sees it.
fn market(app: &App, viewer: &Viewer) -> Result<Market, Instead> {
    let book = app.sequencer.book();
    let ledger = book.ledger.as_ref().ok_or(Instead::Unopened)?;
    let standing = *ledger.standing();
    let opening = ledger.opening();
    let head = book.checkpoint.as_ref().and_then(|note| Checkpoint::from_note(note, app.sequencer.log()).ok());
    Ok(Market {
        now: app.now(),
        zone: app.place.zone.clone(),
        standing,
        place: opening.place.to_string(),
        head,
        amounts: viewer.amounts(opening.unit.as_str(), standing.dividends.current),
        rule: opening.rule,
    })
}

impl Market {
    fn dividend(&self) -> Amount {
        self.standing.dividends.current
    }

    /// M/N in hundredths, rounded down; zero without members.
    fn mean(&self) -> u64 {
        self.standing.supply.hundredths().checked_div(self.standing.members).unwrap_or(0)
    }

    fn next(&self, viewer: &Viewer) -> Option<Next> {
        let due = self.standing.tempo.due?;
        Some(Next { due: due.seconds(), remains: viewer.text.countdown(due.since(self.now)) })
    }

    /// The head's check words in the viewer's language.
    fn check_words(&self, viewer: &Viewer) -> Vec<&'static str> {
        self.head.as_ref().map(|head| viewer.text.head_words(&check_numbers(head))).unwrap_or_default()
    }

    /// When the last entry came.
    fn when(&self, viewer: &Viewer) -> String {
        self.moment(self.standing.at, viewer).date
    }

    fn moment(&self, at: Moment, viewer: &Viewer) -> When {
        When { ago: viewer.text.ago(at.seconds(), self.now.seconds()), date: viewer.text.day_and_hour(at.seconds(), &self.zone) }
    }

    /// How many entries the head covers.
    fn size(&self) -> u64 {
        self.head.as_ref().map_or(0, Checkpoint::size)
    }
}

/// The viewer's own account, if it exists here.
fn own_account(viewer: &Viewer, ledger: &Ledger) -> Option<Pubkey> {
    viewer.account.filter(|account| ledger.accounts().contains_key(account))
}
