"""The own rules of each kind (rule 11 of § 4), and what it does to the state."""

from .ed25519 import key_counts
from .state import Key, Payment
from .values import GREATEST, Refusal

MOST_KEYS = 16
PAYMENTS_KEPT = 65536


def admission(ledger, _at, document, _key):
    supply = ledger.supply
    for address in document["member"]:
        account = ledger.accounts.get(address)
        if account is None:
            raise Refusal("unknown-member")
        if account.member:
            raise Refusal("already-member")
        supply += ledger.grant(account)
        if supply > GREATEST:
            raise Refusal("supply-full")
    for address in document["member"]:
        ledger.admit(ledger.accounts[address])


def departure(ledger, _at, document, _key):
    account = ledger.accounts.get(document["member"])
    if account is None:
        raise Refusal("unknown-member")
    if not account.member:
        raise Refusal("not-member")
    account.member = False
    ledger.members -= 1


def door(ledger, _at, document, _key):
    if document["door"] == ledger.door:
        raise Refusal("nothing-changes")
    ledger.door = document["door"]


def authorisation(ledger, at, document, _key):
    name, account = document["authorised"], ledger.accounts[document["account"]]
    if not key_counts(name):
        raise Refusal("bad-key", "`authorised` does not count")
    key = ledger.keys.get(name)
    if key is not None and (key.owner or key.account != document["account"]):
        raise Refusal("key-taken")
    if key is not None and key.revoked:
        raise Refusal("key-revoked")
    if document["end"] is not None and document["end"] <= at:
        raise Refusal("end-past")
    if key is None:
        if len(account.keys) >= MOST_KEYS:
            raise Refusal("too-many-keys")
        key = ledger.keys[name] = Key(document["account"])
        account.keys.append(name)
    limit = document["limit"]
    if limit is None or key.limit is None or limit[2] != key.limit[2]:
        key.beginning, key.window, key.spent = at, 0, 0
    key.roles, key.limit, key.end = tuple(document["role"]), limit, document["end"]


def revocation(ledger, _at, document, _key):
    key = ledger.keys.get(document["revoked"])
    if key is None or key.owner or key.account != document["account"]:
        raise Refusal("unknown-key")
    if key.revoked:
        raise Refusal("key-revoked")
    key.revoked = True


def payment(ledger, at, document, key):
    payer, payees = document["account"], document["to"]
    if any(payee == payer for payee, _ in payees):
        raise Refusal("pay-oneself")
    if any(payee not in ledger.accounts for payee, _ in payees):
        raise Refusal("unknown-payee")
    if document["listing"] is None and any(amount == 0 for _, amount in payees):
        raise Refusal("zero-amount")
    _check_refund(ledger, document)
    total = sum(amount for _, amount in payees)
    if total > ledger.accounts[payer].balance:
        raise Refusal("balance-too-small")
    if key.limit is not None:
        _spend(ledger, at, key, total)
    ledger.accounts[payer].balance -= total
    for payee, amount in payees:
        ledger.accounts[payee].balance += amount
    if document["refund-of"] is not None:
        ledger.payments[document["refund-of"]].received[payer] -= total
    ledger.payments[ledger.size] = Payment(payer, dict(payees))
    if len(ledger.payments) > PAYMENTS_KEPT:
        ledger.payments.popitem(last=False)


def _check_refund(ledger, document):
    if document["refund-of"] is None:
        return
    payment = ledger.payments.get(document["refund-of"])
    if payment is None:
        raise Refusal("unknown-payment")
    if len(document["to"]) != 1 or document["to"][0][0] != payment.payer:
        raise Refusal("refund-not-payer")
    if document["account"] not in payment.received:
        raise Refusal("refund-not-payee")
    if document["to"][0][1] > payment.received[document["account"]]:
        raise Refusal("refund-too-much")


def _spend(ledger, at, key, total):
    what, most, _ = key.limit
    if what == "UD":
        most *= ledger.dividends.value
    window, spent = key.spent_at(at)
    if spent + total > most:
        raise Refusal("limit-passed")
    key.window, key.spent = window, spent + total


def tempo(ledger, at, document, _key):
    ledger.dividends.set_tempo(document, at)


def erasure(_ledger, _at, _document, _key):
    """Nothing more is asked, and nothing changes."""


OWN_RULES = {
    "admission": admission, "departure": departure, "door": door, "key": authorisation, "revocation": revocation,
    "payment": payment, "tempo": tempo, "erasure": erasure}
