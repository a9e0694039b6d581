//! The order of the rules: of several that fail, the first names the refusal.

use super::*;

type Fix = fn(&mut Village, &mut Act);

/// An act that breaks every rule on the ladder; each fix mends one, and the next refusal appears.
fn climb(mut village: Village, mut act: Act, ladder: &[(&str, Fix)]) {
    for (code, fix) in ladder {
        assert_eq!(village.check(&act).map(|_| ()).map_err(|refusal| refusal.code()), Err(*code));
        fix(&mut village, &mut act);
    }
    village.try_act(act).unwrap();
}

#[test]
fn the_opening_comes_first_and_only_then() {
    let mut village = Village::new();
    let joining = village.entry(&Act::new("alice", join()));
    assert_eq!(Ledger::open(&joining), Err(Refusal::NotOpened));
    assert_eq!(Ledger::open(&village.ledger.next_dividend().unwrap()), Err(Refusal::NotOpened));
    // A second opening is refused before anything else about it is asked.
    let again = Entry { at: moment(OPENED - 1), ..village.book[0].clone() };
    assert_eq!(village.append(again), Err(Refusal::AlreadyOpened));
}

#[test]
fn any_organiser_opens_the_market() {
    for by in ["olive", "oscar"] {
        assert_eq!(Ledger::open(&opening_entry(by, 1, None, opening(RATIO, FIRST))).map(|_| ()), Ok(()));
    }
}

#[test]
fn an_opening_names_keys_that_count() {
    let mut bad_organiser = opening(RATIO, FIRST);
    bad_organiser.organisers[1].address = Pubkey::from_bytes([0; 32]);
    let bad_log = VerifierKey::new("gune.example/lilas", Algorithm::Ed25519, Pubkey::from_bytes([0; 32])).unwrap();
    for opening in [bad_organiser, Opening { log: bad_log, ..opening(RATIO, FIRST) }] {
        assert_eq!(Ledger::open(&opening_entry("olive", 1, None, opening)), Err(Refusal::BadKey));
    }
}

#[test]
fn an_opening_makes_poor_accounts_a_shut_door_and_a_running_tempo() {
    let village = Village::new();
    let standing = village.ledger.standing();
    assert_eq!((village.balance("olive"), village.balance("oscar"), village.supply()), (0, 0, 0));
    assert!(village.ledger.accounts().values().all(|account| !account.member));
    assert_eq!((standing.door_open, standing.tempo.phase, standing.members, standing.size), (false, Phase::Running, 0, 1));
    assert_eq!((village.due(), standing.dividends.current, standing.dividends.rank), (Some(PERIOD), amount(FIRST), 0));
    assert_eq!(
        village.ledger.currency(),
        DocumentId::of(match &village.book[0].content {
            Content::Document(document) => document.text().as_bytes(),
            Content::Dividend(_) => panic!("the opening is a document"),
        })
    );
}

#[test]
fn a_payment_is_judged_from_its_currency_to_its_role() {
    let mut village = Village::of(&["alice", "bob"]);
    village.act("alice", grant("revoked phone", rights(&[Role::Organise]))).unwrap();
    village.act("alice", revoke("revoked phone")).unwrap();
    let short = Rights { end: Some(moment(OPENED + PERIOD + 1)), ..rights(&[Role::Organise]) };
    village.act("alice", grant("phone", short)).unwrap();
    let act = Act {
        account: address("nobody"),
        signer: key("bob"),
        currency: Some(DocumentId([0; 32])),
        number: Some(1),
        until: Some(OPENED - 1),
        at: Some(OPENED - 1),
        body: pay("alice", MOST),
    };
    climb(
        village,
        act,
        &[
            ("wrong-currency", |_, act| act.currency = None),
            ("moment-decreases", |_, act| act.at = Some(OPENED + PERIOD)),
            ("dividend-due", |village, act| {
                village.wait(PERIOD + 2);
                act.at = None;
            }),
            ("document-expired", |village, act| {
                act.until = Some(village.now);
                village.act("olive", tempo(Phase::Closed, PERIOD)).unwrap();
            }),
            ("market-closed", |village, _| village.act("olive", tempo(Phase::Running, PERIOD)).unwrap()),
            ("unknown-account", |_, act| act.account = address("alice")),
            ("key-not-authorised", |_, act| act.signer = key("revoked phone")),
            ("key-revoked", |_, act| act.signer = key("phone")),
            ("key-ended", |village, act| {
                village.act("alice", grant("phone", rights(&[Role::Organise]))).unwrap();
                act.number = Some(1);
                act.signer = key("alice");
            }),
            ("number-used", |_, act| {
                act.number = None;
                act.signer = key("phone");
            }),
            ("role-missing", |village, _| village.act("alice", grant("phone", rights(&[Role::Pay]))).unwrap()),
            ("pay-oneself", |_, act| act.body = pay("bob", 1)),
        ],
    );
}

#[test]
fn a_payments_own_rules_have_their_order() {
    let mut village = Village::of(&["alice", "bob", "carol"]);
    let limit = Some(Limit::Units { most: amount(100), period: 60 });
    village.act("alice", grant("phone", Rights { limit, ..rights(&[Role::Pay]) })).unwrap();
    village.act("bob", pay("carol", 100)).unwrap();
    village.act("bob", pay("alice", 500)).unwrap();
    village.act("alice", pay("carol", 1_400)).unwrap();
    let to = |to: &[(&str, u64)]| Body::Payment(Payment { refund_of: Some(999), ..payment(to) });
    let mut act = Act::new("alice", to(&[("alice", 0), ("nobody", 0), ("bob", 0)])).by("phone");
    act.number = Some(7);
    fn edit(act: &mut Act, edit: impl FnOnce(&mut Payment)) {
        let Body::Payment(payment) = &mut act.body else { panic!("not a payment") };
        edit(payment);
    }
    climb(
        village,
        act,
        &[
            ("pay-oneself", |_, act| edit(act, |payment| _ = payment.outputs.remove(0))),
            ("unknown-payee", |_, act| edit(act, |payment| payment.outputs[0].to = address("carol"))),
            ("zero-amount", |_, act| edit(act, |payment| payment.listing = Some(DocumentId([1; 32])))),
            ("unknown-payment", |village, act| edit(act, |payment| payment.refund_of = Some(village.last() - 2))),
            ("refund-not-payer", |_, act| edit(act, |payment| payment.outputs.truncate(1))),
            ("refund-not-payer", |_, act| edit(act, |payment| payment.outputs[0].to = address("bob"))),
            ("refund-not-payee", |village, act| {
                edit(act, |payment| {
                    payment.refund_of = Some(village.last() - 1);
                    payment.outputs[0].amount = amount(501);
                })
            }),
            ("refund-too-much", |_, act| edit(act, |payment| payment.outputs[0].amount = amount(500))),
            ("balance-too-small", |village, _| village.act("carol", pay("alice", 400)).unwrap()),
            ("limit-passed", |village, _| village.act("alice", grant("phone", rights(&[Role::Pay]))).unwrap()),
        ],
    );
}

#[test]
fn a_joining_is_judged_in_its_order() {
    let mut village = Village::of(&["alice"]);
    village.act("alice", grant("phone", rights(&[Role::Pay]))).unwrap();
    village.act("olive", tempo(Phase::Closed, PERIOD)).unwrap();
    climb(
        village,
        Act::new("alice", join()),
        &[
            ("market-closed", |village, _| village.act("olive", tempo(Phase::Running, PERIOD)).unwrap()),
            ("account-exists", |_, act| *act = Act::new("phone", join())),
            ("key-taken", |_, act| *act = Act::new("carol", join())),
        ],
    );
}

#[test]
fn authorising_a_key_is_judged_in_its_order() {
    let mut village = Village::of(&["alice", "bob"]);
    village.act("alice", grant("phone", rights(&[Role::Pay, Role::Organise]))).unwrap();
    village.act("alice", grant("lost phone", rights(&[Role::Pay]))).unwrap();
    village.act("alice", revoke("lost phone")).unwrap();
    village.now += 1;
    for key in 0..13 {
        village.act("alice", grant(&format!("key {key}"), rights(&[Role::Pay]))).unwrap();
    }
    let past = Rights { end: Some(moment(village.now)), ..rights(&[Role::Pay]) };
    let bad = KeyGrant { authorised: Pubkey::from_bytes([0; 32]), rights: past };
    fn edit(act: &mut Act, edit: impl FnOnce(&mut KeyGrant)) {
        let Body::Key(grant) = &mut act.body else { panic!("not a key") };
        edit(grant);
    }
    climb(
        village,
        Act::new("alice", Body::Key(bad)).by("phone"),
        &[
            ("owner-only", |_, act| act.signer = key("alice")),
            ("bad-key", |_, act| edit(act, |grant| grant.authorised = address("bob"))),
            ("key-taken", |_, act| edit(act, |grant| grant.authorised = address("lost phone"))),
            ("key-revoked", |village, act| {
                village.act("alice", grant("key 13", rights(&[Role::Pay]))).unwrap();
                edit(act, |grant| grant.authorised = address("key 14"));
            }),
            ("end-past", |village, act| edit(act, |grant| grant.rights.end = Some(moment(village.now + 1)))),
            ("too-many-keys", |_, act| edit(act, |grant| grant.authorised = address("key 13"))),
        ],
    );
}

#[test]
fn an_organisers_act_asks_for_the_account_then_the_role_then_what_it_says() {
    for (wrong, code) in
        [(admit(&["nobody"]), "unknown-member"), (door(Door::Shut), "nothing-changes"), (part("nobody"), "unknown-member")]
    {
        let mut village = Village::of(&["alice"]);
        village.act("alice", grant("alice's phone", rights(&[Role::Organise]))).unwrap();
        village.act("olive", grant("olive's phone", rights(&[Role::Pay]))).unwrap();
        assert_eq!(village.act("alice", wrong.clone()), Err("not-organiser"));
        assert_eq!(village.act_by("alice", "alice's phone", wrong.clone()), Err("not-organiser"));
        assert_eq!(village.act_by("olive", "olive's phone", wrong.clone()), Err("role-missing"));
        assert_eq!(village.act("olive", wrong), Err(code));
    }
}

#[test]
fn while_the_market_is_closed_only_keys_the_tempo_and_forgetting_move() {
    let mut village = Village::of(&["alice", "bob"]);
    village.act("olive", tempo(Phase::Closed, PERIOD)).unwrap();
    for (person, body) in [
        ("alice", pay("bob", 1)),
        ("carol", join()),
        ("alice", part("alice")),
        ("olive", admit(&["oscar"])),
        ("olive", door(Door::Open)),
    ] {
        assert_eq!(village.act(person, body), Err("market-closed"));
    }
    village.act("alice", grant("phone", rights(&[Role::Pay]))).unwrap();
    village.act("alice", revoke("phone")).unwrap();
    village.act("alice", erase()).unwrap();
    village.act("oscar", tempo(Phase::Paused, PERIOD)).unwrap();
    village.act("alice", pay("bob", 1)).unwrap();
}

#[test]
fn a_document_is_valid_at_its_last_moment_and_not_after_it() {
    let mut village = Village::of(&["alice", "bob"]);
    let until = Act { until: Some(OPENED + 5), ..Act::new("alice", pay("bob", 1)) };
    village.now += 6;
    assert_eq!(village.check(&until), Err(Refusal::DocumentExpired { until: moment(OPENED + 5) }));
    village.now -= 1;
    village.try_act(until).unwrap();
}

#[test]
fn a_number_must_grow_but_may_leap_and_a_refused_document_uses_none() {
    let mut village = Village::of(&["alice", "bob"]);
    let mut pay_with =
        |number, hundredths| village.try_act(Act { number: Some(number), ..Act::new("alice", pay("bob", hundredths)) });
    assert_eq!(pay_with(1, 1), Err("number-used"));
    assert_eq!(pay_with(1_764_338_592_123, 5_000), Err("balance-too-small"));
    assert_eq!(pay_with(10, 1), Ok(()));
    assert_eq!(pay_with(10, 1), Err("number-used"));
    assert_eq!(pay_with(9, 1), Err("number-used"));
    assert_eq!(pay_with(MOST, 1), Ok(()));
    assert_eq!(pay_with(MOST, 1), Err("number-used"));
}

#[test]
fn each_key_counts_its_own_numbers() {
    let mut village = Village::of(&["alice", "bob"]);
    village.act("alice", grant("phone", rights(&[Role::Pay]))).unwrap();
    let act = |number, key| Act { number: Some(number), ..Act::new("alice", pay("bob", 1)).by(key) };
    village.try_act(act(9, "alice")).unwrap();
    village.try_act(act(1, "phone")).unwrap();
    assert_eq!(village.try_act(act(9, "alice")), Err("number-used"));
    // Authorised again, the phone goes on counting where it was.
    village.act("alice", grant("phone", rights(&[Role::Pay, Role::Organise]))).unwrap();
    assert_eq!(village.check(&act(1, "phone")), Err(Refusal::NumberUsed { last: 1 }));
}
