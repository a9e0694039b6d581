//! Who looks, as far as their browser says: language, how amounts are shown, which account they hold.
//!
//! None of this gives a right: it only chooses what a page shows. Rights come by signatures, and the opening by the
//! organiser's link.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::http::request::Parts;

use super::app::App;
use super::page::{Frame, Tab};
use crate::ledger::{Amount, Phase, Pubkey};
use crate::text::{Amounts, Language, Text};

/// Whoever looks at a page.
#[derive(Clone, Debug)]
pub(super) struct Viewer {
    pub text: Text,
    pub in_dividends: bool,
    pub account: Option<Pubkey>,
    organiser_token: Option<String>,
    path: String,
}

impl<S: Sync> FromRequestParts<S> for Viewer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Viewer, Infallible> {
        Ok(Viewer::of(parts))
    }
}

impl Viewer {
    /// Whoever sent this request.
    pub fn of(parts: &Parts) -> Viewer {
        let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let cookie = |name: &str| {
            let cookies = parts.headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
            let found = cookies
                .flat_map(|line| line.split(';'))
                .filter_map(|pair| pair.trim().split_once('='))
                .find(|(found, _)| *found == name);
            found.map(|(_, value)| value.to_owned())
        };
        let language = Language::wanted(cookie("language").as_deref(), header(ACCEPT_LANGUAGE));
        Viewer {
            text: Text::new(language),
            in_dividends: cookie("amounts").as_deref() == Some("dividends"),
            account: cookie("account").and_then(|account| account.parse().ok()),
            organiser_token: cookie("organiser"),
            path: parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
        }
    }

    /// Whether this browser came by the organiser's private link.
    pub fn has_organisers_link(&self, app: &App) -> bool {
        self.organiser_token.as_deref() == Some(app.place.organiser_token.as_str())
    }

    /// What stands around every page.
    pub fn frame(&self, app: &App, tab: Tab) -> Frame {
        let book = app.sequencer.book();
        let mut frame = Frame {
            text: self.text,
            market: String::new(),
            currency: String::new(),
            unit: String::new(),
            log: app.sequencer.log().to_string(),
            account: String::new(),
            balance: None,
            in_dividends: self.in_dividends,
            now: app.now().seconds(),
            path: self.path.clone(),
            tab,
            organiser: self.has_organisers_link(app),
            demo: app.place.rehearsal,
            closed: false,
        };
        let Some(ledger) = &book.ledger else { return frame };
        frame.market = ledger.opening().market.to_string();
        frame.unit = ledger.opening().unit.to_string();
        frame.currency = ledger.currency().to_string();
        frame.closed = ledger.standing().tempo.phase == Phase::Closed;
        if let Some(account) = self.account
            && let Some(balance) = ledger.balance(&account)
        {
            frame.account = account.to_string();
            frame.organiser |= ledger.organisers().contains(&account);
            frame.balance = Some(self.amounts(&frame.unit, ledger.standing().dividends.current).show(balance.hundredths()));
        }
        frame
    }

    /// How this viewer wants amounts, with this dividend in force.
    pub fn amounts(&self, unit: &str, dividend: Amount) -> Amounts {
        Amounts { text: self.text, unit: unit.to_owned(), dividend: dividend.hundredths(), in_dividends: self.in_dividends }
    }
}
