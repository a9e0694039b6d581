//! `/erase`: an account's texts are to be forgotten; and the receipt of it.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;

use super::entrance::known_account;
use super::{Instead, Market, Shown, answer, page, show};
use crate::http::app::App;
use crate::http::page::Tab;
use crate::http::page::erase::{Erase, Erased};
use crate::http::page::pay::Proof;
use crate::http::viewer::Viewer;
use crate::ledger::{Entry, Pubkey};

pub(in crate::http) async fn erase(State(app): State<Arc<App>>, viewer: Viewer) -> Response {
    let shown = show_erase(&app, &viewer).await;
    answer(&app, &viewer, shown)
}

async fn show_erase(app: &App, viewer: &Viewer) -> Shown {
    let (account, _) = known_account(app, viewer)?;
    let row = app.read(move |reader| reader.account(&account)).await?.ok_or(Instead::Missing)?;
    Ok(page(&Erase { page: viewer.frame(app, Tab::Me), me: show::person_of(row) }))
}

/// The receipt of an erasure, by this account, at this place in the book.
pub(super) async fn receipt(app: &App, viewer: &Viewer, market: &Market, erased: (u64, &Entry, Pubkey), proof: Proof) -> Shown {
    let (index, entry, account) = erased;
    let name = app.read(move |reader| Ok(reader.account(&account)?.and_then(|row| row.name))).await?;
    Ok(page(&Erased {
        page: viewer.frame(app, Tab::Me),
        index,
        who: show::person(&account, name),
        when: viewer.text.day_and_hour(entry.at.seconds(), &app.place.zone),
        texts: app.sequencer.book().places.texts_erased(index),
        proof,
        words: market.check_words(viewer),
    }))
}
