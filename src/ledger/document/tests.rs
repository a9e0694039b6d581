//! Documents: one spelling each, and every other text refused at its line.
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::as_conversions)]

#[path = "tests/any.rs"]
mod any;

use ed25519_dalek::{Signer, SigningKey};

use super::*;
use crate::ledger::log::{Algorithm, VerifierKey};
use crate::ledger::{Amount, Limit, Rights, Roles, Rule};

// These texts, identifiers and signatures were made by another program, from docs/protocol.md. The keys are those of the
// seeds of 32 bytes 1 (Olive), 2 (Basile), 3 (Chloé), 4 (her phone) and 9 (the log).

/// The identifier of [`OPENING`].
const CURRENCY: &str = "DSW5bWUmVmwiexvn6JoimEHoYZtEFJx3KomoCzH3DFrY";

const OPENING: &str = "\
gune/1 opening
account: AKnL4NNf3DGWZJS6cPknBuEGnVsV4A4m5tgebLHaRSZ9
key: AKnL4NNf3DGWZJS6cPknBuEGnVsV4A4m5tgebLHaRSZ9
number: 1
market: Marché des Lilas
place: Rennes, salle 3
unit: Ğune
log: gune.example/lilas+9edc35a1+Af0XJDhaoMdbZPt4zWAvodmR/ev3axPFjtcC6sg16fYY
salt: 000102030405060708090a0b0c0d0e0f
rule: g1
first: 10.00
growth: 2382304
reevaluation: 3600
period: 600
end: 2026-11-28T18:00:00Z
after: 86400
organiser: AKnL4NNf3DGWZJS6cPknBuEGnVsV4A4m5tgebLHaRSZ9 3SNbjVw22gmmG2hgCfM5ZuM1GVzUEh9mMt4iqkK5JFuS
organiser: 9hSR6S7WPtxmTojgo6GG3k4yDPecgJY292j7xrsUGWBu FRu1JmJLo1mKyvHeBWXB4HkzpYLMaUqDLa8F1J8VnXE1
signature: W1+LJ0R5scsaiLOl1LTCdmPGsT5nJycFv32nb0xcespZrJsLvT0wYS0TpZvJpX067MHM3C7oDk2S6UkoNLP5CA==
";

const PAYMENT: &str = "\
gune/1 payment
currency: DSW5bWUmVmwiexvn6JoimEHoYZtEFJx3KomoCzH3DFrY
account: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
key: EdmxWPmx2WH6WgFfTdu9xfkYf3k1g5wD1zccTVySEEh1
number: 1764338592123
until: 2026-11-29T14:03:12Z
to: 9hSR6S7WPtxmTojgo6GG3k4yDPecgJY292j7xrsUGWBu 12.50
to: AKnL4NNf3DGWZJS6cPknBuEGnVsV4A4m5tgebLHaRSZ9 0.05
listing: 24ZETB2BdbSB9XDifMwbWuKNkc1MsXJHVsTR6PJLGPr7
refund-of: 42
memo: icjQuWpWuTkzZmb9q8nEa474uYz8o3dcf1FCiXVMyYT
signature: ZJM7TDU2XpXI88Cd4GIuDf0mQSCyfw4hfh0AEC34M0tbQJj/XcYNkTevskvAFbZpolAQwE5ggymWMD4Gw1wkDg==
";

const KEY: &str = "\
gune/1 key
currency: DSW5bWUmVmwiexvn6JoimEHoYZtEFJx3KomoCzH3DFrY
account: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
key: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
number: 2
authorised: EdmxWPmx2WH6WgFfTdu9xfkYf3k1g5wD1zccTVySEEh1
role: pay
role: organise
limit: 3 UD per 86400
end: 2027-01-01T00:00:00Z
signature: JgH9Mw4dn49q1flbJh4fSP7np7ZebuvoBwQcCtaBvBPcXupg2kxEZwf1rDvX6zEdn+l8jQP16COmUk5ZWPhxBQ==
";

const JOINING: &str = "\
gune/1 joining
currency: DSW5bWUmVmwiexvn6JoimEHoYZtEFJx3KomoCzH3DFrY
account: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
key: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
number: 1
name: ECtTfVpVtHfRtXrfWDa7w4hML1C93VneW3TpY3uWHqDN
signature: TnSc8WGzHR+VVCkwylxfWzmpcqFHJtqqWtfRSNCjY18hUv+EX0AKWXosiPy4n6TL7CGMCI8OtfD2rYedeiAVCg==
";

const ADMISSION: &str = "\
gune/1 admission
currency: DSW5bWUmVmwiexvn6JoimEHoYZtEFJx3KomoCzH3DFrY
account: AKnL4NNf3DGWZJS6cPknBuEGnVsV4A4m5tgebLHaRSZ9
key: AKnL4NNf3DGWZJS6cPknBuEGnVsV4A4m5tgebLHaRSZ9
number: 2
member: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
member: 9hSR6S7WPtxmTojgo6GG3k4yDPecgJY292j7xrsUGWBu
signature: zV9cOJ5n6lFO6bcVo1tB6FYTKjGk76ul9d2N7XvQVkQ+oZdB5pGDkxbhKmw3MmyyWZwk0Gyd898knZWn1ztwBA==
";

const DEPARTURE: &str = "\
gune/1 departure
currency: DSW5bWUmVmwiexvn6JoimEHoYZtEFJx3KomoCzH3DFrY
account: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
key: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
number: 3
member: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
signature: aGtNty/ZTo1AbkFdaKBOmagErytLFpzokYkUpcm/MOgtj4Lbmu1xkRGmUm9L+f1po1cI4xqGFhrWHcZkAstDAQ==
";

const DOOR: &str = "\
gune/1 door
currency: DSW5bWUmVmwiexvn6JoimEHoYZtEFJx3KomoCzH3DFrY
account: AKnL4NNf3DGWZJS6cPknBuEGnVsV4A4m5tgebLHaRSZ9
key: AKnL4NNf3DGWZJS6cPknBuEGnVsV4A4m5tgebLHaRSZ9
number: 3
door: open
signature: b+xtKJiVRzw5Fx1NyxLiwougWm7vjHXOrQbKulKToLnuX+3qiaH0eJeOGnpTtqNIDqDLu6UQ7XPVbCWlhtp9Cw==
";

const REVOCATION: &str = "\
gune/1 revocation
currency: DSW5bWUmVmwiexvn6JoimEHoYZtEFJx3KomoCzH3DFrY
account: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
key: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
number: 4
revoked: EdmxWPmx2WH6WgFfTdu9xfkYf3k1g5wD1zccTVySEEh1
signature: VW6GlnuH3E8dl7wnkJ8QB1v9u4MWdHJFGAqBsHvvcGNLVyT2epw9Ze8aYEe8DqSKp1UgyTHF+yIlsdAeNyqrAQ==
";

const TEMPO: &str = "\
gune/1 tempo
currency: DSW5bWUmVmwiexvn6JoimEHoYZtEFJx3KomoCzH3DFrY
account: AKnL4NNf3DGWZJS6cPknBuEGnVsV4A4m5tgebLHaRSZ9
key: AKnL4NNf3DGWZJS6cPknBuEGnVsV4A4m5tgebLHaRSZ9
number: 9007199254740991
phase: paused
period: 60
end: 9998-12-31T23:59:59Z
after: 31622400
signature: N+1ly3+z3w+03niRRz4UR35eyRzWHdTKJU+UpeF6TaSNKHuJRIyRRGRVR0qBhVjUnECXyEeCbHefASQ7RXNEDw==
";

const ERASURE: &str = "\
gune/1 erasure
currency: DSW5bWUmVmwiexvn6JoimEHoYZtEFJx3KomoCzH3DFrY
account: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
key: GyGKxMyg1p9SsHfm15MkNUu1u9TN2JtTspcdmrtGUdse
number: 5
signature: UA2vhNt/O0L+345h+T1qCdABPrUv86OrPqevXzk6P2VSNSu/HBHVAP+TnUhwGnvNBG0jY9pCAcekjvlxok/9Bw==
";

const ALL: [&str; 10] = [OPENING, JOINING, ADMISSION, DEPARTURE, DOOR, KEY, REVOCATION, PAYMENT, TEMPO, ERASURE];

fn parse(text: &str) -> Result<Signed, Malformed> {
    Signed::parse(text.as_bytes())
}

fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

fn address(seed: u8) -> Pubkey {
    Pubkey::from(&key(seed).verifying_key())
}

fn amount(hundredths: u64) -> Amount {
    Amount::from_hundredths(hundredths).unwrap()
}

/// What stands on a line, from 1.
fn line(text: &str, number: usize) -> &str {
    text.lines().nth(number - 1).unwrap()
}

/// The text with another line there.
fn with_line(text: &str, number: usize, other: &str) -> String {
    text.lines().zip(1..).map(|(line, at)| if at == number { format!("{other}\n") } else { format!("{line}\n") }).collect()
}

#[track_caller]
fn refused(text: &str, line: u32, problem: Problem) {
    assert_eq!(parse(text).map(|signed| signed.to_text()), Err(Malformed { line, problem }), "{text}");
}

#[test]
fn every_kind_is_read_and_written_back_letter_for_letter() {
    let kinds = ["opening", "joining", "admission", "departure", "door", "key", "revocation", "payment", "tempo", "erasure"];
    for (text, kind) in ALL.into_iter().zip(kinds) {
        let signed = parse(text).unwrap();
        assert_eq!(signed.to_text(), text);
        assert_eq!(signed.document().body.kind(), kind);
        assert_eq!(signed.document().currency.is_none(), kind == "opening");
        let (document, seed) = (signed.document().clone(), (1..5).find(|seed| address(*seed) == signed.document().key));
        assert!(signed.clone().verify().is_ok(), "{kind}");
        // Written and signed here, it is the very same text: RFC 8032 leaves a signer no choice.
        assert_eq!(Signed::new(&document, |text| Signature::from(key(seed.unwrap()).sign(text))), Ok(signed));
    }
}

#[test]
fn the_openings_identifier_is_the_currency_and_its_fields_are_what_they_say() {
    let signed = parse(OPENING).unwrap();
    assert_eq!(signed.id().to_string(), CURRENCY);
    let Body::Opening(opening) = &signed.document().body else { panic!("not an opening") };
    assert_eq!((opening.market.as_str(), opening.unit.as_str()), ("Marché des Lilas", "Ğune"));
    assert_eq!(opening.rule, Rule::G1 { growth: 2_382_304, reevaluation: 3_600 });
    assert_eq!((opening.schedule.period, opening.schedule.after, opening.first), (600, Some(86_400), amount(1_000)));
    assert_eq!(opening.organisers[1], Organiser { address: address(2), name: Commitment::to(&[8; 16], "Basile") });
    assert_eq!((opening.log.name(), opening.log.key()), ("gune.example/lilas", &address(9)));
    assert_eq!(signed.document().body.commitments(), [Commitment::to(&[7; 16], "Olive"), Commitment::to(&[8; 16], "Basile")]);
}

#[test]
fn each_personal_text_is_somebodys() {
    let personal = |text| parse(text).unwrap().document().personal();
    let [olive, basile] = [(1, [7; 16], "Olive"), (2, [8; 16], "Basile")];
    let named = |(seed, salt, name)| (address(seed), Commitment::to(&salt, name));
    assert_eq!(personal(OPENING), [named(olive), named(basile)], "of an opening each organiser has their own");
    // Signed by a phone, a memo is still the account's.
    assert_eq!(personal(PAYMENT), [(address(3), Commitment::to(&[9; 16], "merci"))]);
    assert_eq!(personal(JOINING).len(), 1);
    assert_eq!(personal(ERASURE), []);
}

#[test]
fn a_payment_and_a_key_are_what_they_say() {
    let payment = parse(PAYMENT).unwrap();
    let document = payment.document();
    assert_eq!((document.account, document.key, document.number), (address(3), address(4), 1_764_338_592_123));
    assert_eq!(document.until.unwrap().to_string(), "2026-11-29T14:03:12Z");
    let outputs = vec![Output { to: address(2), amount: amount(1_250) }, Output { to: address(1), amount: amount(5) }];
    let (listing, memo) = (Some(DocumentId::of(b"listing")), Some(Commitment::to(&[9; 16], "merci")));
    assert_eq!(document.body, Body::Payment(Payment { outputs, listing, refund_of: Some(42), memo }));
    let grant = parse(KEY).unwrap().document().body.clone();
    let roles = Roles { pay: true, organise: true };
    let limit = Some(Limit::Dividends { count: 3, period: 86_400 });
    let rights = Rights { roles, limit, end: Some("2027-01-01T00:00:00Z".parse().unwrap()) };
    assert_eq!(grant, Body::Key(KeyGrant { authorised: address(4), rights }));
}

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

#[test]
fn an_opening_makes_its_currency_and_every_other_kind_names_it() {
    let named = OPENING.replacen('\n', &format!("\ncurrency: {CURRENCY}\n"), 1);
    refused(&named, 2, Problem::Field("currency"));
    for text in ALL.into_iter().filter(|text| *text != OPENING) {
        refused(&text.replace(&format!("currency: {CURRENCY}\n"), ""), 2, Problem::Field("currency"));
    }
}

/// Replaces a field's value, which stands in the text once, and expects the refusal on its line.
#[track_caller]
fn refused_value(text: &str, name: &'static str, values: &[&str]) {
    let number = text.lines().position(|line| line.starts_with(&format!("{name}: "))).unwrap() + 1;
    for value in values {
        let wrong = with_line(text, number, &format!("{name}: {value}"));
        refused(&wrong, u32::try_from(number).unwrap(), Problem::Field(name));
    }
}

#[test]
fn a_value_out_of_its_bounds_or_in_another_spelling_is_refused() {
    let basile = address(2).to_string();
    let (short, long, wrong) = (&basile[2..], format!("1{basile}"), basile.replace('9', "0"));
    for (text, name) in [(PAYMENT, "currency"), (PAYMENT, "account"), (PAYMENT, "key"), (PAYMENT, "memo"), (KEY, "authorised")] {
        refused_value(text, name, &[short, &long, &wrong, "", "l", "é"]);
    }
    refused_value(PAYMENT, "number", &["0", "01", "+1", "-1", "1.0", "9007199254740992", "1 ", "١"]);
    refused_value(PAYMENT, "until", &["2026-11-29T14:03:12z", "2026-11-29 14:03:12Z", "2026-02-30T00:00:00Z", "1764338592"]);
    let to = |amount: &str| format!("{basile} {amount}");
    for amount in ["1", "1.5", "01.00", "1,50", "-1.00", "+1.00", "1.000", "90071992547409.92", "", "1.00 ", " 1.00"] {
        refused_value(PAYMENT, "to", &[&to(amount)]);
    }
    refused_value(PAYMENT, "refund-of", &["", "01", "9007199254740992", "-1"]);
    refused_value(KEY, "role", &["Pay", "spend", "", "pay, organise"]);
    refused_value(
        KEY,
        "limit",
        &[
            "0 UD per 600",
            "1000001 UD per 600",
            "03 UD per 600",
            "3 UD per 0",
            "3 UD per 31622401",
            "3 ud per 600",
            "3 per 600",
            "3.00 UD per 600",
            "3.0 per 600",
            "3.00 per 0600",
            "3.00  per 600",
            "3.00 per",
            "3.00",
        ],
    );
    refused_value(
        OPENING,
        "log",
        &[
            "gune.example/lilas+9edc35a2+Af0XJDhaoMdbZPt4zWAvodmR/ev3axPFjtcC6sg16fYY",
            "gune.example/lilac+9edc35a1+Af0XJDhaoMdbZPt4zWAvodmR/ev3axPFjtcC6sg16fYY",
            "gune.example/lilas+9EDC35A1+Af0XJDhaoMdbZPt4zWAvodmR/ev3axPFjtcC6sg16fYY",
            &VerifierKey::new("gune.example/lilas", Algorithm::Cosignature, address(9)).unwrap().to_string(),
        ],
    );
    refused_value(OPENING, "unit", &[&"é".repeat(17)]);
    refused_value(OPENING, "market", &[&"é".repeat(81), "a\u{202E}b"]);
    refused_value(OPENING, "salt", &["000102030405060708090A0B0C0D0E0F", "00", ""]);
    refused_value(OPENING, "rule", &["G1", "g2", ""]);
    refused_value(OPENING, "first", &["0.00", "1"]);
    refused_value(OPENING, "growth", &["1000000001", "-1", "00"]);
    refused_value(OPENING, "reevaluation", &["0", "31622401"]);
    refused_value(OPENING, "period", &["0", "31622401", "0600", "1.5"]);
    refused_value(OPENING, "after", &["0", "31622401"]);
    refused_value(TEMPO, "phase", &["stopped", "Running", ""]);
    refused_value(DOOR, "door", &["ajar", "Open"]);
}

#[test]
fn fields_that_must_agree_do() {
    // A re-evaluation shorter than the period, or under a rule without one.
    let shorter = OPENING.replace("reevaluation: 3600", "reevaluation: 599");
    refused(&shorter, 13, Problem::Field("reevaluation"));
    assert!(parse(&OPENING.replace("reevaluation: 3600", "reevaluation: 600")).is_ok());
    refused(&OPENING.replace("rule: g1", "rule: ratio"), 13, Problem::Field("period"));
    assert!(parse(&OPENING.replace("rule: g1", "rule: ratio").replace("reevaluation: 3600\n", "")).is_ok());
    // A second period without an end.
    refused(&TEMPO.replace("end: 9998-12-31T23:59:59Z\n", ""), 8, Problem::Unexpected);
    // Roles in the other order, or one twice.
    for roles in ["role: organise\nrole: pay\n", "role: pay\nrole: pay\n"] {
        refused(&KEY.replace("role: pay\nrole: organise\n", roles), 8, Problem::Field("role"));
    }
}

#[test]
fn lists_hold_as_many_as_they_may_and_none_twice() {
    let listed = |text: &str, name: &str, lines: &[String]| {
        let at = text.find(&format!("{name}: ")).unwrap();
        let rest = text[at..].lines().skip_while(|line| line.starts_with(name)).map(|line| format!("{line}\n"));
        let lines = lines.iter().map(|value| format!("{name}: {value}\n"));
        format!("{}{}", &text[..at], lines.chain(rest).collect::<String>())
    };
    let names = |count: u8| (1..=count).map(|seed| address(seed).to_string()).collect::<Vec<_>>();
    let with = |count: u8, more: &str| names(count).iter().map(|name| format!("{name}{more}")).collect::<Vec<_>>();
    let name = format!(" {}", Commitment([1; 32]));
    let cases = [(ADMISSION, "member", 64, "", 6), (PAYMENT, "to", 16, " 1.00", 7), (OPENING, "organiser", 8, name.as_str(), 17)];
    for (text, field, most, more, first) in cases {
        assert!(parse(&listed(text, field, &with(most, more))).is_ok());
        assert!(parse(&listed(text, field, &with(most + 1, more))).is_err());
        refused(&listed(text, field, &[]), first, Problem::Field(field));
        let mut twice = with(3, more);
        twice[2] = twice[0].clone();
        refused(&listed(text, field, &twice), first + 2, Problem::Field(field));
    }
}

#[test]
fn an_opening_is_the_first_document_of_an_organisers_owner_key() {
    let text = include_str!("../../../tests/vectors/documents.json");
    let vectors: serde_json::Value = serde_json::from_str(text).unwrap();
    let opening = vectors["documents"].as_array().unwrap().iter().find(|case| case["kind"] == "opening").unwrap();
    let good = opening["document"].as_str().unwrap();
    assert!(Signed::<Body>::parse(good.as_bytes()).is_ok());
    let account = good.lines().nth(1).unwrap().strip_prefix("account: ").unwrap();
    let other = address(77).to_string();
    let amiss = |from: &str, to: &str| {
        let changed = good.replacen(from, to, 1);
        assert_ne!(changed, good);
        Signed::<Body>::parse(changed.as_bytes()).map(|_| ()).unwrap_err()
    };
    let field = |line, name| Malformed { line, problem: Problem::Field(name) };
    assert_eq!(amiss("number: 1\n", "number: 2\n"), field(4, "number"));
    assert_eq!(amiss("number: 1\n", "number: 1\nuntil: 2030-01-01T00:00:00Z\n"), field(5, "until"));
    assert_eq!(amiss(&format!("key: {account}"), &format!("key: {other}")), field(3, "key"));
    let organiser = good.lines().position(|line| line.starts_with("organiser: ")).unwrap() as u32 + 1;
    assert_eq!(amiss(&format!("organiser: {account}"), &format!("organiser: {other}")), field(organiser, "organiser"));
}

#[test]
fn an_account_is_opened_by_its_owner_key() {
    let text = include_str!("../../../tests/vectors/documents.json");
    let vectors: serde_json::Value = serde_json::from_str(text).unwrap();
    let joining = vectors["documents"].as_array().unwrap().iter().find(|case| case["kind"] == "joining").unwrap();
    let good = joining["document"].as_str().unwrap();
    let account = good.lines().nth(2).unwrap().strip_prefix("account: ").unwrap();
    let changed = good.replacen(&format!("key: {account}"), &format!("key: {}", address(77)), 1);
    let refused = Signed::<Body>::parse(changed.as_bytes()).map(|_| ());
    assert_eq!(refused, Err(Malformed { line: 4, problem: Problem::Field("key") }));
}
