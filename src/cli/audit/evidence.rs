//! `gune audit --evidence`: what two signed heads that a phone kept prove, by themselves or against a book.

use std::process::ExitCode;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{WRONG, words_json};
use crate::audit::evidence::{Examined, KeptHead, Place, Proved};
use crate::text::Text;

/// The exit code: wrong if it is against the log's owner.
pub(super) fn exit(examined: &Examined) -> ExitCode {
    if examined.proved.is_against() { ExitCode::from(WRONG) } else { ExitCode::SUCCESS }
}

/// What was found, in plain words; the last line is the verdict.
pub(super) fn plain(text: Text, examined: &Examined) -> Vec<String> {
    let mut lines = vec![text.evidence_log(&examined.origin)];
    lines.extend(examined.heads.iter().map(|head| line(text, head)));
    if examined.other_log {
        lines.push(text.evidence_other_log().to_owned());
    }
    lines.push(String::new());
    lines.push(verdict(text, examined.proved).to_owned());
    lines
}

fn line(text: Text, head: &KeptHead) -> String {
    let size = text.integer(head.size);
    if !head.signed {
        return text.evidence_unsigned(size);
    }
    let said = text.evidence_head(size, text.head_words(&head.check).join(" "));
    let place = match head.place {
        Place::Unasked => return said,
        Place::Held => text.evidence_held(),
        Place::Other => text.evidence_other(),
        Place::Beyond => text.evidence_beyond(),
    };
    format!("{said} {place}")
}

fn verdict(text: Text, proved: Proved) -> &'static str {
    match proved {
        Proved::TwoBooks => text.evidence_two_books(),
        Proved::AnotherBook => text.evidence_another_book(),
        Proved::ShorterBook => text.evidence_shorter_book(),
        Proved::OneBook => text.evidence_one_book(),
        Proved::Nothing => text.evidence_nothing(),
    }
}

/// The same for programs.
pub(super) fn for_programs(examined: &Examined) -> Value {
    let heads = examined.heads.iter().map(|head| {
        json!({
            "size": head.size,
            "root": STANDARD.encode(head.root),
            "check_words": words_json(&head.check),
            "signed": head.signed,
            "in_book": head.place.code(),
        })
    });
    json!({
        "proved": examined.proved.is_against(),
        "code": examined.proved.code(),
        "origin": examined.origin,
        "other_log": examined.other_log,
        "heads": heads.collect::<Vec<_>>(),
    })
}
