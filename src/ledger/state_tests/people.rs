//! Who comes, who is a member, who leaves, who may say so.

use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT, EIGHT_TORSION};
use curve25519_dalek::scalar::Scalar;
use sha2::Sha512;

use super::*;

#[test]
fn whoever_joins_has_a_simple_account_until_admitted() {
    let mut village = Village::new();
    village.act("alice", join()).unwrap();
    village.wait(PERIOD);
    assert_eq!((village.balance("alice"), village.supply()), (0, 0));
    assert_eq!(village.act("alice", join()), Err("account-exists"));
    village.act("olive", admit(&["alice"])).unwrap();
    village.wait(PERIOD);
    assert_eq!(village.balance("alice"), 2 * FIRST);
}

#[test]
fn while_the_door_is_open_whoever_joins_is_a_member_at_once() {
    let mut village = Village::new();
    assert_eq!(village.act("olive", door(Door::Shut)), Err("nothing-changes"));
    village.act("olive", door(Door::Open)).unwrap();
    assert_eq!(village.act("oscar", door(Door::Open)), Err("nothing-changes"));
    let change = village.check(&Act::new("alice", join())).unwrap();
    assert_eq!(change.admitted, [(address("alice"), amount(FIRST))]);
    village.act("alice", join()).unwrap();
    assert_eq!(village.act("olive", admit(&["alice"])), Err("already-member"));
    village.act("olive", door(Door::Shut)).unwrap();
    village.act("bob", join()).unwrap();
    assert_eq!((village.balance("alice"), village.balance("bob"), village.ledger.standing().members), (FIRST, 0, 1));
}

#[test]
fn an_address_that_is_a_key_already_opens_no_account() {
    let mut village = Village::of(&["alice"]);
    village.act("alice", grant("phone", rights(&[Role::Pay]))).unwrap();
    assert_eq!(village.act("phone", join()), Err("key-taken"));
    village.act("alice", revoke("phone")).unwrap();
    assert_eq!(village.act("phone", join()), Err("key-taken"));
}

#[test]
fn a_key_of_mixed_order_opens_no_account_though_it_signs() {
    let village = Village::new();
    let secret = Scalar::from(1_234_567_u64);
    let key = Pubkey::from_bytes((ED25519_BASEPOINT_POINT * secret + EIGHT_TORSION[1]).compress().to_bytes());
    // The cofactorless equation holds for such a key whenever k is a multiple of 8: some number is lucky.
    let nonce = Scalar::from(7_654_321_u64);
    let commitment = (ED25519_BASEPOINT_POINT * nonce).compress().to_bytes();
    let sign = |text: &[u8]| {
        let hash = Sha512::new().chain_update(commitment).chain_update(key.bytes()).chain_update(text).finalize();
        let k = Scalar::from_bytes_mod_order_wide(&hash.into());
        let mut bytes = [0; 64];
        bytes[..32].copy_from_slice(&commitment);
        bytes[32..].copy_from_slice((nonce + k * secret).as_bytes());
        Signature::from_bytes(bytes)
    };
    let currency = Some(village.ledger.currency());
    let lucky = (1..200).find_map(|number| {
        let document = Document { currency, account: key, key, number, until: None, body: join() };
        Signed::new(&document, sign).unwrap().verify().ok()
    });
    let entry = Entry { at: moment(OPENED), content: Content::Document(Box::new(lucky.unwrap())) };
    assert_eq!(village.ledger.check(&entry), Err(Refusal::BadKey));
}

#[test]
fn a_book_has_at_most_a_hundred_thousand_accounts() {
    let mut village = Village::new();
    for number in 2..ACCOUNTS_MAX as u64 - 1 {
        let mut bytes = [0xAA; 32];
        bytes[..8].copy_from_slice(&number.to_be_bytes());
        village.ledger.accounts.insert(Pubkey::from_bytes(bytes), Account::opened(moment(OPENED)));
    }
    village.act("alice", join()).unwrap();
    assert_eq!(village.ledger.accounts().len(), ACCOUNTS_MAX);
    assert_eq!(village.act("bob", join()), Err("too-many-accounts"));
}

#[test]
fn one_admission_admits_many_and_each_is_granted_the_dividend() {
    let mut village = Village::new();
    for person in ["alice", "bob"] {
        village.act(person, join()).unwrap();
    }
    let change = village.check(&Act::new("oscar", admit(&["bob", "alice", "olive"]))).unwrap();
    assert_eq!(change.admitted, ["bob", "alice", "olive"].map(|person| (address(person), amount(FIRST))));
    village.act("oscar", admit(&["bob", "alice", "olive"])).unwrap();
    assert_eq!((village.ledger.standing().members, village.supply()), (3, 3 * FIRST));
}

#[test]
fn an_admission_is_whole_or_not_at_all_and_names_the_first_who_cannot_be() {
    let mut village = Village::of(&["alice"]);
    village.act("bob", join()).unwrap();
    let refused = |people| village.check(&Act::new("olive", admit(people))).unwrap_err();
    assert_eq!(refused(&["bob", "nobody", "alice"]), Refusal::UnknownMember { member: address("nobody") });
    assert_eq!(refused(&["bob", "alice", "nobody"]), Refusal::AlreadyMember { member: address("alice") });
    assert_eq!((village.balance("bob"), village.ledger.standing().members), (0, 1));
}

#[test]
fn under_ğ1s_rules_the_first_dividend_is_the_next_one() {
    for rule in [Rule::G1 { growth: 2_382_304, reevaluation: 86_400 }, Rule::G1V1 { growth: 48_800_000, reevaluation: 86_400 }] {
        let mut village = Village::with(rule, FIRST);
        village.act("olive", admit(&["olive"])).unwrap();
        assert_eq!(village.supply(), 0);
        village.wait(PERIOD);
        assert_eq!(village.balance("olive"), FIRST);
    }
}

#[test]
fn leaving_and_coming_back_within_a_period_grants_nothing_twice() {
    let mut village = Village::of(&["alice"]);
    village.act("alice", part("alice")).unwrap();
    village.act("olive", admit(&["alice"])).unwrap();
    assert_eq!((village.balance("alice"), village.supply()), (FIRST, FIRST));
    village.wait(PERIOD);
    // She has the dividend that fell: going and coming again brings no other.
    for _ in 0..3 {
        village.act("olive", part("alice")).unwrap();
        village.act("olive", admit(&["alice"])).unwrap();
    }
    assert_eq!((village.balance("alice"), village.supply()), (2 * FIRST, 2 * FIRST));
    // Away while one falls, she is granted that one when she comes back.
    village.act("alice", part("alice")).unwrap();
    village.wait(PERIOD);
    village.act("olive", admit(&["alice"])).unwrap();
    assert_eq!((village.balance("alice"), village.supply()), (3 * FIRST, 3 * FIRST));
}

#[test]
fn who_was_a_member_when_nothing_fitted_is_granted_nothing_on_coming_back() {
    let mut village = Village::with(RATIO, MOST / 2);
    village.act("olive", admit(&["olive", "oscar"])).unwrap();
    village.wait(PERIOD);
    village.act("olive", part("olive")).unwrap();
    village.act("olive", admit(&["olive"])).unwrap();
    assert_eq!(village.supply(), MOST - 1);
}

#[test]
fn a_departure_settles_what_was_received_and_ends_dividends() {
    let mut village = Village::of(&["alice", "bob"]);
    village.wait(3 * PERIOD);
    village.act("alice", part("alice")).unwrap();
    let kept = village.balance("alice");
    assert_eq!(kept, 4 * FIRST);
    village.wait(5 * PERIOD);
    assert_eq!(village.balance("alice"), kept);
    assert_eq!(village.act("alice", part("alice")), Err("not-member"));
    // A simple account still pays and is paid.
    village.act("alice", pay("bob", kept)).unwrap();
    village.act("bob", pay("alice", 1)).unwrap();
    assert_eq!(village.balance("alice"), 1);
}

#[test]
fn a_departure_is_ones_own_or_an_organisers() {
    let mut village = Village::of(&["alice", "bob"]);
    assert_eq!(village.act("alice", part("bob")), Err("not-organiser"));
    village.act("oscar", part("bob")).unwrap();
    // Leaving asks for the role that pays, even of an organiser.
    village.act("olive", admit(&["olive"])).unwrap();
    village.act("olive", grant("desk", rights(&[Role::Organise]))).unwrap();
    village.act("olive", grant("purse", rights(&[Role::Pay]))).unwrap();
    assert_eq!(village.act_by("olive", "desk", part("olive")), Err("role-missing"));
    assert_eq!(village.act_by("olive", "purse", part("alice")), Err("role-missing"));
    village.act_by("olive", "desk", part("alice")).unwrap();
    village.act_by("olive", "purse", part("olive")).unwrap();
    assert_eq!(village.ledger.standing().members, 0);
}

#[test]
fn an_organisers_key_does_what_the_organiser_may() {
    let mut village = Village::new();
    village.act("alice", join()).unwrap();
    village.act("olive", grant("desk", rights(&[Role::Organise]))).unwrap();
    for body in [admit(&["alice"]), door(Door::Open), tempo(Phase::Paused, 60), part("alice")] {
        village.act_by("olive", "desk", body).unwrap();
    }
    assert_eq!(village.act_by("olive", "desk", pay("alice", 1)), Err("role-missing"));
}

#[test]
fn an_admission_that_passes_the_largest_supply_is_refused() {
    let mut village = Village::with(RATIO, MOST / 2 + 1);
    village.act("olive", admit(&["olive"])).unwrap();
    assert_eq!(village.act("olive", admit(&["oscar"])), Err("supply-full"));
    village.act("olive", door(Door::Open)).unwrap();
    assert_eq!(village.act("alice", join()), Err("supply-full"));
    village.act("olive", door(Door::Shut)).unwrap();
    village.act("alice", join()).unwrap();
    // The very last hundredth fits.
    let mut village = Village::with(RATIO, MOST);
    village.act("olive", admit(&["olive"])).unwrap();
    assert_eq!(village.supply(), MOST);
    assert_eq!(village.act("olive", admit(&["oscar"])), Err("supply-full"));
}
