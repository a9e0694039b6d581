"""The own rules of each kind (rule 11 of § 4) and the dividend entries, on books made here."""

import unittest

from gune_verify import kinds, ledger
from gune_verify.ledger import Account
from gune_verify.values import GREATEST, base58
from maker import SMALL_ORDER, START, Case, Maker
from test_vectors import load

NOWHERE = base58(b"\7" * 32)


class Members(Case):
    def test_admission(self):
        book = self.market()
        self.assertEqual((book.ledger.supply, book.balance("bob"), book.balance("dora")), (2000, 1000, 0))
        self.refused("already-member", book.admit, "dora", "bob", "emil")
        self.refused("unknown-member", book.admit, "dora", "emil", "bob")
        self.assertEqual(book.balance("dora"), 0)
        self.refused("malformed", book.admit, "dora", "dora")

    def test_a_grant_once_a_rank(self):
        book = self.market()
        depart = [("member", book.address("bob"))]
        book.do("bob", "departure", *depart)
        self.refused("not-member", book.do, "anne", "departure", *depart)
        self.refused("unknown-member", book.do, "anne", "departure", ("member", NOWHERE))
        book.admit("bob")
        self.assertEqual(book.balance("bob"), 1000)
        book.dividend(1, "10.00", 2, "40.00")
        book.do("bob", "departure", *depart)
        book.admit("bob")
        self.assertEqual(book.balance("bob"), 2000)
        book.do("bob", "departure", *depart)
        book.dividend(2, "10.00", 1, "50.00")
        book.admit("bob")
        self.assertEqual(book.balance("bob"), 3000)

    def test_no_grant_under_g1(self):
        book = self.market(rule="g1", reevaluation=600)
        self.assertEqual((book.ledger.supply, book.ledger.members), (0, 2))

    def test_supply_full(self):
        book = self.market()
        account = book.ledger.accounts[book.person("anne").key]
        account.balance = GREATEST - 2000 - 1999
        book.ledger.supply += account.balance
        book.join("emil")
        self.refused("supply-full", book.admit, "dora", "emil")
        self.refused("unknown-member", book.admit, "gina", "dora", "emil")
        book.admit("emil")
        book.do("anne", "door", ("door", "open"))
        self.refused("supply-full", book.join, "fred")
        # Nothing fits, and yet the dividend falls: who was a member then is not granted it again.
        book.dividend(1, "0.00", 3, "90071992547399.92")
        book.do("bob", "departure", ("member", book.address("bob")))
        book.admit("bob")
        self.assertEqual(book.balance("bob"), 1000)

    def test_door(self):
        book = self.market()
        self.refused("nothing-changes", book.do, "anne", "door", ("door", "shut"))
        book.do("anne", "door", ("door", "open"))
        self.refused("nothing-changes", book.do, "anne", "door", ("door", "open"))
        book.join("emil")
        self.assertEqual((book.balance("emil"), book.ledger.members), (1000, 3))

    def test_accounts_are_bounded(self):
        book = self.market()
        for place in range(ledger.MOST_ACCOUNTS - 4):
            book.ledger.accounts[place] = Account()
        self.refused("too-many-accounts", book.join, "emil")


class Keys(Case):
    def test_refusals(self):
        book = self.market()
        self.refused("key-taken", book.authorise, "bob", "bob", "pay")
        self.refused("key-taken", book.authorise, "bob", "carl", "pay")
        book.authorise("carl", "till", "pay")
        self.refused("key-taken", book.authorise, "bob", "till", "pay", end="2026-01-01T00:00:00Z")
        self.refused("bad-key", book.do, "bob", "key", ("authorised", SMALL_ORDER), ("role", "pay"))
        self.refused("end-past", book.authorise, "bob", "new", "pay", end="2026-11-28T14:00:59Z", at=START + 59)
        book.authorise("bob", "new", "pay", end="2026-11-28T14:01:00Z", at=START + 59)
        self.refused("unknown-key", book.do, "bob", "revocation", ("revoked", book.address("till")))
        self.refused("unknown-key", book.do, "bob", "revocation", ("revoked", book.address("bob")))
        self.refused("unknown-key", book.do, "bob", "revocation", ("revoked", NOWHERE))
        book.do("bob", "revocation", ("revoked", book.address("new")), key="new")
        self.refused("key-revoked", book.do, "bob", "revocation", ("revoked", book.address("new")))
        self.refused("key-revoked", book.authorise, "bob", "new", "pay", end="2026-01-01T00:00:00Z")
        for roles in (("organise", "pay"), ("pay", "pay"), ()):
            self.refused("malformed", book.authorise, "bob", "other", *roles)

    def test_sixteen(self):
        book = self.market()
        for place in range(16):
            book.authorise("bob", f"key{place}", "pay")
        book.do("bob", "revocation", ("revoked", book.address("key0")))
        self.refused("too-many-keys", book.authorise, "bob", "key16", "pay")
        book.authorise("bob", "key1", "pay", "organise")

    def test_an_ended_key_comes_back(self):
        book = self.market()
        book.authorise("bob", "till", "pay", end="2026-11-28T14:00:30Z")
        book.pay("bob", ("carl", "1.00"), key="till")
        book.authorise("bob", "till", "pay", at=START + 40)
        self.refused("number-used", book.pay, "bob", ("carl", "1.00"), key="till", number=1)
        book.pay("bob", ("carl", "1.00"), key="till")


class Payments(Case):
    def test_balance(self):
        book = self.market()
        self.refused("balance-too-small", book.pay, "bob", ("carl", "9.00"), ("dora", "1.01"))
        book.pay("bob", ("carl", "9.00"), ("dora", "1.00"))
        self.assertEqual([book.balance(name) for name in ("bob", "carl", "dora")], [0, 1900, 100])
        self.refused("malformed", book.pay, "carl", ("bob", "1.00"), ("bob", "1.00"))
        self.refused("zero-amount", book.pay, "carl", ("bob", "0.00"), ("dora", "1.00"))
        book.pay("carl", ("bob", "0.00"), ("dora", "1.00"), fields=[("listing", NOWHERE)])

    def test_refunds(self):
        book = self.market()
        book.pay("bob", ("carl", "4.00"), ("dora", "3.00"))
        index = book.ledger.size - 1

        def refund(payer, *to, of=index):
            book.pay(payer, *to, fields=[("refund-of", of)])

        self.refused("unknown-payment", refund, "carl", ("bob", "1.00"), of=0)
        self.refused("unknown-payment", refund, "carl", ("bob", "1.00"), of=index + 1)
        self.refused("refund-not-payer", refund, "carl", ("bob", "1.00"), ("dora", "1.00"))
        self.refused("refund-not-payer", refund, "carl", ("dora", "1.00"))
        self.refused("refund-not-payee", refund, "anne", ("bob", "99.00"))
        self.refused("refund-too-much", refund, "carl", ("bob", "4.01"))
        refund("carl", ("bob", "2.50"))
        self.refused("refund-too-much", refund, "carl", ("bob", "1.51"))
        refund("carl", ("bob", "1.50"))
        refund("dora", ("bob", "3.00"))
        self.refused("refund-too-much", refund, "carl", ("bob", "0.01"))
        refund("bob", ("dora", "3.00"), of=book.ledger.size - 1)

    def test_the_oldest_payment_is_forgotten(self):
        kept, kinds.PAYMENTS_KEPT = kinds.PAYMENTS_KEPT, 2
        try:
            book = self.market()
            index = book.ledger.size
            book.pay("bob", ("carl", "4.00"))
            book.pay("carl", ("dora", "1.00"))
            book.pay("carl", ("bob", "1.00"), fields=[("refund-of", index)])
            self.refused("unknown-payment", book.pay, "carl", ("bob", "1.00"), fields=[("refund-of", index)])
        finally:
            kinds.PAYMENTS_KEPT = kept

    def test_limits(self):
        book = self.market()
        book.authorise("bob", "till", "pay", limit="2.00 per 60", at=START + 100)
        book.pay("bob", ("carl", "1.50"), key="till", at=START + 100)
        self.refused("limit-passed", book.pay, "bob", ("carl", "0.51"), key="till", at=START + 159)
        # The same period: what was spent stays counted, and the windows where they were.
        book.authorise("bob", "till", "pay", limit="1.60 per 60", at=START + 130)
        self.refused("limit-passed", book.pay, "bob", ("carl", "0.11"), key="till", at=START + 159)
        book.pay("bob", ("carl", "0.10"), key="till", at=START + 159)
        book.pay("bob", ("carl", "1.60"), key="till", at=START + 160)
        self.refused("limit-passed", book.pay, "bob", ("carl", "0.01"), key="till", at=START + 219)
        # Another period: a new beginning.
        book.authorise("bob", "till", "pay", limit="0.50 per 90", at=START + 200)
        book.pay("bob", ("carl", "0.50"), key="till", at=START + 200)
        self.refused("limit-passed", book.pay, "bob", ("carl", "0.01"), key="till", at=START + 289)
        book.authorise("bob", "till", "pay", at=START + 289)
        book.pay("bob", ("carl", "2.00"), key="till", at=START + 289)
        self.refused("balance-too-small", book.pay, "bob", ("carl", "99.00"), key="till")

    def test_a_limit_in_dividends(self):
        book = self.market(first="1.00", growth=10**9)
        book.authorise("bob", "till", "pay", limit="1 UD per 3600")
        book.pay("bob", ("carl", "0.60"), key="till")
        self.refused("balance-too-small", book.pay, "bob", ("carl", "0.41"), key="till")
        book.dividend(1, "1.00", 2, "4.00")
        self.refused("limit-passed", book.pay, "bob", ("carl", "0.41"), key="till")
        book.dividend(2, "2.00", 2, "8.00")
        book.pay("bob", ("carl", "1.40"), key="till")
        self.refused("limit-passed", book.pay, "bob", ("carl", "0.01"), key="till")


class Erasures(Case):
    def test_nothing_changes_but_the_number(self):
        book = self.market()
        before = (book.ledger.supply, book.ledger.members, dict(vars(book.ledger.dividends)))
        balances = [vars(account).copy() for account in book.ledger.accounts.values()]
        book.do("bob", "erasure", number=7)
        self.assertEqual((book.ledger.supply, book.ledger.members, vars(book.ledger.dividends)), before)
        self.assertEqual([vars(account) for account in book.ledger.accounts.values()], balances)
        self.refused("number-used", book.do, "bob", "erasure", number=7)
        book.do("bob", "erasure", number=8)
        book.do("dora", "erasure")

    def test_by_whom(self):
        book = self.market()
        self.refused("unknown-account", book.do, "emil", "erasure")
        self.refused("key-not-authorised", book.do, "bob", "erasure", key="anne")
        self.refused("malformed", book.do, "bob", "erasure", ("member", book.address("bob")))
        self.refused("dividend-due", book.do, "bob", "erasure", at=START + 600)
        self.refused("document-expired", book.do, "bob", "erasure", at=START + 20, until=START + 19)


class DividendEntries(Case):
    def test_what_it_says(self):
        book = self.market()
        for said in ((2, "10.00", 2, "40.00"), (1, "10.01", 2, "40.00"), (1, "10.00", 3, "40.00"),
                     (1, "10.00", 2, "40.01")):
            self.refused("dividend-wrong", book.dividend, *said)
        self.refused("dividend-not-due", book.dividend, 1, "10.00", 2, "40.00", at=START + 599)
        self.refused("dividend-not-due", book.dividend, 1, "10.00", 2, "40.00", at=START + 601)
        book.dividend(1, "10.00", 2, "40.00")
        self.refused("dividend-not-due", book.dividend, 1, "10.00", 2, "40.00", at=START + 600)

    def test_none_is_due(self):
        book = self.market()
        book.do("anne", "tempo", ("phase", "paused"), ("period", 600))
        self.refused("dividend-not-due", book.dividend, 1, "10.00", 2, "40.00", at=START + 600)
        book.pay("bob", ("carl", "1.00"), at=START + 5000)

    def test_caught_up_one_by_one(self):
        book = self.market()
        self.refused("dividend-due", book.pay, "bob", ("carl", "1.00"), at=START + 1300)
        self.refused("dividend-not-due", book.dividend, 1, "10.00", 2, "40.00", at=START + 1200)
        book.dividend(1, "10.00", 2, "40.00", at=START + 600)
        book.dividend(2, "10.00", 2, "60.00", at=START + 1200)
        book.pay("bob", ("carl", "1.00"), at=START + 1300)

    def test_nobody(self):
        book = Maker()
        book.dividend(1, "10.00", 0, "0.00")
        self.assertEqual(book.ledger.dividends.rank, 1)

    def test_the_receipts_book_is_no_true_one(self):
        """The vectors of receipts say a dividend to two where one of them had departed."""
        book = Maker(start=False)
        book.currency = "8KCfZJtHzWzaxGRqe5DJJSEf5JSxUbw2ZEw7b1mMrGQf"
        for index, entry in enumerate(load("receipts.json")["entries"][:5]):
            at, _, document = entry.encode().partition(b"\n")
            book.append(START + 60 * index, document)
            self.assertEqual(book.entries[-1], entry.encode())
        dividend = load("receipts.json")["entries"][5].encode().partition(b"\n")[2]
        self.refused("dividend-wrong", book.append, START + 600, dividend)
        book.dividend(1, "10.00", 1, "30.00")


if __name__ == "__main__":
    unittest.main()
