//! Receipts: a payment as both sides see it, an erasure, and the proof itself.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::{Instead, Shown, answer, erase, market, page, show};
use crate::http::app::App;
use crate::http::page::pay::{Check, Proof, Receipt, Refund};
use crate::http::page::qr::qr;
use crate::http::page::{Svg, Tab};
use crate::http::viewer::Viewer;
use crate::ledger::document::{Body, Payment};
use crate::ledger::log::{Receipt as Proved, VerifierKey};
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
        code: code_of(&receipt, app.sequencer.log(), viewer.text.receipt_code()),
        address: app.place.address.clone(),
    })
}

/// The receipt as a code: its lines, of which those of witnesses are left out, for they need more room than all others.
fn code_of(receipt: &Proved, log: &VerifierKey, label: &str) -> Option<Svg> {
    Some(qr(&receipt.only_by(std::slice::from_ref(log)).to_string(), label)?.named("receipt-code"))
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

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;

    use super::*;
    use crate::http::page::qr::tests::looked_at;
    use crate::ledger::log::{Checkpoint, Cosigner, Signer, Tree, leaf_hash};

    /// The width of a code on paper over the smallest module that a phone's camera tells apart there: 100 mm, 0.5 mm.
    const MODULES_MAX: u32 = 200;

    /// A payment as long as one to so many people can be.
    fn payment(payees: usize) -> Vec<u8> {
        let address = "7bdadNDB1HAJautv4DuCfuEtnfiG5wLLV7EirFfk7rTB";
        let to = format!("to: {address} 123456.50\n").repeat(payees);
        let signature = "X7mOAZENNF4tkiJ3qcBL0ZXVHMxYIBTZ2h5Vf1yZR01LkZ3T2aTHWzGEqZzpHPY7UYDpsaaO1aGoOvbz/S2UCw==";
        let until = "2026-11-25T07:34:56Z";
        format!(
            "at: {until}\ngune/1 payment\ncurrency: {address}\naccount: {address}\nkey: {address}\nnumber: 1133\nuntil: {until}\n\
             {to}listing: {address}\nmemo: {address}\nsignature: {signature}\n"
        )
        .into_bytes()
    }

    /// The receipt of the last of so many entries (a power of two, where the way to the root is longest), its head cosigned by as many witnesses as a market may have.
    fn receipt(size: u64, entry: Vec<u8>, log: &Signer) -> Proved {
        let mut tree = Tree::new();
        (1..size).for_each(|number| tree.append(leaf_hash(&number.to_be_bytes())));
        tree.append(leaf_hash(&entry));
        let mut head = Checkpoint::sign(size, tree.root(), log);
        for number in 1..=15 {
            let witness =
                Cosigner::new(&format!("association-{number}.example/w"), SigningKey::from_bytes(&[number; 32])).unwrap();
            head.add(witness.sign(head.text(), 1_800_000_000).unwrap()).unwrap();
        }
        Proved::new(size - 1, entry, tree.inclusion(size - 1, size).unwrap(), head).unwrap()
    }

    #[test]
    fn the_code_of_any_payment_in_a_book_of_131_072_entries_can_be_read_from_paper_and_verifies() {
        let log = Signer::new("gune.local/7c052f5e", SigningKey::from_bytes(&[9; 32])).unwrap();
        for (size, payees) in [(16, 1), (1_024, 1), (131_072, 1), (131_072, 16)] {
            let entry = payment(payees);
            let receipt = receipt(size, entry.clone(), &log);
            let (modules, text) = looked_at(&code_of(&receipt, log.verifier(), "").unwrap());
            println!("{size} entries, {payees} paid: {} bytes, {modules} modules", text.len());
            assert!(modules <= MODULES_MAX, "{size}, {payees}: {modules}");
            assert_eq!(text.matches('—').count(), 1, "{text}");
            let verified = Proved::parse(text.as_bytes()).unwrap().verify(log.verifier()).unwrap();
            assert_eq!((verified.index, verified.entry), (size - 1, entry));
        }
    }
}
