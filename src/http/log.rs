//! The log for auditors: C2SP tlog-tiles, and the proofs that phones ask for.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::app::App;
use crate::ledger::log::{Note, TileKind, TilePath, encode_bundle, tree::TILE_WIDTH};

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
    let entries = app.read(move |reader| reader.entries(first, width)).await.ok()?;
    let bytes: Vec<Vec<u8>> = entries.into_iter().map(|entry| entry.bytes).collect();
    encode_bundle(&bytes).ok()
}
