//! `gune audit`: says in plain words that a book is right, or what is wrong with it first.

mod evidence;
mod plain;

use std::io::IsTerminal as _;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use super::{language, unreadable, words};
use crate::audit::evidence::Evidence;
use crate::audit::{Failure, Finding, Head, Options, Report, Source, Unreadable, audit};
use crate::text::{Language, Text};

/// The exit code for a book that is wrong.
const WRONG: u8 = 3;

/// The exit code when there was nothing to audit; clap's own for wrong usage.
const USAGE: u8 = 2;

/// What `gune audit` is told.
#[derive(Debug, clap::Args)]
pub struct AuditArgs {
    /// A data folder, the book's file, an exported log, or a running market's address (http://…)
    #[arg(required_unless_present = "evidence")]
    source: Option<String>,
    /// Prints the result for programs
    #[arg(long)]
    json: bool,
    /// The language of the report
    #[arg(long, value_name = "CODE", value_parser = language)]
    language: Option<Language>,
    /// The folder of the log's key, whose last head the book must hold; found by itself beside a data folder
    #[arg(long, value_name = "FOLDER")]
    keys: Option<PathBuf>,
    /// A head or a receipt that somebody kept: the book must hold it
    #[arg(long, value_name = "FILE")]
    head: Option<PathBuf>,
    /// Evidence that a phone kept: says what it proves, by itself and against the book, if one is given
    #[arg(long, value_name = "FILE")]
    evidence: Option<PathBuf>,
    /// A head or a receipt that you kept of a book you found right: signatures are checked from there on
    #[arg(long, value_name = "FILE")]
    since: Option<PathBuf>,
    /// On how many threads; all cores without
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// Prints the verdict only
    #[arg(long)]
    quiet: bool,
}

impl AuditArgs {
    /// To audit a data folder, and print the whole report.
    pub(super) fn of(data: &Path) -> AuditArgs {
        let source = data.to_string_lossy().into_owned();
        AuditArgs {
            source: Some(source),
            json: false,
            language: None,
            keys: None,
            head: None,
            evidence: None,
            since: None,
            jobs: None,
            quiet: false,
        }
    }
}

/// Audits, and prints what was found.
pub fn run(args: &AuditArgs) -> ExitCode {
    let text = args.language.map_or_else(words, Text::new);
    let evidence = match args.evidence.as_deref().map(Evidence::read).transpose() {
        Ok(evidence) => evidence,
        Err(error) => return print_unreadable(args, text, &error),
    };
    let Some(evidence) = evidence else {
        return match audited(args, Vec::new()) {
            Ok(report) => {
                print_right(args, text, &report);
                ExitCode::SUCCESS
            }
            Err(failure) => print_failure(args, text, &failure),
        };
    };
    let book = args.source.is_some().then(|| audited(args, evidence.sizes())).transpose();
    let examined = evidence.examine(book.as_ref().ok().and_then(Option::as_ref));
    if args.json {
        println!("{:#}", evidence::for_programs(&examined));
    } else {
        let lines = evidence::plain(text, &examined);
        let shown = if args.quiet { lines.len().saturating_sub(1) } else { 0 };
        lines.iter().skip(shown).for_each(|line| println!("{line}"));
    }
    match book {
        Ok(_) => evidence::exit(&examined),
        // A book that is wrong, or none, takes nothing from what the heads prove by themselves.
        Err(failure) if examined.proved.is_against() => {
            eprintln!("{}", plain::failure(text, &failure));
            evidence::exit(&examined)
        }
        Err(failure) => print_failure(args, text, &failure),
    }
}

fn audited(args: &AuditArgs, sizes: Vec<u64>) -> Result<Report, Failure> {
    let (keys, head, since) = (args.keys.clone(), args.head.clone(), args.since.clone());
    let options = Options { keys, head, since, sizes, threads: args.jobs };
    let bar = progress_bar(args);
    let source = Source::of(args.source.as_deref().unwrap_or_default());
    let audited = source.map_err(Failure::from).and_then(|source| {
        audit(&source, &options, &mut |done, total| {
            bar.set_length(total);
            bar.set_position(done);
        })
    });
    bar.finish_and_clear();
    audited
}

fn print_failure(args: &AuditArgs, text: Text, failure: &Failure) -> ExitCode {
    match failure {
        Failure::Wrong(finding) => {
            print_wrong(args, text, finding);
            ExitCode::from(WRONG)
        }
        Failure::Unreadable(error) => print_unreadable(args, text, error),
    }
}

fn print_unreadable(args: &AuditArgs, text: Text, error: &Unreadable) -> ExitCode {
    eprintln!("{}", text.verdict_unreadable(unreadable(text, error)));
    if args.json {
        println!("{:#}", json!({ "right": null, "error": error.to_string() }));
    }
    ExitCode::from(USAGE)
}

fn progress_bar(args: &AuditArgs) -> ProgressBar {
    if args.quiet || args.json || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{wide_bar} {human_pos}/{human_len} {eta}");
    ProgressBar::new(0).with_style(style.expect("the template is a constant that a test reads"))
}

fn print_right(args: &AuditArgs, text: Text, report: &Report) {
    if args.json {
        println!("{:#}", right_json(report));
        return;
    }
    if !args.quiet {
        plain::report(text, report).iter().for_each(|line| println!("{line}"));
        println!();
    }
    println!("{}", text.verdict_right());
}

fn print_wrong(args: &AuditArgs, text: Text, finding: &Finding) {
    let reason = plain::reason(text, &finding.reason);
    if args.json {
        println!("{:#}", wrong_json(finding, &reason));
        return;
    }
    println!("{}", text.verdict_wrong());
    if let Some((first, _)) = finding.lines.filter(|(first, _)| *first > 0 && !args.quiet) {
        println!("{}", text.verdict_before(text.integer(first)));
    }
    println!("{}", plain::finding(text, finding, &reason));
}

fn right_json(report: &Report) -> Value {
    json!({
        "right": true,
        "market": report.market,
        "place": report.place,
        "unit": report.unit,
        "origin": report.origin,
        "opened": report.opened.to_string(),
        "entries": report.entries,
        "accounts": report.accounts,
        "members": report.members,
        "dividends": report.dividends,
        "dividend": report.dividend.to_string(),
        "supply": report.supply.to_string(),
        "payments": report.payments,
        "erasures": report.erasures,
        "first": head_json(&report.first),
        "last": head_json(&report.last),
        "erased_texts": report.erased,
        "remembered_heads": report.remembered,
        "signatures_trusted": report.trusted.as_ref().map_or(0, |trusted| trusted.entries),
        "trusted_head": report.trusted.as_ref().map(|trusted| &trusted.file),
        "duration_ms": u64::try_from(report.duration.as_millis()).unwrap_or(u64::MAX),
    })
}

fn head_json(head: &Head) -> Value {
    let words = words_json(&head.check);
    json!({ "size": head.size, "root": STANDARD.encode(head.root), "at": head.at.to_string(), "check_words": words })
}

/// Check words in every language.
fn words_json(numbers: &[u16]) -> Value {
    let words = |language: &Language| (language.code().to_owned(), json!(Text::new(*language).head_words(numbers)));
    Language::ALL.iter().map(words).collect::<serde_json::Map<_, _>>().into()
}

fn wrong_json(finding: &Finding, reason: &str) -> Value {
    json!({
        "right": false,
        "line": finding.lines.map(|(first, _)| first),
        "last_line": finding.lines.map(|(_, last)| last),
        "code": finding.reason.code(),
        "reason": reason,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_progress_bars_template_is_read() {
        assert!(ProgressStyle::with_template("{wide_bar} {human_pos}/{human_len} {eta}").is_ok());
    }
}
