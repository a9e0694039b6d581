"""The shared vectors: values, documents, entries, signatures."""

import json
import random
import unittest
from pathlib import Path

from gune_verify import ed25519, values
from gune_verify.documents import parse_document, parse_entry
from gune_verify.values import Refusal, base58
from signers import Person

VECTORS = Path(__file__).resolve().parent.parent / "vectors"


def load(name):
    """One file of vectors."""
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))


def refuses(call, *arguments):
    """Whether a reader refuses."""
    try:
        call(*arguments)
    except Refusal:
        return True
    return False


class Values(unittest.TestCase):
    def test_amounts(self):
        vectors = load("amounts.json")
        for case in vectors["good"]:
            self.assertEqual(values.amount(case["text"]), int(case["hundredths"]))
            self.assertEqual(values.spell_amount(int(case["hundredths"])), case["text"])
        for text in vectors["bad"]:
            self.assertTrue(refuses(values.amount, text), text)

    def test_prices_in_dividends(self):
        for case in load("amounts.json")["price_in_dividends"]:
            units = values.price_in_units(values.amount(case["price"]), values.amount(case["dividend"]))
            self.assertEqual(None if units is None else values.spell_amount(units), case["units"])

    def test_moments(self):
        self.assertEqual(values.moment("1970-01-01T00:00:00Z"), 0)
        self.assertEqual(values.moment("9998-12-31T23:59:59Z"), values.LAST_MOMENT)
        self.assertEqual(values.spell_moment(values.LAST_MOMENT), "9998-12-31T23:59:59Z")
        for text in ("9999-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "0000-01-01T00:00:00Z", "2026-01-01T24:00:00Z",
                     "2026-01-01T00:00:00z", "2026-01-01 00:00:00Z", "2026-01-01T00:00:00Z\n", "२०२६-01-01T00:00:00Z"):
            self.assertTrue(refuses(values.moment, text), text)

    def test_base58(self):
        for data in (bytes(32), bytes(31) + b"\1", b"\xff" * 32, b"\0\1" * 16):
            self.assertEqual(values.bytes32(base58(data)), data)
        for text in ("", "1" * 31, "1" * 33, "1" + base58(b"\xff" * 32), base58(b"\xff" * 33), "z" * 44):
            self.assertTrue(refuses(values.bytes32, text), text)

    def test_numbers(self):
        for text in ("", "00", "01", "+1", "-1", "1 ", "1\n", "９", "9007199254740992", "10000000000000000000"):
            self.assertTrue(refuses(values.number(), text), text)
        self.assertEqual(values.number()("9007199254740991"), values.GREATEST)
        self.assertTrue(refuses(values.duration, "0"))
        self.assertTrue(refuses(values.duration, "31622401"))

    def test_words(self):
        for text in ("é" * 80, "a\u00a0b", "🍞", "a b"):
            self.assertEqual(values.words()(text), text)
        for text in ("", "é" * 81, " a", "a\u3000", "\u00a0a", "a\u0085b", "a\u200bb", "a\u2028b", "a\u2069b",
                     "a\ufeffb", "\u202ea", "a\u007fb"):
            self.assertTrue(refuses(values.words(), text), repr(text))

    def test_commitments(self):
        for case in load("documents.json")["commitments"]:
            self.assertEqual(base58(values.commitment(bytes.fromhex(case["salt"]), case["text"])), case["commitment"])


class Documents(unittest.TestCase):
    def test_accepted(self):
        for case in load("documents.json")["documents"]:
            document = parse_document(case["document"].encode())
            self.assertEqual(document.kind, case["kind"])
            self.assertEqual(document.text, case["text"].encode(), case["name"])
            self.assertEqual(base58(document.identifier), case["identifier"])
            self.assertEqual(base58(document["key"]), case["public_key"])
            self.assertTrue(ed25519.signature_counts(document["key"], document.signature, document.text))
            # The signing of these tests is the one of the standard.
            self.assertEqual(Person("", bytes.fromhex(case["seed"])).sign(document.text), document.signature)

    def test_refused(self):
        for case in load("documents.json")["refused"]:
            self.assertTrue(refuses(parse_document, case["document"].encode()), case["name"])

    def test_every_cut_is_refused(self):
        for case in load("documents.json")["documents"]:
            data = case["document"].encode()
            for place in range(len(data)):
                self.assertTrue(refuses(parse_document, data[:place]), (case["name"], place))

    def test_spoiled_bytes(self):
        """One byte changed: refused, or a document with this very spelling; never an error."""
        chance = random.Random(2)
        entries = [entry.encode() for entry in load("receipts.json")["entries"]]
        for _ in range(3000):
            entry = bytearray(chance.choice(entries))
            place = chance.randrange(len(entry))
            entry[place] = (entry[place] + chance.randrange(1, 256)) % 256
            try:
                at, document = parse_entry(bytes(entry))
            except Refusal:
                continue
            self.assertEqual(bytes(entry).partition(b"\n")[0].decode(), "at: " + values.spell_moment(at))
            self.assertTrue(bytes(entry).partition(b"\n")[2].startswith(document.text))

    def test_codes(self):
        good = load("documents.json")["documents"][10]["document"].encode()
        listing = load("documents.json")["documents"][-1]["document"].encode()
        at = b"at: 2026-11-28T14:03:12Z\n"
        for code, data in (
                ("malformed", at + good + b"a" * 16384), ("malformed", at + good.replace(b"payment", b"gift")),
                ("malformed", at + good.replace(b"gune/1", b"gune/2")), ("malformed", at + b"\xff" + good),
                ("malformed", at + listing), ("malformed", at), ("not-an-entry", at[:-1] + good),
                ("not-an-entry", good), ("not-an-entry", at.replace(b"14:", b"24:") + good), ("not-an-entry", at[:-1]),
                ("not-an-entry", at.replace(b"2", "\u0662".encode()) + good), ("not-an-entry", b"\xff" + at + good)):
            with self.assertRaises(Refusal) as caught:
                parse_entry(data)
            self.assertEqual(caught.exception.code, code, data[:40])
            self.assertLess(len(str(caught.exception)), 300)

    def test_entries(self):
        for entry in load("receipts.json")["entries"]:
            parse_entry(entry.encode())
            for wrong in (entry[4:], "at:" + entry[4:], "at: " + entry, entry.replace("Z\n", "Z\r\n", 1)):
                self.assertTrue(refuses(parse_entry, wrong.encode()))


class Signatures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.vectors = load("ed25519.json")

    def counts(self, case, text):
        return ed25519.signature_counts(bytes.fromhex(case["key"]), bytes.fromhex(case["sig"]), text)

    def test_wycheproof(self):
        for case in self.vectors["wycheproof"]:
            self.assertEqual(self.counts(case, bytes.fromhex(case["msg"])), case["result"] == "valid", case["number"])

    def test_cctv(self):
        """Whatever has a flag does not count: no small order, no torsion, nothing non-canonical."""
        for case in self.vectors["cctv"]:
            counts = self.counts(case, case["msg"].encode()) and ed25519.key_counts(bytes.fromhex(case["key"]))
            self.assertEqual(counts, not case["flags"], case["number"])

    def test_speccheck(self):
        """Each of the twelve has a key or an R of small or mixed order, an S too large, or a wrong spelling."""
        for case in self.vectors["speccheck"]:
            counts = self.counts(case, bytes.fromhex(case["msg"])) and ed25519.key_counts(bytes.fromhex(case["key"]))
            self.assertFalse(counts, case["number"])

    def test_keys(self):
        for key in self.vectors["low_order_canonical"] + self.vectors["low_order_non_canonical"]:
            self.assertFalse(ed25519.key_counts(bytes.fromhex(key)), key)
        base = ed25519.encode(ed25519.base_multiple(1))
        self.assertEqual(base.hex(), "58" + "66" * 31)
        self.assertTrue(ed25519.key_counts(base))
        self.assertFalse(ed25519.key_counts(base[:31]))
        # A key of mixed order: the base point plus one of order eight.
        x, y = ed25519.decode(bytes.fromhex(self.vectors["low_order_canonical"][-1]))
        row = ((y + x) % ed25519.P, (y - x) % ed25519.P, 2 * ed25519.D * x * y % ed25519.P)
        self.assertFalse(ed25519.key_counts(ed25519.encode(ed25519._add(ed25519.base_multiple(1), row))))


if __name__ == "__main__":
    unittest.main()
