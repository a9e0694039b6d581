//! One question to a witness, `add-checkpoint`, and what its answer is worth: bounded in time and in bytes.

use std::time::Duration;

use ureq::Agent;
use ureq::http::header::CONTENT_TYPE;

use super::{Listed, Trouble};
use crate::ledger::log::cosignature::ANSWER_BYTES_MAX;
use crate::ledger::log::{AddCheckpoint, NoteSignature, read_answer, read_size};

/// How long a whole question may take, its answer included. Only the witness's own thread waits.
const QUESTION_TIME_MAX: Duration = Duration::from_secs(10);

/// Longest size and its line end.
const SIZE_BYTES_MAX: usize = 20 + 1;

/// What a 409 is to be called (tlog-witness).
const SIZE_KIND: &str = "text/x.tlog.size";

/// What a witness answered.
pub(super) enum Answer {
    /// It cosigned, at this time in seconds since 1970.
    Cosigned(NoteSignature, u64),
    /// It has cosigned another size last, this one.
    OtherSize(u64),
    /// Neither.
    Nothing(Trouble),
}

/// A client for one witness, which keeps its connection.
pub(super) fn agent() -> Agent {
    let configured = Agent::config_builder()
        .timeout_global(Some(QUESTION_TIME_MAX))
        .http_status_as_error(false)
        .max_redirects(0)
        .max_idle_connections(1)
        .build();
    configured.new_agent()
}

/// Asks for a cosignature.
pub(super) fn ask(agent: &Agent, witness: &Listed, question: &AddCheckpoint) -> Answer {
    let sent = agent
        .post(format!("{}/add-checkpoint", witness.address))
        .header(CONTENT_TYPE, "text/plain; charset=utf-8")
        .send(question.to_string());
    let mut response = match sent {
        Ok(response) => response,
        Err(error) => return Answer::Nothing(Trouble::Away(error.to_string())),
    };
    let status = response.status().as_u16();
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_size = kind.split(';').next().is_some_and(|kind| kind.trim() == SIZE_KIND);
    // Of any other answer the body is nobody's business, however long it is: the connection is dropped.
    let mut read = |most: usize| response.body_mut().with_config().limit(most as u64).read_to_vec();
    match status {
        200 => {
            let cosigned = read(ANSWER_BYTES_MAX).ok();
            let cosigned = cosigned.and_then(|body| read_answer(&body, question.checkpoint.text(), &witness.key));
            cosigned.map_or(Answer::Nothing(Trouble::Unsound), |(cosignature, time)| Answer::Cosigned(cosignature, time))
        }
        409 if is_size => match read(SIZE_BYTES_MAX).ok().and_then(|body| read_size(&body)) {
            Some(size) => Answer::OtherSize(size),
            None => Answer::Nothing(Trouble::Unsound),
        },
        // tlog-witness said so of another root at the same size, before it said 422.
        409 | 422 => Answer::Nothing(Trouble::Inconsistent),
        404 => Answer::Nothing(Trouble::UnknownLog),
        403 => Answer::Nothing(Trouble::NotTrusted),
        408 | 429 | 500..=599 => Answer::Nothing(Trouble::Away(status.to_string())),
        status => Answer::Nothing(Trouble::Declines(status)),
    }
}
