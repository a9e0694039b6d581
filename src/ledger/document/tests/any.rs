//! Any document of any kind: written, read back, broken at any byte.

use proptest::prelude::*;

use super::*;
use crate::ledger::moment::DURATION_SECONDS_MAX;
use crate::ledger::tempo::Schedule;
use crate::ledger::words::Words;
use crate::ledger::{Limit, Phase};

fn words(length_max: usize) -> impl Strategy<Value = Words> {
    "[a-zA-Zéğ🍞][a-zA-Zé 🍞:.,+-]{0,20}[a-z!]"
        .prop_filter_map("words", move |text| Words::new(&text.chars().take(length_max).collect::<String>(), length_max))
}

fn pubkey() -> impl Strategy<Value = Pubkey> {
    prop_oneof![any::<[u8; 32]>(), Just([0; 32]), any::<u8>().prop_map(|byte| [byte; 32])].prop_map(Pubkey::from_bytes)
}

fn pubkeys(most: usize) -> impl Strategy<Value = Vec<Pubkey>> {
    proptest::collection::btree_set(pubkey(), 1..=most).prop_map(|keys| keys.into_iter().rev().collect())
}

fn any_amount() -> impl Strategy<Value = Amount> {
    prop_oneof![0..=Amount::MAX.hundredths(), 0..1_000u64, Just(Amount::MAX.hundredths())].prop_map(amount)
}

fn any_moment() -> impl Strategy<Value = Moment> {
    (0..=Moment::MAX.seconds()).prop_map(|seconds| Moment::from_seconds(seconds).unwrap())
}

fn schedule() -> impl Strategy<Value = Schedule> {
    let duration = || 1..=DURATION_SECONDS_MAX;
    (duration(), proptest::option::of(any_moment()), proptest::option::of(duration())).prop_map(|(period, end, after)| Schedule {
        period,
        end,
        after: end.and(after),
    })
}

fn any_opening() -> impl Strategy<Value = Body> {
    let names = (words(80), words(80), words(16), words(20), pubkey());
    let rule = (0..3, 0..=Rule::GROWTH_MAX, 1..=DURATION_SECONDS_MAX, 1..=Amount::MAX.hundredths());
    let organisers = proptest::collection::btree_map(pubkey(), any::<[u8; 32]>(), 1..=8);
    (names, any::<[u8; 16]>(), rule, schedule(), organisers).prop_map(|(names, salt, rule, schedule, organisers)| {
        let (market, place, unit, origin, log) = names;
        let (rule, growth, more, first) = rule;
        let reevaluation = more.max(schedule.period);
        let rule = match rule {
            0 => Rule::Ratio { growth },
            1 => Rule::G1 { growth, reevaluation },
            _ => Rule::G1V1 { growth, reevaluation },
        };
        let origin: String = origin.as_str().chars().filter(|c| *c != ' ' && *c != '+').collect();
        let log = VerifierKey::new(&format!("x{origin}"), Algorithm::Ed25519, log).unwrap();
        let organisers = organisers.into_iter().map(|(address, name)| Organiser { address, name: Commitment(name) }).collect();
        Body::Opening(Box::new(Opening { market, place, unit, log, salt, rule, first: amount(first), schedule, organisers }))
    })
}

fn any_grant() -> impl Strategy<Value = Body> {
    let limit = (any::<bool>(), any_amount(), 1..=Limit::DIVIDENDS_MAX, 1..=DURATION_SECONDS_MAX);
    let limit = limit.prop_map(
        |(units, most, count, period)| {
            if units { Limit::Units { most, period } } else { Limit::Dividends { count, period } }
        },
    );
    (pubkey(), 1..4u8, proptest::option::of(limit), proptest::option::of(any_moment())).prop_map(
        |(authorised, roles, limit, end)| {
            let roles = Roles { pay: roles & 1 == 1, organise: roles & 2 == 2 };
            Body::Key(KeyGrant { authorised, rights: Rights { roles, limit, end } })
        },
    )
}

fn any_payment() -> impl Strategy<Value = Body> {
    let outputs = (pubkeys(16), proptest::collection::vec(any_amount(), 16));
    let ids = proptest::option::of(any::<[u8; 32]>());
    (outputs, ids.clone(), proptest::option::of(0..=Amount::MAX.hundredths()), ids).prop_map(
        |(outputs, listing, refund_of, memo)| {
            let outputs = outputs.0.into_iter().zip(outputs.1).map(|(to, amount)| Output { to, amount }).collect();
            Body::Payment(Payment { outputs, listing: listing.map(DocumentId), refund_of, memo: memo.map(Commitment) })
        },
    )
}

fn any_body() -> impl Strategy<Value = Body> {
    let phase = prop_oneof![Just(Phase::Running), Just(Phase::Paused), Just(Phase::Closed)];
    prop_oneof![
        any_opening(),
        any::<[u8; 32]>().prop_map(|name| Body::Joining(Joining { name: Commitment(name) })),
        pubkeys(64).prop_map(|members| Body::Admission(Admission { members })),
        pubkey().prop_map(|member| Body::Departure(Departure { member })),
        prop_oneof![Just(Door::Open), Just(Door::Shut)].prop_map(Body::Door),
        any_grant(),
        pubkey().prop_map(|revoked| Body::Revocation(Revocation { revoked })),
        any_payment(),
        Just(Body::Erasure(Erasure)),
        (phase, schedule()).prop_map(|(phase, schedule)| Body::Tempo(TempoChange { phase, schedule })),
    ]
}

fn any_signed() -> impl Strategy<Value = Signed> {
    let head = (any::<[u8; 32]>(), pubkey(), 1..9u8, 1..=Amount::MAX.hundredths(), proptest::option::of(any_moment()));
    (head, any_body()).prop_map(|((currency, account, signer, number, until), mut body)| {
        let currency = (!body.makes_currency()).then_some(DocumentId(currency));
        let mut document = Document { currency, account, key: address(signer), number, until, body: body.clone() };
        // Whoever opens a market or an account does so with its owner key.
        if matches!(body, Body::Opening(_) | Body::Joining(_)) {
            document.account = document.key;
        }
        if let Body::Opening(opening) = &mut body {
            opening.organisers[0].address = document.key;
            document = Document { number: 1, until: None, body, ..document };
        }
        Signed::new(&document, |text| Signature::from(key(signer).sign(text))).unwrap()
    })
}

proptest! {
    #[test]
    fn any_document_is_read_back_as_it_was_written(signed in any_signed()) {
        let text = signed.to_text();
        prop_assert!(text.len() <= DOCUMENT_BYTES_MAX);
        let read = parse(&text);
        prop_assert_eq!(read.as_ref(), Ok(&signed));
        prop_assert!(signed.verify().is_ok());
    }

    #[test]
    fn any_flipped_byte_is_refused_or_fails_the_signature(signed in any_signed(), at: prop::sample::Index, flip in 1..=255u8) {
        let mut bytes = signed.to_text().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        match Signed::<Body>::parse(&bytes) {
            Ok(read) => {
                let again = read.to_text();
                prop_assert_eq!(again.as_bytes(), &bytes[..]);
                prop_assert!(read.verify().is_err());
            }
            Err(refusal) => prop_assert_ne!(refusal.problem, Problem::NotCanonical),
        }
    }

    #[test]
    fn any_text_is_judged_without_a_panic(lines in proptest::collection::vec("(gune/1 [a-z]{1,9}|[a-z]{1,9}: \\PC{0,30})", 0..9)) {
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        prop_assert!(parse(&text).is_err());
    }
}
