//! The way to the market, as simulated people's phones have it: its address, its pages, its one door.

use std::thread::sleep;
use std::time::Duration;

use ureq::http::{Response, StatusCode};
use ureq::{Agent, Body as Answered};

use crate::ledger::log::VerifierKey;
use crate::sequencer::Clock;

/// How long a request may take: a busy laptop that builds pages without optimisation.
const REQUEST_TIME_MAX: Duration = Duration::from_secs(60);
/// How often a request is repeated when the network fails or the market says that it is busy.
const TRIES: u32 = 5;
/// How long one waits before that, as the market asks (`Retry-After`).
const PATIENCE: Duration = Duration::from_secs(3);

/// The way to the market, the same for all phones.
pub(super) struct Market {
    agent: Agent,
    address: String,
    pub(super) log: VerifierKey,
    pub(super) clock: Clock,
}

/// What must never happen, in words for whoever mends it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Broken(pub String);

impl Market {
    /// Finds the market at this address, and remembers its log's key.
    pub fn find(address: String, clock: Clock) -> Result<Market, Broken> {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(REQUEST_TIME_MAX))
            .max_idle_connections(64)
            .max_idle_connections_per_host(64)
            .build();
        let agent = Agent::new_with_config(config);
        let line = agent.get(format!("{address}/log/vkey")).call().and_then(|mut answer| answer.body_mut().read_to_string());
        let line = line.map_err(|error| Broken(format!("the market does not answer: {error}")))?;
        let log = line.trim_end().parse().map_err(|_| Broken(format!("this is no verifier key: {line}")))?;
        Ok(Market { agent, address, log, clock })
    }

    pub(super) fn get(&self, path: &str, cookies: &str) -> Result<(StatusCode, String), Broken> {
        persist(path, || self.agent.get(format!("{}{path}", self.address)).header("Cookie", cookies).call())
    }

    pub(super) fn send(&self, path: &str, kind: &str, body: &str, cookies: &str) -> Result<(StatusCode, String), Broken> {
        let post = || {
            let request = self.agent.post(format!("{}{path}", self.address));
            request.header("Content-Type", kind).header("Cookie", cookies).send(body)
        };
        persist(path, post)
    }

    /// Hands a document in, with its personal texts, as a form.
    pub(super) fn hand_in(&self, form: &str, cookies: &str) -> Result<(StatusCode, String), Broken> {
        self.send("/documents", "application/x-www-form-urlencoded", form, cookies)
    }
}

/// Asks again when that may help. A document sent twice enters the book once, so nothing is lost by it.
fn persist(path: &str, ask: impl Fn() -> Result<Response<Answered>, ureq::Error>) -> Result<(StatusCode, String), Broken> {
    let mut last = String::new();
    for turn in 0..TRIES {
        if turn > 0 {
            sleep(PATIENCE);
        }
        match ask().and_then(|mut answer| Ok((answer.status(), answer.body_mut().read_to_string()?))) {
            Ok((status, text)) if ![StatusCode::TOO_MANY_REQUESTS, StatusCode::SERVICE_UNAVAILABLE].contains(&status) => {
                return Ok((status, text));
            }
            Ok((status, text)) => last = format!("{status} {text}"),
            Err(error) => last = error.to_string(),
        }
    }
    Err(Broken(format!("{path}: {last}")))
}
