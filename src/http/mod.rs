//! The rooms of the market on the network: the one route table, documents in, pages and prints out, the log for auditors.

pub mod app;
pub mod assets;
pub mod page;

mod cosignatures;
mod documents;
mod events;
mod headers;
mod limits;
mod log;
mod photos;
mod preferences;
mod problem;
mod viewer;
mod watch;

mod room;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware;
use axum::routing::{get, post};
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use crate::ledger::log::add_checkpoint::ADD_CHECKPOINT_BYTES_MAX;

pub use app::{App, Place};
pub use watch::Watch;

/// A form or a document: the longest document with its longest texts, percent-encoded.
const FORM_BYTES_MAX: usize = 64 * 1024;

/// How long a request may take before it is given up: a photo over a poor Wi-Fi.
const REQUEST_TIME_MAX: Duration = Duration::from_secs(60);

/// How long a witness waits for a request to arrive: a few kilobytes.
const SUBMISSION_TIME_MAX: Duration = Duration::from_secs(20);

/// Every address of the market.
pub fn router(app: Arc<App>) -> Router {
    let pages = Router::new()
        .route("/", get(room::entrance::entrance))
        .route("/door", get(room::entrance::door))
        .route("/waiting", get(room::entrance::waiting))
        .route("/restore", get(room::entrance::restore))
        .route("/card", get(room::entrance::card))
        .route("/me", get(room::me::me))
        .route("/erase", get(room::erase::erase))
        .route("/market", get(room::market::market))
        .route("/listing/{id}", get(room::market::listing))
        .route("/offer", get(room::market::offer))
        .route("/pay", get(room::pay::pay))
        .route("/collect", get(room::pay::collect))
        .route("/receipt/{index}", get(room::receipt::receipt))
        .route("/check", get(room::receipt::check))
        .route("/book", get(room::book::book))
        .route("/book/entries", get(room::book::entries))
        .route("/book/accounts", get(room::book::accounts))
        .route("/book/account/{address}", get(room::book::account))
        .route("/compare", get(room::compare::compare))
        .route("/book/{index}", get(room::book::entry))
        .route("/projector", get(room::wall::projector))
        .route("/poster", get(room::wall::poster))
        .route("/organise", get(room::organise::organise))
        .route("/organise/enter/{token}", get(room::organise::enter))
        .route("/organise/wifi", post(room::organise::wifi))
        .route("/opened", get(room::organise::opened))
        .route("/refusals/{code}", get(room::refusal::refusal))
        .route("/verifier", get(log::verifier_page))
        .route("/preferences", post(preferences::preferences))
        .layer(CompressionLayer::new());
    let machines = Router::new()
        .route("/documents", post(documents::documents))
        .route("/receipts/{file}", get(room::receipt::proof))
        .route("/accounts/{address}", get(room::machine::account))
        .route("/accounts/{address}/keys", get(room::machine::keys))
        .route("/log/book", get(log::book))
        .route("/log/checkpoint", get(log::checkpoint))
        .route("/log/cosigned", get(log::cosigned))
        .route("/log/vkey", get(log::verifier_key))
        .route("/log/consistency/{old}", get(log::consistency))
        .route("/log/tile/{*path}", get(log::tile))
        .route("/log/witnesses", get(cosignatures::witnesses))
        .route("/log/cosignatures", get(cosignatures::newest).post(cosignatures::take))
        .route("/health", get(room::machine::health));
    // Together, since each layer by itself costs every request a box and a copy of what is inside it.
    let around_all = (
        middleware::from_fn_with_state(Arc::clone(&app), limits::threshold),
        // Until the answer begins: what is streamed after that may take its time.
        TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, REQUEST_TIME_MAX),
        DefaultBodyLimit::max(FORM_BYTES_MAX),
    );
    pages
        .merge(machines)
        .route("/photos", post(photos::keep).layer(DefaultBodyLimit::max(photos::UPLOAD_BYTES_MAX)))
        .route("/photos/{id}", get(photos::photo))
        .route("/assets/{file}", get(assets::serve))
        .route("/events", get(events::events))
        .fallback(room::refusal::missing)
        .layer(around_all)
        .with_state(app)
}

/// Every address of a witness of other logs.
pub fn watch_router(watch: Arc<Watch>) -> Router {
    Router::new()
        .route("/", get(watch::seen))
        .route("/add-checkpoint", post(watch::add_checkpoint))
        .route("/{origin}/checkpoint", get(watch::checkpoint))
        .layer((
            middleware::from_fn_with_state(Arc::clone(&watch), watch::threshold),
            TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, SUBMISSION_TIME_MAX),
            DefaultBodyLimit::max(ADD_CHECKPOINT_BYTES_MAX),
        ))
        .with_state(watch)
}
