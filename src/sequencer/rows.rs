//! What the file's views need to know of an entry, and whom it touches.

use crate::ledger::document::{Body, Document, Joining};
use crate::ledger::{Change, Commitment, Content, Entry, Pubkey};
use crate::market::short_code::short_code;
use crate::store::{Erasure, Row};

/// The row of an entry and its bytes. `change` is what it did (`None` for the opening), `accounts` how many there were
/// before it; `unerased` gives places among which are an account's payments since its last erasure.
pub fn row_of(
    entry: &Entry,
    bytes: Vec<u8>,
    change: Option<&Change>,
    accounts: u64,
    unerased: impl FnOnce(&Pubkey) -> Vec<u64>,
) -> Row {
    let admitted = change.map_or(&[][..], |change| &change.admitted);
    let mut row = Row {
        at: entry.at,
        kind: entry.kind(),
        signed: None,
        bytes,
        membership: admitted.iter().map(|(member, grant)| (*member, Some(*grant))).collect(),
        opened: Vec::new(),
        dividend: None,
        erasure: None,
    };
    match &entry.content {
        Content::Dividend(dividend) => {
            row.dividend = Some((dividend.rank, dividend.amount, dividend.members, dividend.supply));
        }
        Content::Document(signed) => {
            let document = signed.document();
            row.signed = Some((document.key, document.number));
            document_views(document, accounts, unerased, &mut row);
        }
    }
    row
}

fn document_views(document: &Document, accounts: u64, unerased: impl FnOnce(&Pubkey) -> Vec<u64>, row: &mut Row) {
    let account = document.account;
    let mut open = |address: Pubkey, name: Commitment| {
        let code = short_code(accounts + row.opened.len() as u64 + 1);
        row.opened.push((address, code, name));
    };
    match &document.body {
        Body::Opening(opening) => opening.organisers.iter().for_each(|organiser| open(organiser.address, organiser.name)),
        Body::Joining(Joining { name }) => open(account, *name),
        Body::Departure(departure) => row.membership.push((departure.member, None)),
        Body::Erasure(_) => row.erasure = Some(Erasure { account, places: unerased(&account) }),
        Body::Admission(_) | Body::Door(_) | Body::Key(_) | Body::Payment(_) | Body::Revocation(_) | Body::Tempo(_) => {}
    }
}

/// The accounts an entry touches, each once, the one that acts first.
pub(super) fn touched(entry: &Entry, change: Option<&Change>) -> Vec<Pubkey> {
    let mut accounts = match &entry.content {
        Content::Dividend(_) => Vec::new(),
        Content::Document(signed) => touched_by(signed.document()),
    };
    for (member, _) in change.map_or(&[][..], |change| &change.admitted) {
        if !accounts.contains(member) {
            accounts.push(*member);
        }
    }
    accounts
}

fn touched_by(document: &Document) -> Vec<Pubkey> {
    match &document.body {
        Body::Opening(opening) => opening.organisers.iter().map(|organiser| organiser.address).collect(),
        Body::Joining(_) | Body::Erasure(_) => vec![document.account],
        Body::Departure(departure) => vec![departure.member],
        Body::Payment(payment) => [document.account].into_iter().chain(payment.outputs.iter().map(|output| output.to)).collect(),
        Body::Admission(_) | Body::Door(_) | Body::Key(_) | Body::Revocation(_) | Body::Tempo(_) => Vec::new(),
    }
}
