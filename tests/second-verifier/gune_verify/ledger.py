"""The state, and what an entry does to it (§ 4): the rules in the order that names the refusal."""

from collections import OrderedDict
from dataclasses import dataclass, field

from .dividends import Dividends
from .documents import BESIDE_THE_BOOK
from .ed25519 import key_counts, signature_counts
from .values import GREATEST, Refusal

MOST_ACCOUNTS = 100000
MOST_KEYS = 16
PAYMENTS_KEPT = 65536


@dataclass
class Account:
    """An address that has joined."""

    balance: int = 0
    member: bool = False
    last_rank: int = -1
    keys: list = field(default_factory=list)


@dataclass
class Key:
    """A key of an account; the owner key has every right, without limit."""

    account: bytes
    owner: bool = False
    roles: tuple = ()
    limit: tuple = None
    end: int = None
    revoked: bool = False
    last_number: int = 0
    beginning: int = 0
    window: int = 0
    spent: int = 0

    def may(self, role):
        """Whether the key has a right that its account has."""
        return self.owner or role in self.roles

    def spent_at(self, moment):
        """(the window of a limit that a moment falls in, what is spent in it so far)."""
        window = (moment - self.beginning) // self.limit[2]
        return window, self.spent if window == self.window else 0


@dataclass
class Payment:
    """What a refund has to know of the payment that it gives back."""

    payer: bytes
    received: dict


class Ledger:
    """The state after the entries applied so far."""

    def __init__(self):
        self.size, self.moment = 0, 0
        self.currency = self.opening = self.dividends = None
        self.accounts, self.keys, self.members = {}, {}, 0
        self.organisers, self.door, self.supply = set(), "shut", 0
        self.payments = OrderedDict()

    def apply(self, at, document):
        """Applies one entry, or raises `Refusal` and leaves the state as it was."""
        kind = document.kind
        if kind in BESIDE_THE_BOOK:
            raise Refusal("unknown-kind", f"a {kind} is kept beside the book")
        if kind != "dividend":
            self._check_signature(document)
        if self.size == 0 and kind != "opening":
            raise Refusal("not-opened")
        if self.size and kind == "opening":
            raise Refusal("already-opened")
        if kind == "opening":
            self._opening(at, document)
        else:
            if document["currency"] != self.currency:
                raise Refusal("wrong-currency")
            if at < self.moment:
                raise Refusal("moment-decreases")
            if kind == "dividend":
                self._dividend(at, document)
            else:
                self._signed(at, document)
        self.size, self.moment = self.size + 1, at

    def _check_signature(self, document):
        if not key_counts(document["key"]):
            raise Refusal("bad-key", "`key` does not count")
        if not signature_counts(document["key"], document.signature, document.text):
            raise Refusal("bad-signature")

    def _signed(self, at, document):
        """Rules 4 to 11 for a signed document."""
        kind, due = document.kind, self.dividends.due
        if due is not None and at >= due:
            raise Refusal("dividend-due")
        if document["until"] is not None and at > document["until"]:
            raise Refusal("document-expired")
        if self.dividends.phase == "closed" and kind not in ("tempo", "key", "revocation"):
            raise Refusal("market-closed")
        if kind == "joining":
            self._joining(document)
            key = self.keys[document["key"]]
        else:
            key = self._signer(at, document)
            if document["number"] <= key.last_number:
                raise Refusal("number-used")
            self._check_right(document, key)
            getattr(self, "_" + kind)(at, document, key)
        key.last_number = document["number"]

    def _signer(self, at, document):
        """Rules 7 and 8."""
        if document["account"] not in self.accounts:
            raise Refusal("unknown-account")
        key = self.keys.get(document["key"])
        if key is None or key.account != document["account"]:
            raise Refusal("key-not-authorised")
        if key.revoked:
            raise Refusal("key-revoked")
        if key.end is not None and at > key.end:
            raise Refusal("key-ended")
        return key

    def _check_right(self, document, key):
        """Rule 10."""
        kind = document.kind
        if kind == "key" and not key.owner:
            raise Refusal("owner-only")
        if kind == "revocation" and not key.owner and document["revoked"] != document["key"]:
            raise Refusal("owner-only")
        if kind == "payment" or kind == "departure" and document["member"] == document["account"]:
            if not key.may("pay"):
                raise Refusal("role-missing")
        elif kind in ("admission", "door", "tempo", "departure"):
            if document["account"] not in self.organisers:
                raise Refusal("not-organiser")
            if not key.may("organise"):
                raise Refusal("role-missing")

    def _new_account(self, address):
        self.accounts[address] = Account()
        self.keys[address] = Key(address, owner=True)

    def _opening(self, at, document):
        addresses = [address for address, _ in document["organiser"]]
        if not all(key_counts(key) for key in [*addresses, document["log"][2]]):
            raise Refusal("bad-key")
        self.opening, self.currency = document, document.identifier
        self.dividends = Dividends(document, at)
        for address in addresses:
            self._new_account(address)
        self.organisers = set(addresses)
        self.keys[document["key"]].last_number = 1

    def _joining(self, document):
        address = document["account"]
        if address in self.accounts:
            raise Refusal("account-exists")
        if address in self.keys:
            raise Refusal("key-taken")
        if len(self.accounts) >= MOST_ACCOUNTS:
            raise Refusal("too-many-accounts")
        if self.door == "open" and self.supply + self._grant(Account()) > GREATEST:
            raise Refusal("supply-full")
        self._new_account(address)
        if self.door == "open":
            self._admit(self.accounts[address])

    def _grant(self, account):
        """What an account receives when it is admitted."""
        received = account.last_rank == self.dividends.rank
        return self.dividends.value if self.dividends.rule == "ratio" and not received else 0

    def _admit(self, account):
        grant = self._grant(account)
        if self.dividends.rule == "ratio":
            account.last_rank = self.dividends.rank
        account.member = True
        account.balance += grant
        self.members += 1
        self.supply += grant

    def _admission(self, _at, document, _key):
        supply = self.supply
        for address in document["member"]:
            account = self.accounts.get(address)
            if account is None:
                raise Refusal("unknown-member")
            if account.member:
                raise Refusal("already-member")
            supply += self._grant(account)
            if supply > GREATEST:
                raise Refusal("supply-full")
        for address in document["member"]:
            self._admit(self.accounts[address])

    def _departure(self, _at, document, _key):
        account = self.accounts.get(document["member"])
        if account is None:
            raise Refusal("unknown-member")
        if not account.member:
            raise Refusal("not-member")
        account.member = False
        self.members -= 1

    def _door(self, _at, document, _key):
        if document["door"] == self.door:
            raise Refusal("nothing-changes")
        self.door = document["door"]

    def _key(self, at, document, _key):
        name, account = document["authorised"], self.accounts[document["account"]]
        if not key_counts(name):
            raise Refusal("bad-key", "`authorised` does not count")
        key = self.keys.get(name)
        if key is not None and (key.owner or key.account != document["account"]):
            raise Refusal("key-taken")
        if key is not None and key.revoked:
            raise Refusal("key-revoked")
        if document["end"] is not None and document["end"] <= at:
            raise Refusal("end-past")
        if key is None:
            if len(account.keys) >= MOST_KEYS:
                raise Refusal("too-many-keys")
            key = self.keys[name] = Key(document["account"])
            account.keys.append(name)
        limit = document["limit"]
        if limit is None or key.limit is None or limit[2] != key.limit[2]:
            key.beginning, key.window, key.spent = at, 0, 0
        key.roles, key.limit, key.end = tuple(document["role"]), limit, document["end"]

    def _revocation(self, _at, document, _key):
        key = self.keys.get(document["revoked"])
        if key is None or key.owner or key.account != document["account"]:
            raise Refusal("unknown-key")
        if key.revoked:
            raise Refusal("key-revoked")
        key.revoked = True

    def _payment(self, at, document, key):
        payer, payees = document["account"], document["to"]
        if any(payee == payer for payee, _ in payees):
            raise Refusal("pay-oneself")
        if any(payee not in self.accounts for payee, _ in payees):
            raise Refusal("unknown-payee")
        if document["listing"] is None and any(amount == 0 for _, amount in payees):
            raise Refusal("zero-amount")
        self._check_refund(document)
        total = sum(amount for _, amount in payees)
        if total > self.accounts[payer].balance:
            raise Refusal("balance-too-small")
        if key.limit is not None:
            self._spend(at, key, total)
        self.accounts[payer].balance -= total
        for payee, amount in payees:
            self.accounts[payee].balance += amount
        if document["refund-of"] is not None:
            self.payments[document["refund-of"]].received[payer] -= total
        self.payments[self.size] = Payment(payer, dict(payees))
        if len(self.payments) > PAYMENTS_KEPT:
            self.payments.popitem(last=False)

    def _check_refund(self, document):
        if document["refund-of"] is None:
            return
        payment = self.payments.get(document["refund-of"])
        if payment is None:
            raise Refusal("unknown-payment")
        if len(document["to"]) != 1 or document["to"][0][0] != payment.payer:
            raise Refusal("refund-not-payer")
        if document["account"] not in payment.received:
            raise Refusal("refund-not-payee")
        if document["to"][0][1] > payment.received[document["account"]]:
            raise Refusal("refund-too-much")

    def _spend(self, at, key, total):
        what, most, _ = key.limit
        if what == "UD":
            most *= self.dividends.value
        window, spent = key.spent_at(at)
        if spent + total > most:
            raise Refusal("limit-passed")
        key.window, key.spent = window, spent + total

    def _tempo(self, at, document, _key):
        self.dividends.set_tempo(document, at)

    def _dividend(self, at, document):
        """Recomputes the dividend that is due, and compares what the entry says."""
        dividends = self.dividends
        if dividends.due is None or at != dividends.due:
            raise Refusal("dividend-not-due")
        before = dict(vars(dividends))
        each, stated = dividends.fall(self.members, self.supply)
        supply = self.supply + each * self.members
        said = tuple(document[name] for name in ("rank", "amount", "members", "supply"))
        right = (dividends.rank, stated, self.members, supply)
        if said != right:
            vars(dividends).update(before)
            raise Refusal("dividend-wrong", f"rank, amount, members, supply are {right}, not {said}")
        self.supply = supply
        for account in self.accounts.values():
            if account.member:
                account.balance += each
                account.last_rank = dividends.rank

    def check_always(self):
        """The sum of all balances is the supply, and no balance is below zero."""
        if any(account.balance < 0 for account in self.accounts.values()):
            raise Refusal("balance-too-small", "a balance is below zero")
        total = sum(account.balance for account in self.accounts.values())
        if total != self.supply:
            raise Refusal("dividend-wrong", f"the balances sum to {total}, the supply is {self.supply}")
