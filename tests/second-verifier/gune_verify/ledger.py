"""The rules 1 to 10 of § 4, in the order that names the refusal; and the openings, joinings and dividends."""

from collections import OrderedDict

from . import kinds
from .dividends import Dividends
from .ed25519 import key_counts, signature_counts
from .state import Account, Key
from .values import GREATEST, Refusal

MOST_ACCOUNTS = 100000
IN_A_CLOSED_MARKET = ("tempo", "key", "revocation", "erasure")


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
        if kind != "dividend" and not signature_counts(document["key"], document.signature, document.text):
            raise Refusal("bad-signature")
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

    def _signed(self, at, document):
        """Rules 4 to 11 for a signed document."""
        kind, due = document.kind, self.dividends.due
        if due is not None and at >= due:
            raise Refusal("dividend-due")
        if document["until"] is not None and at > document["until"]:
            raise Refusal("document-expired")
        if self.dividends.phase == "closed" and kind not in IN_A_CLOSED_MARKET:
            raise Refusal("market-closed")
        if kind == "joining":
            self._joining(document)
            key = self.keys[document["key"]]
        else:
            key = self._signer(at, document)
            if document["number"] <= key.last_number:
                raise Refusal("number-used")
            self._check_right(document, key)
            kinds.OWN_RULES[kind](self, at, document, key)
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
        if kind in ("payment", "erasure") or kind == "departure" and document["member"] == document["account"]:
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
        if not key_counts(address):
            raise Refusal("bad-key")
        if len(self.accounts) >= MOST_ACCOUNTS:
            raise Refusal("too-many-accounts")
        if self.door == "open" and self.supply + self.grant(Account()) > GREATEST:
            raise Refusal("supply-full")
        self._new_account(address)
        if self.door == "open":
            self.admit(self.accounts[address])

    def grant(self, account):
        """What an account receives when it is admitted."""
        received = account.last_rank == self.dividends.rank
        return self.dividends.value if self.dividends.rule == "ratio" and not received else 0

    def admit(self, account):
        """Makes an account a member."""
        grant = self.grant(account)
        if self.dividends.rule == "ratio":
            account.last_rank = self.dividends.rank
        account.member = True
        account.balance += grant
        self.members += 1
        self.supply += grant

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
            raise AssertionError("a balance is below zero")
        total = sum(account.balance for account in self.accounts.values())
        if total != self.supply:
            raise AssertionError(f"the balances sum to {total}, the supply is {self.supply}")
