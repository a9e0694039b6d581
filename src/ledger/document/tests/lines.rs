//! Lines missing, doubled, out of place, spelled another way; and what is no text at all.

use super::samples::{ALL, PAYMENT};
use super::*;

#[test]
fn every_line_is_refused_where_it_is_missing_doubled_or_out_of_place() {
    // Lines that may be absent, or be there several times, and so are no fault where they are missing or doubled.
    let optional = ["until", "listing", "refund-of", "memo", "limit", "end", "after"];
    let several = ["to", "member", "organiser", "role"];
    for text in ALL {
        let lines: Vec<&str> = text.lines().collect();
        let name = |at: usize| lines[at].split(": ").next().unwrap();
        let join = |lines: &[&str]| lines.iter().map(|line| format!("{line}\n")).collect::<String>();
        for at in 0..lines.len() {
            let (mut missing, mut doubled) = (lines.clone(), lines.clone());
            missing.remove(at);
            doubled.insert(at, lines[at]);
            if !optional.contains(&name(at)) && lines.iter().filter(|line| line.starts_with(name(at))).count() == 1 {
                let refusal = parse(&join(&missing)).unwrap_err();
                // Without its currency a document is refused once all is read, at the line where it should stand.
                assert!(refusal.line as usize <= at + 1, "{refusal} without {}", lines[at]);
            }
            let refusal = parse(&join(&doubled)).unwrap_err();
            // A second one where there may be one is out of place there; in a list it is refused as such, or the list goes on.
            let last = (at..lines.len()).find(|after| name(*after) != name(at)).unwrap_or(lines.len());
            // Of two signatures the last counts, and the one before it is a line too many.
            let second = if name(at) == "signature" { at + 1 } else { at + 2 };
            assert!((second..=last + 1).contains(&(refusal.line as usize)), "{refusal} with two {}", lines[at]);
            if at + 1 < lines.len() {
                let mut swapped = lines.clone();
                swapped.swap(at, at + 1);
                if several.contains(&name(at)) && name(at) == name(at + 1) && name(at) != "role" {
                    // Two payees in the other order are another document, in its one spelling; its signature is not.
                    assert!(parse(&join(&swapped)).unwrap().verify().is_err());
                } else {
                    let refusal = parse(&join(&swapped)).unwrap_err();
                    let after = if at + 2 == lines.len() { lines.len() } else { at + 3 };
                    assert!((at + 1..=after).contains(&(refusal.line as usize)), "{refusal} with {} too late", lines[at]);
                }
            }
        }
    }
}

#[test]
fn every_line_is_refused_when_it_is_spelled_another_way() {
    for text in ALL {
        for number in 2..=text.lines().count() {
            let right = line(text, number);
            let (name, value) = right.split_once(": ").unwrap();
            for wrong in [
                format!("{right} "),
                format!(" {right}"),
                format!("{name}:{value}"),
                format!("{name}:  {value}"),
                format!("{name} : {value}"),
                format!("{name}: "),
                format!("{name}:"),
                format!("{}: {value}", name.to_uppercase()),
                format!("x{right}"),
                format!("{name}: \u{200B}{value}"),
                format!("{name}: {value}\t"),
                String::new(),
            ] {
                let refusal = parse(&with_line(text, number, &wrong)).unwrap_err();
                assert_eq!(refusal.line as usize, number, "{refusal}: {wrong:?}");
            }
        }
        let (kind, without_end) = (line(text, 1), text.strip_suffix('\n').unwrap());
        let not_text = |text: &str| refused(text, 0, Problem::NotText);
        not_text(&text.replace('\n', "\r\n"));
        not_text(&text.replacen('\n', "\r\n", 1));
        not_text(without_end);
        let last = u32::try_from(text.lines().count() + 1).unwrap();
        for extra in ["\n", "memo: \n", " \n"] {
            refused(&format!("{text}{extra}"), last, Problem::Field("signature"));
        }
        refused(&format!("\n{text}"), 1, Problem::Head);
        refused(&format!("\u{FEFF}{text}"), 1, Problem::Head);
        refused(&with_line(text, 1, &kind.replace("gune/1", "gune/2")), 1, Problem::Head);
        for unknown in [format!("{kind} "), kind.to_uppercase().replace("GUNE", "gune"), "gune/1 ".to_owned(), format!("{kind}x")]
        {
            refused(&with_line(text, 1, &unknown), 1, Problem::UnknownKind);
        }
    }
}

/// `not-canonical` is a second net (docs/protocol.md § 7): whatever this finds belongs to a reader of its field.
#[test]
fn no_letter_changed_added_or_left_out_gets_past_the_fields_to_the_second_net() {
    for text in ALL {
        let letters: Vec<char> = text.chars().collect();
        for at in 0..letters.len() {
            for (put, taken) in [
                ("", 1),
                ("0", 0),
                ("0", 1),
                ("1", 0),
                ("=", 1),
                ("A", 1),
                (" ", 0),
                ("\n", 0),
                ("\u{85}", 0),
                ("+", 1),
                (".", 1),
            ] {
                let before: String = letters[..at].iter().collect();
                let after: String = letters[at + taken..].iter().collect();
                if let Err(refusal) = parse(&format!("{before}{put}{after}")) {
                    assert_ne!(refusal.problem, Problem::NotCanonical, "{before}[{put}]{after}");
                }
            }
        }
    }
}

#[test]
fn what_is_no_text_at_all_is_refused() {
    for nothing in ["", "\n", "gune/1 payment\n", "x"] {
        assert!(parse(nothing).is_err(), "{nothing:?}");
    }
    let mut bytes = PAYMENT.as_bytes().to_vec();
    bytes[40] = 0xFF;
    assert_eq!(Signed::<Body>::parse(&bytes), Err(Malformed { line: 0, problem: Problem::NotText }));
}

#[test]
fn a_document_of_more_than_16_384_bytes_is_refused_before_it_is_read() {
    let room = DOCUMENT_BYTES_MAX - PAYMENT.len();
    let lines = |bytes: usize| with_line(PAYMENT, 2, &format!("{}{}", line(PAYMENT, 2), "x".repeat(bytes)));
    refused(&lines(room), 2, Problem::Field("currency"));
    refused(&lines(room + 1), 0, Problem::TooLarge);
}
