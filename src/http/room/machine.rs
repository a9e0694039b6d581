//! What the scripts and the watchers ask: does this account exist, which keys has it, is all well.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::http::app::App;
use crate::ledger::{Pubkey, Role};

#[derive(Serialize)]
struct Account {
    address: String,
    member: bool,
    balance: String,
}

#[derive(Serialize)]
struct Key {
    key: String,
    roles: Vec<&'static str>,
    limit: Option<String>,
    end: Option<String>,
    authorised_at: u64,
    revoked: bool,
    last_number: u64,
}

/// `/accounts/<address>`: 404 if this phrase opens no account here.
pub(in crate::http) async fn account(State(app): State<Arc<App>>, Path(address): Path<String>) -> Response {
    let found = address.parse::<Pubkey>().ok().and_then(|address| {
        let book = app.sequencer.book();
        let ledger = book.ledger.as_ref()?;
        let member = ledger.accounts().get(&address)?.member;
        Some(Account { address: address.to_string(), member, balance: ledger.balance(&address)?.to_string() })
    });
    found.map_or_else(|| StatusCode::NOT_FOUND.into_response(), |account| Json(account).into_response())
}

/// `/accounts/<address>/keys`: the keys the account has authorised.
pub(in crate::http) async fn keys(State(app): State<Arc<App>>, Path(address): Path<String>) -> Response {
    let found = address.parse::<Pubkey>().ok().and_then(|address| {
        let book = app.sequencer.book();
        let ledger = book.ledger.as_ref()?;
        let authorised = &ledger.accounts().get(&address)?.authorised;
        let keys = authorised.iter().filter_map(|key| {
            let record = ledger.key(key)?;
            let rights = record.rights?;
            Some(Key {
                key: key.to_string(),
                roles: rights.roles.named().into_iter().map(Role::name).collect(),
                limit: rights.limit.map(|limit| limit.to_string()),
                end: rights.end.map(|end| end.to_string()),
                authorised_at: record.since.seconds(),
                revoked: record.revoked.is_some(),
                last_number: record.last_number,
            })
        });
        Some(keys.collect::<Vec<_>>())
    });
    found.map_or_else(|| StatusCode::NOT_FOUND.into_response(), |keys| Json(keys).into_response())
}

/// `/health`: 200 while the writer writes.
pub(in crate::http) async fn health(State(app): State<Arc<App>>) -> Response {
    if app.sequencer.is_healthy() {
        "well\n".into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the writer has stopped: look at the program's messages, and restart it\n")
            .into_response()
    }
}
