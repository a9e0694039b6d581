//! What the market answered, and what people read in it.

use axum::body::{Bytes, to_bytes};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use gune::ledger::log::{Receipt, VerifiedReceipt, VerifierKey};
use scraper::{Html, Selector};
use serde_json::Value;

/// Far above any answer of the market.
const BYTES_MAX: usize = 16 * 1024 * 1024;

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub async fn read(response: Response) -> Answer {
        let (head, body) = response.into_parts();
        let body = to_bytes(body, BYTES_MAX).await.expect("an answer of the market has an end");
        Answer { status: head.status, headers: head.headers, body }
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("this answer is text")
    }

    pub fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("headers are ASCII here"))
    }

    /// The place in the book of a document that came in just now.
    #[track_caller]
    pub fn accepted(&self) -> u64 {
        assert_eq!(self.status, StatusCode::CREATED, "{}", self.text());
        self.place()
    }

    /// The place in the book of a document that was there already.
    #[track_caller]
    pub fn known(&self) -> u64 {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text());
        self.place()
    }

    #[track_caller]
    fn place(&self) -> u64 {
        let location = self.header(header::LOCATION);
        let index = location.strip_prefix("/receipt/").and_then(|index| index.parse().ok());
        index.unwrap_or_else(|| panic!("{location:?} is no place of a receipt"))
    }

    /// The identifier of a listing or withdrawal that was taken.
    #[track_caller]
    pub fn posted(&self) -> String {
        assert!(self.status.is_success(), "{}", self.text());
        self.text().trim_end().to_owned()
    }

    /// The code of a refusal; its form is checked (RFC 9457).
    #[track_caller]
    pub fn refused(&self) -> String {
        let problem = self.problem();
        let kind = problem["type"].as_str().and_then(|kind| kind.strip_prefix("/refusals/"));
        kind.expect("the type of a problem is its page").to_owned()
    }

    #[track_caller]
    pub fn problem(&self) -> Value {
        assert_eq!(self.header(header::CONTENT_TYPE), "application/problem+json", "{} {}", self.status, self.text());
        let problem: Value = serde_json::from_slice(&self.body).expect("a problem is JSON");
        assert_eq!(problem["status"], self.status.as_u16());
        assert!(problem["title"].as_str().is_some_and(|title| !title.is_empty()), "{problem}");
        let detail = problem["detail"].as_str().unwrap_or_default();
        assert!(!detail.is_empty(), "{problem}");
        assert!(problem.get("amount").is_none() || detail.contains("\u{a0}Ğ (≈ "), "an amount without its unit: {problem}");
        problem
    }

    /// The receipt, verified as a stranger would who knows the log's key.
    #[track_caller]
    pub fn receipt(&self, log: &VerifierKey) -> VerifiedReceipt {
        let receipt = Receipt::parse(&self.body).expect("a receipt is well formed");
        receipt.verify(log).expect("a receipt proves what it says")
    }

    /// What a person reads on the page: the words of `main`, spaces folded.
    #[track_caller]
    pub fn reads(&self) -> String {
        assert!(self.header(header::CONTENT_TYPE).starts_with("text/html"), "{} is no page", self.status);
        let html = Html::parse_document(self.text());
        let main = Selector::parse("main").expect("a selector");
        let words: String = html.select(&main).flat_map(|main| main.text()).flat_map(|text| [text, " "]).collect();
        words.split(|character: char| character.is_whitespace()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// Whether the page shows all of this.
    #[track_caller]
    pub fn shows<const N: usize>(&self, wanted: [&str; N]) {
        let read = self.reads();
        for words in wanted {
            let folded = words.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(read.contains(&folded), "{words:?} is not on the page: {read}");
        }
    }
}
