//! Values out of their bounds, and fields that must agree.

use super::samples::{ADMISSION, ALL, CURRENCY, DOOR, JOINING, KEY, OPENING, PAYMENT, TEMPO};
use super::*;

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
    refused_value(OPENING, "number", &["2"]);
    refused(&OPENING.replace("number: 1\n", "number: 1\nuntil: 2030-01-01T00:00:00Z\n"), 5, Problem::Field("until"));
    refused_value(OPENING, "key", &[&address(2).to_string()]);
    let (olive, other) = (address(1), address(77));
    let none_signs = OPENING.replace(&format!("organiser: {olive}"), &format!("organiser: {other}"));
    refused(&none_signs, 17, Problem::Field("organiser"));
}

#[test]
fn an_account_is_opened_by_its_owner_key() {
    refused_value(JOINING, "key", &[&address(77).to_string()]);
}
