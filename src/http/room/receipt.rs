//! Receipts: a payment as both sides see it, an erasure, and the proof itself.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::{Instead, Shown, answer, erase, market, page, show};
use crate::http::app::App;
use crate::http::page::Tab;
use crate::http::page::pay::{Check, Proof, Receipt, Refund};
use crate::http::page::qr::receipt_qr;
use crate::http::viewer::Viewer;
use crate::ledger::document::{Body, Payment};
use crate::ledger::{Amount, Content, Entry};

pub(in crate::http) async fn receipt(State(app): State<Arc<App>>, viewer: Viewer, Path(index): Path<u64>) -> Response {
    let shown = show_receipt(&app, &viewer, index).await;
    answer(&app, &viewer, shown)
}

async fn show_receipt(app: &App, viewer: &Viewer, index: u64) -> Shown {
    let market = market(app, viewer)?;
    let bytes = entry_bytes(app, index).await?;
    let entry = Entry::read(&bytes).map_err(|_| Instead::Missing)?;
    let Content::Document(signed) = &entry.content else { return Err(Instead::Elsewhere(format!("/book/{index}"))) };
    let document = signed.document();
    let payer = document.account;
    let proof = proof_of(app, viewer, index, &entry, bytes).ok_or(Instead::Missing)?;
    if let Body::Erasure(_) = document.body {
        return erase::receipt(app, viewer, &market, (index, &entry, payer), proof).await;
    }
    let Body::Payment(payment) = document.body.clone() else { return Err(Instead::Elsewhere(format!("/book/{index}"))) };
    let asked = payment.clone();
    let (from, names, memo, listing) = app
        .read(move |reader| {
            let name = |address| reader.account(address).map(|row| row.and_then(|row| row.name));
            let names = asked.outputs.iter().map(|output| name(&output.to)).collect::<Result<Vec<_>, _>>()?;
            let memo = asked.memo.map(|memo| reader.personal_text(&memo)).transpose()?.flatten().map(|(_, text)| text);
            let listing = asked.listing.map(|listing| reader.listing(&listing)).transpose()?.flatten();
            Ok((name(&payer)?, names, memo, listing))
        })
        .await?;
    let amount = |amount: Amount| market.amounts.show(amount.hundredths());
    let to = payment.outputs.iter().zip(names).map(|(output, name)| (show::person(&output.to, name), amount(output.amount)));
    let listing = listing.and_then(|row| Some((row.id.to_string(), show::listing_of(&row)?.title.to_string())));
    let sum = Amount::sum(payment.outputs.iter().map(|output| output.amount)).unwrap_or(Amount::MAX);
    Ok(page(&Receipt {
        page: viewer.frame(app, Tab::Me),
        index,
        from: show::person(&payer, from),
        to: to.collect(),
        amount: amount(sum),
        when: viewer.text.day_and_hour(entry.at.seconds(), &app.place.zone),
        memo,
        listing,
        refund_of: payment.refund_of,
        proof,
        words: market.check_words(viewer),
        refund: refund(app, viewer, index, &payment)
            .map(|left| Refund { amount: show::typed(left, viewer), shown: amount(left) }),
    }))
}

/// An entry with its proof under the present head.
fn proof_of(app: &App, viewer: &Viewer, index: u64, entry: &Entry, bytes: Vec<u8>) -> Option<Proof> {
    let receipt = app.sequencer.book().receipt(index, bytes)?;
    Some(Proof {
        entered: viewer.text.entered(entry.at.seconds(), app.now().seconds(), &app.place.zone),
        entry: entry.to_text(),
        text: receipt.to_string(),
        code: receipt_qr(&receipt, app.sequencer.log(), viewer.text.receipt_code()),
        address: app.place.address.clone(),
    })
}

/// What the viewer may still give back of this payment.
fn refund(app: &App, viewer: &Viewer, index: u64, payment: &Payment) -> Option<Amount> {
    let viewer = viewer.account?;
    // What was given back is not given back again.
    if payment.refund_of.is_some() {
        return None;
    }
    let book = app.sequencer.book();
    let paid = book.ledger.as_ref()?.refundable(index)?;
    paid.left.iter().find(|(payee, _)| *payee == viewer).map(|(_, left)| *left).filter(|left| *left > Amount::ZERO)
}

pub(in crate::http) async fn check(State(app): State<Arc<App>>, viewer: Viewer) -> Response {
    let shown = market(&app, &viewer).map(|_| page(&Check { page: viewer.frame(&app, Tab::Book) }));
    answer(&app, &viewer, shown)
}

/// `/receipts/<index>.tlog-proof`: the receipt under the present head, as a file.
pub(in crate::http) async fn proof(State(app): State<Arc<App>>, Path(file): Path<String>) -> Response {
    let Some(index) = file.strip_suffix(".tlog-proof").and_then(|index| index.parse::<u64>().ok()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Ok(bytes) = entry_bytes(&app, index).await else { return StatusCode::NOT_FOUND.into_response() };
    match app.sequencer.book().receipt(index, bytes) {
        Some(receipt) => ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], receipt.to_string()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The bytes of an entry that the present head covers.
pub(super) async fn entry_bytes(app: &App, index: u64) -> Result<Vec<u8>, Instead> {
    if index >= app.sequencer.book().tree.size() {
        return Err(Instead::Missing);
    }
    app.read(move |reader| reader.entry(index)).await?.ok_or(Instead::Missing)
}
