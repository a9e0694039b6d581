//! The log for auditors: C2SP tlog-tiles, and the proofs that phones ask for.

use std::io;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::app::App;
use super::page::verifier::{FILE_NAME, Known, policy, verifier};
use super::viewer::Viewer;
use crate::ledger::log::{Lead, Note, TileKind, TilePath, encode_bundle, tree::TILE_WIDTH};
use crate::market::search::fold;

/// Full tiles never change (tlog-tiles).
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

pub(super) async fn checkpoint(State(app): State<Arc<App>>) -> Response {
    head(app.sequencer.book().checkpoint.as_ref())
}

/// The newest head that a witness has cosigned: as a rule a little older than the newest of all.
pub(super) async fn cosigned(State(app): State<Arc<App>>) -> Response {
    head(app.witnesses.newest().as_ref())
}

fn head(checkpoint: Option<&Note>) -> Response {
    match checkpoint {
        Some(checkpoint) => ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], checkpoint.to_string()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

pub(super) async fn verifier_key(State(app): State<Arc<App>>) -> String {
    format!("{}\n", app.sequencer.log())
}

pub(super) async fn consistency(State(app): State<Arc<App>>, Path(old): Path<u64>) -> Response {
    match app.sequencer.book().consistency(old) {
        Ok(body) => ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], body.to_string()).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

pub(super) async fn tile(State(app): State<Arc<App>>, Path(path): Path<String>) -> Response {
    let Ok(path) = format!("tile/{path}").parse::<TilePath>() else { return StatusCode::NOT_FOUND.into_response() };
    let bytes = match path.kind() {
        TileKind::Hashes(level) => {
            app.sequencer.book().tree.tile(level, path.index(), path.width()).map(|hashes| hashes.as_flattened().to_vec())
        }
        TileKind::Entries => entries(&app, &path).await,
    };
    let Some(bytes) = bytes else { return StatusCode::NOT_FOUND.into_response() };
    let full = path.width() == TILE_WIDTH;
    let caching = if full { FOR_EVER } else { HeaderValue::from_static("no-cache") };
    let kind = HeaderValue::from_static("application/octet-stream");
    ([(header::CACHE_CONTROL, caching), (header::CONTENT_TYPE, kind)], bytes).into_response()
}

async fn entries(app: &App, path: &TilePath) -> Option<Vec<u8>> {
    let width = u64::from(path.width());
    let first = path.index().checked_mul(u64::from(TILE_WIDTH))?;
    // Only what the present head covers has been revealed.
    if first.checked_add(width)? > app.sequencer.book().tree.size() {
        return None;
    }
    bundle(app, first, width).await
}

async fn bundle(app: &App, first: u64, width: u64) -> Option<Vec<u8>> {
    let entries = app.read(move |reader| reader.entries(first, width)).await.ok()?;
    let bytes: Vec<Vec<u8>> = entries.into_iter().map(|entry| entry.bytes).collect();
    (bytes.len() as u64 == width).then(|| encode_bundle(&bytes).ok())?
}

/// `/log/book`: all of the book up to its present head, in one file.
pub(super) async fn book(State(app): State<Arc<App>>) -> Response {
    let (lead, size, name) = {
        let book = app.sequencer.book();
        let (Some(checkpoint), Some(ledger)) = (&book.checkpoint, &book.ledger) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let size = book.tree.size();
        let lead = Lead::print(app.sequencer.log(), &checkpoint.to_string());
        (lead, size, book_name(ledger.opening().market.as_str(), &ledger.standing().at.to_string(), size))
    };
    let (sender, receiver) = mpsc::channel(1);
    tokio::spawn(send_book(app, lead.into_bytes(), size, sender));
    let named = format!("attachment; filename=\"{name}\"");
    let headers = [(header::CONTENT_TYPE, "application/octet-stream".to_owned()), (header::CONTENT_DISPOSITION, named)];
    (headers, Body::from_stream(ReceiverStream::new(receiver))).into_response()
}

/// `/verifier`: the page that verifies a book, to be used here or kept; it knows this market. Its script and style stand
/// in it, so it comes with a policy of its own.
pub(super) async fn verifier_page(State(app): State<Arc<App>>, viewer: Viewer) -> Response {
    let known = app.sequencer.book().ledger.as_ref().map(|ledger| Known {
        name: ledger.opening().market.to_string(),
        unit: ledger.opening().unit.to_string(),
        currency: ledger.currency().to_string(),
        log: app.sequencer.log().to_string(),
        language: viewer.text.language,
    });
    let Ok(page) = verifier(known.as_ref()) else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let headers = [
        (header::CONTENT_DISPOSITION, format!("inline; filename=\"{FILE_NAME}\"")),
        (header::CONTENT_SECURITY_POLICY, format!("{}; frame-ancestors 'none'", policy())),
    ];
    (headers, Html(page)).into_response()
}

/// Sends the book a bundle at a time, as fast as it is taken: memory does not grow with the book. Entries never change,
/// so the head alone is the snapshot; no reading transaction stays open for as long as somebody's Wi-Fi is slow.
async fn send_book(app: Arc<App>, lead: Vec<u8>, size: u64, sender: mpsc::Sender<io::Result<Vec<u8>>>) {
    let mut part = Some(lead);
    let mut first = 0;
    while let Some(bytes) = part {
        if sender.send(Ok(bytes)).await.is_err() || first == size {
            return;
        }
        let width = (size - first).min(u64::from(TILE_WIDTH));
        part = bundle(&app, first, width).await;
        first += width;
    }
    // The connection breaks off: half a book is not taken for a whole one.
    let _ = sender.send(Err(io::Error::other("the book cannot be read"))).await;
}

/// `marche-du-samedi-2026-11-28-214.gune`: the market, the day of its last entry, how many entries.
fn book_name(market: &str, moment: &str, size: u64) -> String {
    let words: Vec<String> = fold(market)
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let day = moment.split('T').next().unwrap_or_default();
    [words.join("-"), day.to_owned(), format!("{size}.gune")]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_book_is_named_so_that_any_disk_keeps_it() {
        assert_eq!(book_name("Marché d’été, « Ğ » / 1", "2026-11-28T14:03:12Z", 214), "marche-d-ete-g-1-2026-11-28-214.gune");
        assert_eq!(book_name("市場", "2026-11-28T14:03:12Z", 9), "2026-11-28-9.gune");
    }
}
