//! Authorised keys: what each may sign, until when, and what is over for ever.

use super::*;

#[test]
fn a_key_signs_for_its_own_account_only() {
    let mut village = Village::of(&["alice", "bob"]);
    village.act("alice", grant("phone", rights(&[Role::Pay]))).unwrap();
    assert_eq!(village.act_by("bob", "phone", pay("alice", 1)), Err("key-not-authorised"));
    assert_eq!(village.act_by("bob", "alice", pay("alice", 1)), Err("key-not-authorised"));
    assert_eq!(village.act_by("alice", "unknown phone", pay("bob", 1)), Err("key-not-authorised"));
    village.act_by("alice", "phone", pay("bob", 1)).unwrap();
}

#[test]
fn only_the_owner_key_authorises() {
    let mut village = Village::of(&["alice"]);
    village.act("alice", grant("phone", rights(&[Role::Pay, Role::Organise]))).unwrap();
    assert_eq!(village.act_by("alice", "phone", grant("friend", rights(&[Role::Pay]))), Err("owner-only"));
    assert_eq!(village.act_by("alice", "phone", grant("phone", rights(&[Role::Pay]))), Err("owner-only"));
}

#[test]
fn a_key_belongs_to_one_account_for_ever() {
    let mut village = Village::of(&["alice", "bob"]);
    village.act("alice", grant("phone", rights(&[Role::Pay]))).unwrap();
    let mut take = |taken| village.act("bob", grant(taken, rights(&[Role::Pay])));
    assert_eq!(take("phone"), Err("key-taken"));
    assert_eq!(take("alice"), Err("key-taken"));
    assert_eq!(take("bob"), Err("key-taken"));
    village.act("alice", revoke("phone")).unwrap();
    assert_eq!(village.act("bob", grant("phone", rights(&[Role::Pay]))), Err("key-taken"));
    assert_eq!(village.act("alice", grant("phone", rights(&[Role::Pay]))), Err("key-revoked"));
}

#[test]
fn a_key_that_does_not_count_is_not_authorised() {
    let mut village = Village::of(&["alice"]);
    let mut neutral = [0; 32];
    neutral[0] = 1;
    for bytes in [[0; 32], [0xFF; 32], neutral, [2; 32]] {
        let authorised = Pubkey::from_bytes(bytes);
        let body = Body::Key(KeyGrant { authorised, rights: rights(&[Role::Pay]) });
        assert_eq!(village.act("alice", body), Err("bad-key"));
    }
}

#[test]
fn a_key_signs_up_to_its_last_moment() {
    let mut village = Village::of(&["alice", "bob"]);
    let until = |end| Rights { end: Some(moment(end)), ..rights(&[Role::Pay]) };
    assert_eq!(village.act("alice", grant("phone", until(OPENED))), Err("end-past"));
    village.act("alice", grant("phone", until(OPENED + 5))).unwrap();
    village.now = OPENED + 5;
    village.act_by("alice", "phone", pay("bob", 1)).unwrap();
    village.now += 1;
    let refusal = village.check(&Act::new("alice", pay("bob", 1)).by("phone")).unwrap_err();
    assert_eq!(refusal, Refusal::KeyEnded { end: moment(OPENED + 5) });
    assert_eq!(village.act_by("alice", "phone", revoke("phone")), Err("key-ended"));
    // Given again, it signs again.
    village.act("alice", grant("phone", until(OPENED + 60))).unwrap();
    village.act_by("alice", "phone", pay("bob", 1)).unwrap();
}

#[test]
fn a_revoked_key_signs_nothing_and_a_lost_one_can_revoke_itself() {
    let mut village = Village::of(&["alice", "bob"]);
    for phone in ["phone", "tablet"] {
        village.act("alice", grant(phone, rights(&[Role::Pay]))).unwrap();
    }
    assert_eq!(village.act_by("alice", "phone", revoke("tablet")), Err("owner-only"));
    assert_eq!(village.act_by("alice", "phone", revoke("unknown")), Err("owner-only"));
    village.act_by("alice", "phone", revoke("phone")).unwrap();
    village.act("alice", revoke("tablet")).unwrap();
    for phone in ["phone", "tablet"] {
        assert_eq!(village.act_by("alice", phone, pay("bob", 1)), Err("key-revoked"));
        assert_eq!(village.act_by("alice", phone, revoke(phone)), Err("key-revoked"));
        assert_eq!(village.act("alice", revoke(phone)), Err("key-revoked"));
        assert_eq!(village.ledger.key(&address(phone)).unwrap().revoked, Some(moment(OPENED)));
    }
    // The number it used on itself is counted.
    assert_eq!(village.ledger.key(&address("phone")).unwrap().last_number, 1);
}

#[test]
fn what_is_no_authorised_key_of_the_account_cannot_be_revoked() {
    let mut village = Village::of(&["alice", "bob"]);
    village.act("bob", grant("bob's phone", rights(&[Role::Pay]))).unwrap();
    for other in ["alice", "bob", "bob's phone", "unknown"] {
        assert_eq!(village.act("alice", revoke(other)), Err("unknown-key"));
    }
}

#[test]
fn an_account_authorises_at_most_sixteen_keys_revoked_ones_included() {
    let mut village = Village::of(&["alice"]);
    for number in 0..16 {
        village.act("alice", grant(&format!("key {number}"), rights(&[Role::Pay]))).unwrap();
    }
    village.act("alice", revoke("key 3")).unwrap();
    assert_eq!(village.act("alice", grant("key 16", rights(&[Role::Pay]))), Err("too-many-keys"));
    // Those that are there can still be changed.
    village.act("alice", grant("key 15", rights(&[Role::Organise]))).unwrap();
    assert_eq!(village.ledger.accounts()[&address("alice")].authorised.len(), 16);
}

#[test]
fn a_key_given_again_has_its_new_roles_only() {
    let mut village = Village::of(&["alice", "bob"]);
    village.act("alice", grant("phone", rights(&[Role::Pay]))).unwrap();
    village.act("alice", grant("phone", rights(&[Role::Organise]))).unwrap();
    assert_eq!(village.act_by("alice", "phone", pay("bob", 1)), Err("role-missing"));
    assert_eq!(village.act_by("alice", "phone", part("alice")), Err("role-missing"));
}
