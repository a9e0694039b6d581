//! Server-sent events: what happens in the market, as it happens. Pages ask again for what they show.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use serde::Serialize;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt};

use super::app::App;
use crate::sequencer;

#[derive(Serialize)]
struct Told {
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<u64>,
    kind: &'static str,
    accounts: Vec<String>,
}

pub(super) async fn events(State(app): State<Arc<App>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let told = BroadcastStream::new(app.sequencer.listen()).map(|event| match event {
        Ok(event) => tell(event),
        // A slow listener missed some: it looks at everything again.
        Err(_) => tell(sequencer::Event { index: None, kind: "missed", accounts: Vec::new() }),
    });
    Sse::new(told.map(Ok)).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}

fn tell(event: sequencer::Event) -> Event {
    let name = if event.index.is_some() || event.kind == "missed" { "book" } else { "listing" };
    let accounts = event.accounts.iter().map(ToString::to_string).collect();
    let told = Told { index: event.index, kind: event.kind, accounts };
    Event::default().event(name).data(serde_json::to_string(&told).unwrap_or_default())
}
