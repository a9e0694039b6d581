//! Refusals on the network: `application/problem+json` (RFC 9457), its `type` a page, its words in the reader's language.

use axum::Json;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::app::App;
use super::viewer::Viewer;
use crate::ledger::document::{Malformed, Problem as Misspelled};
use crate::ledger::{Amount, Refusal};
use crate::market::ListingRefusal;
use crate::sequencer::Rejection;
use crate::store::StoreError;
use crate::text::{Amounts, Money, Text};

/// Something refused: a stable code, its status, and the figure that belongs to it.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    code: &'static str,
    status: StatusCode,
    line: Option<u32>,
    amount: Option<Amount>,
}

#[derive(Serialize)]
struct Body {
    r#type: String,
    title: String,
    status: u16,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<String>,
}

impl Problem {
    /// A problem that needs no figure. Codes of the network itself, beside those of the rules.
    pub fn plain(code: &'static str) -> Problem {
        let status = match code {
            "too-many-requests" => StatusCode::TOO_MANY_REQUESTS,
            "busy" | "stopped" => StatusCode::SERVICE_UNAVAILABLE,
            "number-reused" | "head-unknown" => StatusCode::CONFLICT,
            "too-large" => StatusCode::PAYLOAD_TOO_LARGE,
            "listing-unknown" => StatusCode::NOT_FOUND,
            "malformed" | "not-canonical" | "unknown-kind" => StatusCode::BAD_REQUEST,
            "not-a-picture" => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "organisers-link" | "witness-unknown" => StatusCode::FORBIDDEN,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Problem { code, status, line: None, amount: None }
    }

    /// The answer, in the viewer's language and in this market's money.
    pub fn response(&self, app: &App, viewer: &Viewer) -> Response {
        let (title, detail) = self.words(viewer.text, self.amount.and_then(|amount| money(app, viewer, amount)));
        let body = Body {
            r#type: format!("/refusals/{}", self.code),
            title,
            status: self.status.as_u16(),
            detail,
            line: self.line,
            amount: self.amount.map(|amount| amount.to_string()),
        };
        let mut response = (self.status, Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if self.status == StatusCode::SERVICE_UNAVAILABLE || self.status == StatusCode::TOO_MANY_REQUESTS {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("3"));
        }
        response
    }

    fn words(&self, text: Text, money: Option<Money>) -> (String, String) {
        let (what, why, now) = text.refusal(self.code).unwrap_or_default();
        let figure = match (self.line, money) {
            (Some(line), _) if line > 0 => text.problem_line(line.to_string()),
            (_, Some(money)) => text.problem_amount(money.to_string(), &money.also),
            _ => String::new(),
        };
        let sentences = [why, &figure, now].into_iter().filter(|sentence| !sentence.is_empty());
        (what.to_owned(), sentences.collect::<Vec<_>>().join(" "))
    }
}

/// The amount in units, which are exact, with its dividends beside it. Before the opening nothing is refused for an amount.
fn money(app: &App, viewer: &Viewer, amount: Amount) -> Option<Money> {
    let book = app.sequencer.book();
    let ledger = book.ledger.as_ref()?;
    let amounts = viewer.amounts(ledger.opening().unit.as_str(), ledger.standing().dividends.current);
    Some(Amounts { in_dividends: false, ..amounts }.show(amount.hundredths()))
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Problem {
        let status = match refusal {
            Refusal::UnknownAccount
            | Refusal::UnknownMember { .. }
            | Refusal::UnknownPayee { .. }
            | Refusal::UnknownPayment
            | Refusal::UnknownKey => StatusCode::NOT_FOUND,
            Refusal::KeyNotAuthorised
            | Refusal::KeyRevoked
            | Refusal::KeyEnded { .. }
            | Refusal::NotOrganiser
            | Refusal::RoleMissing
            | Refusal::OwnerOnly => StatusCode::FORBIDDEN,
            Refusal::NotOpened
            | Refusal::AlreadyOpened
            | Refusal::MomentDecreases
            | Refusal::DividendDue { .. }
            | Refusal::DividendNotDue
            | Refusal::DividendWrong
            | Refusal::MarketClosed
            | Refusal::AccountExists
            | Refusal::KeyTaken
            | Refusal::NumberUsed { .. }
            | Refusal::AlreadyMember { .. }
            | Refusal::NotMember
            | Refusal::NothingChanges => StatusCode::CONFLICT,
            Refusal::WrongCurrency
            | Refusal::DocumentExpired { .. }
            | Refusal::BadKey
            | Refusal::TooManyAccounts
            | Refusal::SupplyFull
            | Refusal::EndPast
            | Refusal::TooManyKeys
            | Refusal::PayOneself
            | Refusal::ZeroAmount
            | Refusal::RefundNotPayer
            | Refusal::RefundNotPayee
            | Refusal::RefundTooMuch { .. }
            | Refusal::BalanceTooSmall { .. }
            | Refusal::LimitPassed { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let amount = match refusal {
            Refusal::RefundTooMuch { left } | Refusal::LimitPassed { left } => Some(left),
            Refusal::BalanceTooSmall { balance } => Some(balance),
            _ => None,
        };
        Problem { code: refusal.code(), status, line: None, amount }
    }
}

impl From<Rejection> for Problem {
    fn from(rejection: Rejection) -> Problem {
        match rejection {
            Rejection::Refused(refusal) => refusal.into(),
            Rejection::Listing(ListingRefusal::Closed) => Problem::plain("listing-closed"),
            Rejection::Listing(ListingRefusal::NotYours) => Problem::plain("listing-not-yours"),
            Rejection::Listing(ListingRefusal::TooMany) => Problem::plain("too-many-listings"),
            Rejection::NumberReused => Problem::plain("number-reused"),
            Rejection::WrongLog => Problem::plain("wrong-log"),
            Rejection::Busy => Problem::plain("busy"),
            Rejection::Stopped => Problem::plain("stopped"),
        }
    }
}

impl From<Malformed> for Problem {
    fn from(malformed: Malformed) -> Problem {
        let code = match malformed.problem {
            Misspelled::TooLarge => "too-large",
            Misspelled::UnknownKind => "unknown-kind",
            Misspelled::NotCanonical => "not-canonical",
            Misspelled::NotText | Misspelled::Head | Misspelled::Field(_) | Misspelled::Unexpected => "malformed",
        };
        Problem { line: Some(malformed.line), ..Problem::plain(code) }
    }
}

impl From<BytesRejection> for Problem {
    /// A body past its bound, or one that broke off.
    fn from(rejection: BytesRejection) -> Problem {
        let too_large = rejection.status() == StatusCode::PAYLOAD_TOO_LARGE;
        Problem::plain(if too_large { "too-large" } else { "malformed" })
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Problem {
        tracing::error!(%error, "a query failed");
        Problem::plain("stopped")
    }
}
