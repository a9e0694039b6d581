//! An entry of the book in a sentence.

use std::collections::BTreeMap;

use super::Market;
use super::show::person;
use crate::http::page::book::Line;
use crate::http::viewer::Viewer;
use crate::ledger::document::{Body, Document, Door};
use crate::ledger::{Amount, Content, Entry, Phase, Pubkey};
use crate::store::{Reader, StoreError};

/// The names of everybody an entry speaks of.
pub(super) type Names = BTreeMap<Pubkey, String>;

/// The addresses an entry speaks of, the acting account first, each once.
pub(super) fn people(entry: &Entry) -> Vec<Pubkey> {
    let Content::Document(signed) = &entry.content else { return Vec::new() };
    let document = signed.document();
    let others: Vec<Pubkey> = match &document.body {
        Body::Admission(admission) => admission.members.clone(),
        Body::Departure(departure) => vec![departure.member],
        Body::Payment(payment) => payment.outputs.iter().map(|output| output.to).collect(),
        Body::Opening(opening) => opening.organisers.iter().map(|organiser| organiser.address).collect(),
        Body::Joining(_) | Body::Door(_) | Body::Key(_) | Body::Revocation(_) | Body::Tempo(_) | Body::Erasure(_) => Vec::new(),
    };
    let mut people = vec![document.account];
    people.extend(others.into_iter().filter(|other| *other != document.account));
    people
}

/// Looks their names up.
pub(super) fn names(reader: &Reader<'_>, people: impl IntoIterator<Item = Pubkey>) -> Result<Names, StoreError> {
    let mut names = Names::new();
    for address in people {
        if let std::collections::btree_map::Entry::Vacant(place) = names.entry(address) {
            let name = reader.account(&address)?.and_then(|row| row.name);
            place.insert(person(&address, name).name);
        }
    }
    Ok(names)
}

/// The entry at this place in one line.
pub(super) fn line(index: u64, entry: &Entry, names: &Names, market: &Market, viewer: &Viewer) -> Line {
    let (says, amount) = match &entry.content {
        Content::Dividend(dividend) => {
            (viewer.text.says_dividend(dividend.members, dividend.rank.to_string()), Some(dividend.amount))
        }
        Content::Document(signed) => document_line(signed.document(), names, viewer),
    };
    Line {
        index,
        kind: entry.kind().to_owned(),
        says,
        when: market.moment(entry.at, viewer),
        amount: amount.map(|amount| market.amounts.show(amount.hundredths())),
    }
}

fn document_line(document: &Document, names: &Names, viewer: &Viewer) -> (String, Option<Amount>) {
    let text = viewer.text;
    let name = |address: &Pubkey| names.get(address).cloned().unwrap_or_else(|| address.short());
    let list = |addresses: &[Pubkey]| addresses.iter().map(name).collect::<Vec<_>>().join(", ");
    let who = name(&document.account);
    let says = match &document.body {
        Body::Opening(opening) => text.says_opening(opening.market.to_string()),
        Body::Joining(_) => text.says_joining(who),
        Body::Admission(admission) => text.says_admission(list(&admission.members)),
        Body::Departure(departure) if departure.member == document.account => text.says_leaving(who),
        Body::Departure(departure) => text.says_departure(name(&departure.member)),
        Body::Door(Door::Open) => text.says_door_open().to_owned(),
        Body::Door(Door::Shut) => text.says_door_shut().to_owned(),
        Body::Key(_) => text.says_key(who),
        Body::Revocation(_) => text.says_revocation(who),
        Body::Erasure(_) => text.says_erasure(who),
        Body::Payment(payment) => {
            let payees: Vec<Pubkey> = payment.outputs.iter().map(|output| output.to).collect();
            let sum = Amount::sum(payment.outputs.iter().map(|output| output.amount)).unwrap_or(Amount::MAX);
            return (format!("{who} → {}", list(&payees)), Some(sum));
        }
        Body::Tempo(tempo) => match tempo.phase {
            Phase::Running => text.says_tempo(text.every(tempo.schedule.period)),
            Phase::Paused => text.says_pause().to_owned(),
            Phase::Closed => text.says_closing().to_owned(),
        },
    };
    (says, None)
}
