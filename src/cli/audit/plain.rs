//! An audit in plain words.

use jiff::tz::TimeZone;

use crate::audit::{Failure, Finding, Reason, Report};
use crate::cli::unreadable;
use crate::ledger::entry::NotAnEntry;
use crate::ledger::{Amount, Wrong};
use crate::text::Text;

/// The lines of a report on a book that is right, all but the verdict.
pub fn report(text: Text, report: &Report) -> Vec<String> {
    let money = |amount: Amount| format!("{}\u{a0}{}", text.amount(amount.hundredths()), report.unit);
    let dividend = money(report.dividend);
    let mut lines = vec![
        text.verdict_book(&report.market, &report.place),
        text.verdict_opened(text.day_and_hour(report.opened.seconds(), &TimeZone::UTC)),
        report.origin.clone(),
        String::new(),
        entries(text, report),
        text.verdict_people(text.integer(report.accounts), text.integer(report.members)),
        match report.dividends {
            0 => text.verdict_dividends_none(dividend),
            count => text.verdict_dividends(text.integer(count), dividend),
        },
        text.verdict_payments(text.integer(report.payments)),
        text.verdict_supply(money(report.supply)),
    ];
    if report.erasures > 0 {
        lines.push(text.verdict_erasures(text.integer(report.erasures)));
    }
    if let Some(erased) = report.erased {
        lines.push(text.verdict_erased(text.integer(erased)));
    }
    lines.push(String::new());
    lines.push(text.verdict_first_words(text.head_words(&report.first.check).join(" ")));
    lines.push(text.verdict_last_words(text.integer(report.last.size), text.head_words(&report.last.check).join(" ")));
    lines.extend(report.remembered.iter().map(|file| text.verdict_remembered(file.display().to_string())));
    let hundredths = u64::try_from(report.duration.as_millis() / 10).unwrap_or(u64::MAX);
    lines.push(text.verdict_duration(text.amount(hundredths)));
    lines
}

/// Why there is no report on a book.
pub fn failure(text: Text, failure: &Failure) -> String {
    match failure {
        Failure::Wrong(found) => format!("{} {}", text.verdict_wrong(), finding(text, found, &reason(text, &found.reason))),
        Failure::Unreadable(error) => text.verdict_unreadable(unreadable(text, error)),
    }
}

fn entries(text: Text, report: &Report) -> String {
    let all = text.integer(report.entries);
    match &report.trusted {
        None => text.verdict_entries(all),
        Some(trusted) => text.verdict_entries_since(
            all,
            text.integer(report.entries - trusted.entries),
            text.integer(trusted.entries),
            trusted.file.display().to_string(),
        ),
    }
}

/// Where the book is wrong, and why.
pub fn finding(text: Text, finding: &Finding, reason: &str) -> String {
    match finding.lines {
        None => reason.to_owned(),
        Some((first, last)) if first == last => text.verdict_line(text.integer(first), reason),
        Some((first, last)) => text.verdict_lines(text.integer(first), text.integer(last), reason),
    }
}

/// Why it is wrong.
pub fn reason(text: Text, reason: &Reason) -> String {
    match reason {
        Reason::Entry(wrong) => entry(text, wrong),
        Reason::Missing => text.wrong_missing().to_owned(),
        Reason::Column(column) => text.wrong_column(column),
        Reason::Uncovered => text.wrong_uncovered().to_owned(),
        Reason::Chain => text.wrong_chain().to_owned(),
        Reason::Root => text.wrong_root().to_owned(),
        Reason::Signature(_) => text.wrong_head_signature().to_owned(),
        Reason::Text => text.wrong_text().to_owned(),
        Reason::Kept => text.wrong_kept().to_owned(),
        Reason::Sum => text.wrong_sum().to_owned(),
        Reason::Forgotten(path) => text.wrong_forgotten(path.display().to_string()),
        Reason::Forked(path) => text.wrong_forked(path.display().to_string()),
        Reason::Foreign(path) => text.wrong_foreign(path.display().to_string()),
        Reason::LogKey => text.wrong_log_key().to_owned(),
        Reason::Trailing => text.wrong_trailing().to_owned(),
        Reason::Tile(tile) => text.wrong_tile(tile.to_string()),
        Reason::File(words) => text.wrong_file(words),
    }
}

fn entry(text: Text, wrong: &Wrong) -> String {
    match wrong {
        Wrong::Entry(NotAnEntry::Shape) => text.wrong_shape().to_owned(),
        Wrong::Entry(NotAnEntry::Document(malformed)) => match malformed.line {
            0 => text.wrong_document_whole().to_owned(),
            line => text.wrong_document(line.to_string()),
        },
        Wrong::Entry(NotAnEntry::Signature(_)) => text.wrong_signature().to_owned(),
        Wrong::Rule(refusal) => match text.refusal(refusal.code()) {
            Some((what, _, _)) => text.wrong_rule(what, refusal.code()),
            None => text.wrong_rule_code(refusal.code()),
        },
    }
}
