//! What the file's views need to know of an entry: whom it moves, what it opens.

use crate::ledger::document::{Body, Document, Joining};
use crate::ledger::{Amount, Change, Commitment, Content, Entry, Pubkey};
use crate::market::short_code::short_code;
use crate::store::{Movement, MovementKind, Row};

/// The row of an entry and its bytes. `change` is what it did (`None` for the opening), `accounts` how many there were
/// before it.
pub fn row_of(entry: &Entry, bytes: Vec<u8>, change: Option<&Change>, accounts: u64) -> Row {
    let mut row = Row {
        at: entry.at,
        kind: entry.kind(),
        signed: None,
        bytes,
        movements: Vec::new(),
        opened: Vec::new(),
        dividend: None,
        erases: None,
    };
    match &entry.content {
        Content::Dividend(dividend) => {
            row.dividend = Some((dividend.rank, dividend.amount, dividend.members, dividend.supply));
        }
        Content::Document(signed) => {
            let document = signed.document();
            row.signed = Some((document.key, document.number));
            document_rows(document, accounts, &mut row);
        }
    }
    for (member, grant) in change.map_or(&[][..], |change| &change.admitted) {
        row.movements.push(movement(*member, MovementKind::Admitted));
        if *grant > Amount::ZERO {
            row.movements.push(Movement { delta: hundredths(*grant), ..movement(*member, MovementKind::Granted) });
        }
    }
    row
}

/// The accounts an entry touches, each once, the one that acts first.
pub(super) fn touched(row: &Row) -> Vec<Pubkey> {
    let mut accounts: Vec<Pubkey> = row.erases.into_iter().collect();
    for movement in &row.movements {
        if !accounts.contains(&movement.account) {
            accounts.push(movement.account);
        }
    }
    accounts
}

fn document_rows(document: &Document, accounts: u64, row: &mut Row) {
    let mut open = |address: Pubkey, name: Commitment| {
        let code = short_code(accounts + row.opened.len() as u64 + 1);
        row.opened.push((address, code, name));
        row.movements.push(movement(address, MovementKind::Joined));
    };
    match &document.body {
        Body::Opening(opening) => opening.organisers.iter().for_each(|organiser| open(organiser.address, organiser.name)),
        Body::Joining(Joining { name }) => open(document.account, *name),
        Body::Departure(departure) => row.movements.push(movement(departure.member, MovementKind::Departed)),
        Body::Payment(payment) => {
            for output in &payment.outputs {
                let line = |account, kind, other, delta| Movement {
                    other: Some(other),
                    delta,
                    memo: payment.memo,
                    listing: payment.listing,
                    refund_of: payment.refund_of,
                    ..movement(account, kind)
                };
                let amount = hundredths(output.amount);
                row.movements.push(line(document.account, MovementKind::Sent, output.to, -amount));
                row.movements.push(line(output.to, MovementKind::Received, document.account, amount));
            }
        }
        Body::Erasure(_) => row.erases = Some(document.account),
        Body::Admission(_) | Body::Door(_) | Body::Key(_) | Body::Revocation(_) | Body::Tempo(_) => {}
    }
}

fn movement(account: Pubkey, kind: MovementKind) -> Movement {
    Movement { account, kind, other: None, delta: 0, memo: None, listing: None, refund_of: None }
}

fn hundredths(amount: Amount) -> i64 {
    i64::try_from(amount.hundredths()).expect("an amount is below 2^53")
}
