//! The phones that watch: their keys, and the heads they have cosigned (docs/protocol.md § 6).

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::app::App;
use super::problem::Problem;
use super::viewer::Viewer;
use crate::ledger::Pubkey;
use crate::ledger::log::{Checkpoint, CheckpointError, Note, NoteError, VerifierKey};
use crate::market::{Cosigned, Witness};

/// A checkpoint with the signatures of a phone or a few.
const NOTE_BYTES_MAX: usize = 4_096;

/// How many phones are listed at the most, those that have looked last first.
const LISTED_MAX: u64 = 10_000;

/// How far a phone's clock may be before this one's, in seconds.
const AHEAD_SECONDS_MAX: u64 = 300;

/// `POST /log/cosignatures`: a head that this log has, under the signatures of phones that somebody vouches for.
pub(super) async fn take(State(app): State<Arc<App>>, viewer: Viewer, body: Result<Bytes, BytesRejection>) -> Response {
    match keep(&app, body).await {
        Ok(status) => status.into_response(),
        Err(problem) => problem.response(&app, &viewer),
    }
}

async fn keep(app: &App, body: Result<Bytes, BytesRejection>) -> Result<StatusCode, Problem> {
    let body = body?;
    if body.len() > NOTE_BYTES_MAX {
        return Err(Problem::plain("too-large"));
    }
    let note = Note::parse(&body).map_err(|_| Problem::plain("malformed"))?;
    let head: Checkpoint = note.text().parse().map_err(|_: CheckpointError| Problem::plain("malformed"))?;
    let phones = phones(app, &note, &head)?;
    let cosigned = attested(&note, &head, &phones)?;
    let latest = app.now().seconds().saturating_add(AHEAD_SECONDS_MAX);
    if cosigned.iter().any(|(_, cosigned)| cosigned.time > latest) {
        return Err(Problem::plain("time-ahead"));
    }
    let fresh = app.sequencer.cosign(cosigned).await?;
    Ok(if fresh { StatusCode::CREATED } else { StatusCode::OK })
}

/// The phones that say to have signed and that count now, if the log has this head.
fn phones(app: &App, note: &Note, head: &Checkpoint) -> Result<Vec<(Pubkey, VerifierKey)>, Problem> {
    let book = app.sequencer.book();
    let ours = head.origin() == app.sequencer.log().name() && head.extensions().is_empty() && head.size() > 0;
    if !ours || book.tree.root_at(head.size()) != Ok(*head.root()) {
        return Err(Problem::plain("head-unknown"));
    }
    let ledger = book.ledger.as_ref().ok_or(Problem::plain("head-unknown"))?;
    let named = note.signatures().iter().filter_map(|signature| Witness::named(signature.name()));
    let counting = named.filter(|phone| book.witnesses.counting(ledger, &phone.witness, app.now()).is_some());
    Ok(counting.map(|phone| (phone.witness, phone.verifier())).collect())
}

/// What they have signed; all of it must count.
fn attested(note: &Note, head: &Checkpoint, phones: &[(Pubkey, VerifierKey)]) -> Result<Vec<(Pubkey, Cosigned)>, Problem> {
    let keys: Vec<VerifierKey> = phones.iter().map(|(_, key)| key.clone()).collect();
    let attestations = note.verify(&keys).map_err(|error| match error {
        NoteError::NoKnownSignature => Problem::plain("witness-unknown"),
        _ => Problem::plain("bad-signature"),
    })?;
    let cosigned = attestations.into_iter().filter_map(|attestation| {
        let line = note.signatures().iter().find(|signature| signature.is_by(attestation.key))?.to_string();
        let time = attestation.time?;
        Some((*attestation.key.key(), Cosigned { size: head.size(), root: *head.root(), time, line }))
    });
    Ok(cosigned.collect())
}

/// `GET /log/cosignatures`: the newest cosignature of each phone, as notes: the largest head first.
pub(super) async fn newest(State(app): State<Arc<App>>, viewer: Viewer) -> Response {
    let rows = match app.read(|reader| reader.witnesses(LISTED_MAX)).await {
        Ok(rows) => rows,
        Err(error) => return Problem::from(error).response(&app, &viewer),
    };
    let mut text = String::new();
    let mut last = None;
    for newest in rows.into_iter().filter_map(|row| row.newest) {
        if last != Some(newest.size) {
            let gap = if last.is_some() { "\n" } else { "" };
            text.push_str(&format!("{gap}{}\n", Checkpoint::of(app.sequencer.log(), newest.size, newest.root)));
            last = Some(newest.size);
        }
        text.push_str(&newest.line);
        text.push('\n');
    }
    plain(text)
}

/// `GET /log/witnesses`: the signed documents that vouch for phones, an empty line between two.
pub(super) async fn witnesses(State(app): State<Arc<App>>, viewer: Viewer) -> Response {
    match app.read(|reader| reader.witnesses(LISTED_MAX)).await {
        Ok(rows) => plain(rows.into_iter().map(|row| row.document).collect::<Vec<_>>().join("\n")),
        Err(error) => Problem::from(error).response(&app, &viewer),
    }
}

fn plain(text: String) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
