//! The desk of a witness: other logs show their heads here and take cosignatures away (C2SP tlog-witness).

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::tz::TimeZone;

use super::headers::secured;
use super::limits::Limits;
use super::viewer::Viewer;
use crate::ledger::log::{Checkpoint, Declined, check_numbers};
use crate::sequencer::Clock;
use crate::store::StoreError;
use crate::text::Text;
use crate::watch::{NoCosignature, Seen, Witness, origin_name};

/// A size, in the answer to a log that proves from another one.
const SIZE_KIND: &str = "text/x.tlog.size";
const PLAIN_KIND: &str = "text/plain; charset=utf-8";

/// A witness on the network.
pub struct Watch {
    witness: Witness,
    clock: Clock,
    zone: TimeZone,
    limits: Limits,
}

impl Watch {
    /// The witness at work, with the clock of its cosignatures and the time zone of its page.
    pub fn new(witness: Witness, clock: Clock, zone: TimeZone) -> Watch {
        Watch { witness, clock, zone, limits: Limits::default() }
    }

    /// The witness.
    pub fn witness(&self) -> &Witness {
        &self.witness
    }
}

/// What every request passes, as at the market's own door.
pub(super) async fn threshold(State(watch): State<Arc<Watch>>, request: Request, next: Next) -> Response {
    secured(if watch.limits.refuses(&request) {
        (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "10")]).into_response()
    } else {
        next.run(request).await
    })
}

pub(super) async fn add_checkpoint(State(watch): State<Arc<Watch>>, body: Result<Bytes, BytesRejection>) -> Response {
    let Ok(body) = body else { return declined(&Declined::Malformed.into()) };
    // It waits for the disk, on a thread that may.
    let done = tokio::task::spawn_blocking(move || watch.witness.add(&body, watch.clock.now().seconds())).await;
    match done.unwrap_or(Err(NoCosignature::Stopped)) {
        Ok(cosignature) => ([(header::CONTENT_TYPE, PLAIN_KIND)], format!("{cosignature}\n")).into_response(),
        Err(why) => declined(&why),
    }
}

fn declined(why: &NoCosignature) -> Response {
    let status = match why {
        NoCosignature::Declined(declined) => match declined {
            Declined::Malformed | Declined::Shrinks => StatusCode::BAD_REQUEST,
            Declined::UnknownLog => StatusCode::NOT_FOUND,
            Declined::NotSigned => StatusCode::FORBIDDEN,
            Declined::OtherSize(_) => StatusCode::CONFLICT,
            Declined::Inconsistent => StatusCode::UNPROCESSABLE_ENTITY,
        },
        NoCosignature::Stopped | NoCosignature::NoTime => StatusCode::SERVICE_UNAVAILABLE,
    };
    let kind = if status == StatusCode::CONFLICT { SIZE_KIND } else { PLAIN_KIND };
    (status, [(header::CONTENT_TYPE, kind)], format!("{why}\n")).into_response()
}

/// The last head of a log, with its signature and the cosignature.
pub(super) async fn checkpoint(State(watch): State<Arc<Watch>>, Path(origin): Path<String>) -> Response {
    let note = tokio::task::spawn_blocking(move || watch.witness.cosigned(&origin)).await;
    match note {
        Ok(Ok(Some(note))) => ([(header::CONTENT_TYPE, PLAIN_KIND)], note).into_response(),
        Ok(Ok(None)) => StatusCode::NOT_FOUND.into_response(),
        Ok(Err(error)) => failed(&error),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// What this witness has seen, for anybody to read and to compare.
pub(super) async fn seen(State(watch): State<Arc<Watch>>, viewer: Viewer) -> Response {
    let told = tokio::task::spawn_blocking(move || {
        watch.witness.seen().map(|seen| {
            let page = Page { text: viewer.text, zone: &watch.zone, now: watch.clock.now().seconds() };
            page.show(&watch.witness, &seen)
        })
    });
    match told.await {
        Ok(Ok(page)) => ([(header::CONTENT_TYPE, PLAIN_KIND)], page).into_response(),
        Ok(Err(error)) => failed(&error),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

fn failed(error: &StoreError) -> Response {
    tracing::error!(%error, "a query failed");
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}

/// Plain text: it is read on any phone, and printed as it is.
struct Page<'p> {
    text: Text,
    zone: &'p TimeZone,
    now: u64,
}

impl Page<'_> {
    fn show(&self, witness: &Witness, all: &[Seen]) -> String {
        let text = self.text;
        let mut lines = vec![text.watch_title(witness.verifier().name()), text.watch_key(witness.verifier().to_string())];
        if all.is_empty() {
            lines.extend([String::new(), text.watch_none().to_owned()]);
        }
        for seen in all {
            lines.extend([String::new(), text.watch_log(&seen.origin)]);
            match &seen.last {
                Some((head, row)) => {
                    lines.extend(self.head(text.watch_cosigned(text.integer(head.size()), self.when(row.at)), head));
                    lines.push(format!("  {}", text.watch_file(format!("/{}/checkpoint", origin_name(&seen.origin)))));
                }
                None => lines.push(format!("  {}", text.watch_nothing())),
            }
            if let Some((head, at)) = &seen.unproved {
                lines.extend(self.head(text.watch_unproved(text.integer(head.size()), self.when(*at)), head));
            }
            for conflict in &seen.conflicts {
                lines.push(format!("  {}", text.watch_conflict(text.integer(conflict.size), self.when(conflict.at))));
                // The evidence itself: two notes that anybody can check with the log's key.
                let notes = format!("{}\n{}", conflict.first, conflict.other);
                lines.extend(notes.lines().map(|line| format!("    {line}")));
            }
        }
        lines.join("\n") + "\n"
    }

    fn head(&self, says: String, head: &Checkpoint) -> [String; 2] {
        let words = self.text.head_words(&check_numbers(head)).join(" ");
        [format!("  {says}"), format!("  {}", self.text.watch_words(words))]
    }

    fn when(&self, moment: u64) -> String {
        format!("{} ({})", self.text.ago(moment, self.now), self.text.day_and_hour(moment, self.zone))
    }
}
