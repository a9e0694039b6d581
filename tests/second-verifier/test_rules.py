"""The rules 1 to 10 of § 4, and the order in which all are asked, on books made here."""

import unittest

from gune_verify.values import GREATEST
from maker import COMMITMENT, SMALL_ORDER, START, Case, Maker
from signers import Twisted, verifier_line


class Opening(Case):
    def test_first_and_once(self):
        book = Maker(start=False)
        joining = book.document("bob", "joining", ("name", COMMITMENT))
        self.refused("not-opened", book.append, START, joining)
        self.refused("not-opened", book.dividend, 1, "0.00", 0, "0.00", at=START)
        book.append(START, book.opening)
        self.refused("already-opened", book.append, START, book.opening)

    def test_state(self):
        book = Maker(organisers=("anne", "bob"))
        self.assertEqual(len(book.ledger.accounts), 2)
        self.assertEqual((book.ledger.members, book.ledger.supply, book.ledger.door), (0, 0, "shut"))
        self.assertEqual(book.ledger.dividends.due, START + 600)
        self.refused("number-used", book.admit, "anne", number=1)
        book.do("bob", "door", ("door", "open"), number=1)

    def test_bad_keys(self):
        book = Maker(start=False, log=verifier_line(key=bytes(32)))
        self.refused("bad-key", book.append, START, book.opening)
        good = Maker(start=False)
        anne = good.person("anne")
        fields = [("account", anne.address), ("key", anne.address), ("number", 1), *good.opening_fields(["anne"]),
                  ("organiser", f"{SMALL_ORDER} {COMMITMENT}")]
        self.refused("bad-key", good.append, START, good.sign(anne, "opening", fields))

    def test_spelling(self):
        for fields in ({"after": 5}, {"rule": "g1"}, {"reevaluation": 600}, {"first": "0.00"}, {"growth": 1000000001},
                       {"rule": "g1", "reevaluation": 599}, {"period": 0}, {"unit": "u" * 17}, {"rule": "g2"},
                       {"salt": "AA" * 16}, {"log": verifier_line().replace("+", "+0", 1)}):
            book = Maker(start=False, **fields)
            self.refused("malformed", book.append, START, book.opening)
        for fields in ({"rule": "g1", "reevaluation": 600}, {"end": "2020-01-01T00:00:00Z", "after": 5}):
            Maker(**fields)


class Common(Case):
    def test_currency_and_moments(self):
        book = self.market()
        self.refused("wrong-currency", book.pay, "bob", ("carl", "1.00"), currency=COMMITMENT)
        self.refused("wrong-currency", book.dividend, 1, "10.00", 2, "40.00", currency=COMMITMENT)
        self.refused("moment-decreases", book.pay, "bob", ("carl", "1.00"), at=book.at - 1)
        self.refused("moment-decreases", book.dividend, 1, "10.00", 2, "40.00", at=book.at - 1)
        book.pay("bob", ("carl", "1.00"), at=book.at)

    def test_dividend_due(self):
        book = self.market()
        self.refused("dividend-due", book.pay, "bob", ("carl", "1.00"), at=START + 600)
        book.pay("bob", ("carl", "1.00"), at=START + 599)
        book.dividend(1, "10.00", 2, "40.00")
        book.pay("bob", ("carl", "1.00"), at=START + 600)

    def test_until(self):
        book = self.market()
        self.refused("document-expired", book.pay, "bob", ("carl", "1.00"), at=START + 20, until=START + 19)
        book.pay("bob", ("carl", "1.00"), at=START + 20, until=START + 20)

    def test_closed(self):
        book = self.market()
        book.do("anne", "tempo", ("phase", "closed"), ("period", 600))
        for refusal in (lambda: book.pay("bob", ("carl", "1.00")), lambda: book.join("emil"),
                        lambda: book.admit("dora"), lambda: book.do("anne", "door", ("door", "open")),
                        lambda: book.do("bob", "departure", ("member", book.address("bob")))):
            self.refused("market-closed", refusal)
        self.refused("dividend-not-due", book.dividend, 1, "10.00", 2, "40.00", at=START + 600)
        book.authorise("bob", "till", "pay")
        book.do("bob", "revocation", ("revoked", book.address("till")))
        book.do("bob", "erasure")
        book.do("anne", "tempo", ("phase", "running"), ("period", 600))
        book.pay("bob", ("carl", "1.00"))

    def test_accounts_and_keys(self):
        book = self.market()
        self.refused("unknown-account", book.pay, "emil", ("carl", "1.00"))
        self.refused("account-exists", book.join, "bob")
        book.authorise("bob", "till", "pay", end="2026-11-28T14:01:00Z")
        self.refused("key-taken", book.join, "till")
        self.refused("key-not-authorised", book.pay, "bob", ("carl", "1.00"), key="carl")
        self.refused("key-not-authorised", book.pay, "carl", ("bob", "1.00"), key="till")
        self.refused("key-not-authorised", book.pay, "bob", ("carl", "1.00"), key="emil")
        book.pay("bob", ("carl", "1.00"), key="till", at=START + 60)
        self.refused("key-ended", book.pay, "bob", ("carl", "1.00"), key="till", at=START + 61)
        book.do("bob", "revocation", ("revoked", book.address("till")))
        self.refused("key-revoked", book.pay, "bob", ("carl", "1.00"), key="till", at=START + 61)
        self.refused("key-taken", book.join, "till")

    def test_numbers(self):
        book = self.market()
        book.pay("bob", ("carl", "1.00"), number=100)
        self.refused("number-used", book.pay, "bob", ("carl", "1.00"), number=100)
        self.refused("number-used", book.pay, "bob", ("carl", "1.00"), number=99)
        book.authorise("bob", "till", "pay", number=GREATEST)
        book.pay("bob", ("carl", "1.00"), key="till", number=1)
        self.refused("number-used", book.pay, "bob", ("carl", "1.00"), number=GREATEST)

    def test_rights(self):
        book = self.market(organisers=("anne", "olaf"))
        member = ("member", book.address("bob"))
        for kind, field in (("admission", ("member", book.address("dora"))), ("door", ("door", "open")),
                            ("departure", ("member", book.address("carl"))), ("tempo", ("phase", "paused"))):
            fields = [field, ("period", 600)] if kind == "tempo" else [field]
            self.refused("not-organiser", book.do, "bob", kind, *fields)
            book.authorise("olaf", "purse", "pay")
            self.refused("role-missing", book.do, "olaf", kind, *fields, key="purse")
        book.authorise("olaf", "badge", "organise")
        self.refused("role-missing", book.pay, "olaf", ("bob", "0.00"), key="badge")
        self.refused("owner-only", book.authorise, "olaf", "other", "pay", key="badge")
        self.refused("owner-only", book.do, "olaf", "revocation", ("revoked", book.address("purse")), key="badge")
        book.do("olaf", "departure", ("member", book.address("carl")), key="badge")
        book.authorise("bob", "till", "organise")
        self.refused("role-missing", book.do, "bob", "departure", member, key="till")
        self.refused("role-missing", book.do, "bob", "erasure", key="till")
        self.refused("not-organiser", book.do, "bob", "door", ("door", "open"), key="till")
        book.authorise("bob", "till", "pay")
        book.do("bob", "erasure", key="till")
        book.do("bob", "departure", member, key="till")

    def test_signature(self):
        book = self.market()
        document = book.document("bob", "payment", ("to", f"{book.address('carl')} 1.00"))
        self.refused("bad-signature", book.append, book.at, document.replace(b" 1.00", b" 2.00"))
        self.refused("bad-signature", book.append, book.at, document.replace(b"key: " + book.address("bob").encode(),
                                                                             b"key: " + SMALL_ORDER.encode()))

    def test_a_key_with_torsion(self):
        """Its signatures may count, and yet it never enters the book."""
        book = self.market()
        book.people["emil"] = Twisted("emil")
        self.refused("bad-key", book.join, "emil")
        self.refused("unknown-account", book.pay, "emil", ("carl", "1.00"))
        self.refused("bad-key", book.authorise, "bob", "emil", "pay")
        self.refused("unknown-payee", book.pay, "bob", ("emil", "1.00"))

    def test_the_first_rule_names_the_refusal(self):
        """One payment that breaks every rule at once, then mended from the first rule on."""
        book = self.market()
        book.authorise("bob", "till", "organise", limit="1.00 per 60", end="2026-11-28T14:00:30Z")
        book.person("till").number = 0
        at = START + 31

        def pay(code, amount="99.00", account="bob", to="bob", other=None, fields=(), **common):
            payees = [(to, amount)] + ([(other, amount)] if other else [])
            self.refused(code, book.pay, account, *payees, fields=fields, **common)

        pay("wrong-currency", at=START, currency=COMMITMENT, key="till", until=START, number=1)
        pay("moment-decreases", at=START, key="till", until=START - 1, number=1)
        pay("dividend-due", at=START + 600, key="till", until=START, number=1)
        pay("document-expired", at=at, key="till", until=START, number=1)
        pay("unknown-account", at=at, account="emil", key="till", number=1)
        pay("key-not-authorised", at=at, key="anne", number=1)
        pay("key-ended", at=at, key="till", number=1)
        book.authorise("bob", "till", "organise", limit="1.00 per 60")
        book.ledger.keys[book.person("till").key].last_number = 7
        pay("number-used", key="till", number=7)
        pay("role-missing", key="till", number=8)
        book.authorise("bob", "till", "pay", limit="1.00 per 60")
        refund = [("refund-of", 999)]
        pay("pay-oneself", "0.00", other="emil", fields=refund, key="till", number=9)
        pay("unknown-payee", "0.00", to="carl", other="emil", fields=refund, key="till", number=9)
        pay("zero-amount", "0.00", to="carl", other="dora", fields=refund, key="till", number=9)
        pay("unknown-payment", to="carl", other="dora", fields=refund, key="till", number=9)
        pay("balance-too-small", to="carl", other="dora", key="till", number=9)
        pay("limit-passed", "5.00", to="carl", other="dora", key="till", number=9)
        book.do("anne", "tempo", ("phase", "closed"), ("period", 600))
        pay("document-expired", account="emil", until=START, number=1)
        pay("market-closed", account="emil", number=1)

    def test_revoked_before_ended(self):
        book = self.market()
        book.authorise("bob", "till", "pay", end="2026-11-28T14:00:30Z")
        book.do("bob", "revocation", ("revoked", book.address("till")))
        self.refused("key-revoked", book.pay, "bob", ("bob", "0.00"), key="till", at=START + 31, number=GREATEST)


if __name__ == "__main__":
    unittest.main()
