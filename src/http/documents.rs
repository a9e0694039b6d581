//! `POST /documents`: the only door for signed documents.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};

use super::app::App;
use super::problem::Problem;
use super::viewer::Viewer;
use crate::ledger::Commitment;
use crate::ledger::document::{Body, Signed};
use crate::ledger::identifier::Salt;
use crate::ledger::words::{MEMO_LENGTH_MAX, NAME_LENGTH_MAX, Words};
use crate::market::Notice;

/// What was sent: a document, and the personal texts it commits to.
struct Sent {
    document: String,
    texts: Vec<(Salt, String)>,
}

pub(super) async fn documents(
    State(app): State<Arc<App>>,
    viewer: Viewer,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    match take(&app, &viewer, &headers, body).await {
        Ok(answer) => answer,
        Err(problem) => problem.response(&app, &viewer),
    }
}

async fn take(app: &App, viewer: &Viewer, headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<Response, Problem> {
    let sent = read(headers, &body?)?;
    let kind = sent.document.lines().next().unwrap_or_default();
    if ["gune/1 listing", "gune/1 withdrawal", "gune/1 witness"].contains(&kind) {
        return take_notice(app, &sent).await;
    }
    let signed = Signed::<Body>::parse(sent.document.as_bytes())?;
    let body = &signed.document().body;
    if matches!(body, Body::Opening(_)) && !viewer.has_organisers_link(app) {
        return Err(Problem::plain("organisers-link"));
    }
    check_texts(body, &sent.texts)?;
    let verified = signed.verify().map_err(|_| Problem::plain("bad-signature"))?;
    let accepted = app.sequencer.submit(verified, sent.texts).await?;
    let receipt = app.sequencer.book().receipt(accepted.index, accepted.entry);
    let receipt = receipt.ok_or(Problem::plain("stopped"))?.to_string();
    let status = if accepted.fresh { StatusCode::CREATED } else { StatusCode::OK };
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::LOCATION, format!("/receipt/{}", accepted.index)),
    ];
    Ok((status, headers, receipt).into_response())
}

async fn take_notice(app: &App, sent: &Sent) -> Result<Response, Problem> {
    let signed = Signed::<Notice>::parse(sent.document.as_bytes())?;
    if let Notice::Listing(listing) = &signed.document().body
        && let Some(photo) = listing.photo
        && app.read(move |reader| reader.photo(&photo)).await?.is_none()
    {
        return Err(Problem::plain("photo-unknown"));
    }
    let shown = !matches!(signed.document().body, Notice::Witness(_));
    let verified = signed.verify().map_err(|_| Problem::plain("bad-signature"))?;
    let posted = app.sequencer.post(verified).await?;
    let status = if posted.fresh { StatusCode::CREATED } else { StatusCode::OK };
    let place = shown.then(|| [(header::LOCATION, format!("/listing/{}", posted.id))]);
    Ok((status, place.map(AppendHeaders), format!("{}\n", posted.id)).into_response())
}

/// The personal texts must open the commitments, in their order, and be bounded.
fn check_texts(body: &Body, texts: &[(Salt, String)]) -> Result<(), Problem> {
    let length_max = match body {
        Body::Payment(_) => MEMO_LENGTH_MAX,
        _ => NAME_LENGTH_MAX,
    };
    let commitments = body.commitments();
    if texts.len() < commitments.len() {
        return Err(Problem::plain("text-missing"));
    }
    let open = |(commitment, (salt, text)): (&Commitment, &(Salt, String))| {
        Words::new(text, length_max).is_some() && Commitment::to(salt, text) == *commitment
    };
    if texts.len() > commitments.len() || !commitments.iter().zip(texts).all(open) {
        return Err(Problem::plain("text-mismatch"));
    }
    Ok(())
}

fn read(headers: &HeaderMap, body: &[u8]) -> Result<Sent, Problem> {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !content_type.starts_with("application/x-www-form-urlencoded") {
        let document = String::from_utf8(body.to_vec()).map_err(|_| Problem::plain("malformed"))?;
        return Ok(Sent { document, texts: Vec::new() });
    }
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(body).map_err(|_| Problem::plain("malformed"))?;
    let mut sent = Sent { document: String::new(), texts: Vec::new() };
    let mut salt = None;
    for (name, value) in fields {
        match name.as_str() {
            // Browsers send the line ends of a form's text area as CR LF (HTML, form submission): documents have LF.
            "document" => sent.document = value.replace("\r\n", "\n"),
            "salt" => salt = Some(read_salt(&value).ok_or(Problem::plain("text-mismatch"))?),
            "text" => sent.texts.push((salt.take().ok_or(Problem::plain("text-mismatch"))?, value)),
            _ => {}
        }
    }
    Ok(sent)
}

fn read_salt(value: &str) -> Option<Salt> {
    hex::decode(value).ok()?.try_into().ok()
}
