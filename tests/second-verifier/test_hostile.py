"""Hostile bytes: every byte of a book broken, every cut of it, huge sizes and long lines; nothing crashes or drags."""

import time
import unittest

from gune_verify.bookfile import verdict
from maker import Case, Maker
from signers import LOG, signature_line, verifier_line

SECONDS = 5


class EveryByte(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.maker = Maker()
        cls.maker.join("bob")
        cls.maker.admit("bob")
        cls.maker.dividend(1, "10.00", 1, "20.00")
        cls.book = cls.maker.file()
        cls.begin = len(cls.book) - sum(len(entry) + 2 for entry in cls.maker.entries)
        cls.starts = [cls.begin + sum(len(entry) + 2 for entry in cls.maker.entries[:index])
                      for index in range(len(cls.maker.entries))]

    def line_of(self, place):
        """The entry that a byte of the file belongs to, None above the entries."""
        return None if place < self.begin else sum(start <= place for start in self.starts) - 1

    def check(self, place, data):
        """A book with one byte changed is wrong, and no line before that byte is blamed."""
        right, code, line = verdict(data)
        own = self.line_of(place)
        self.assertFalse(right, (place, data[:400]))
        if own is None:
            self.assertIn(code, (None, "log-key", "head-signature"), place)
        elif line is None:
            # Nothing but the moment of an entry is free of all rules: the tree tells it.
            self.assertEqual(code, "head-root", place)
            self.assertLess(place - self.starts[own], 2 + 25, place)
        else:
            self.assertGreaterEqual(line, own, place)
            self.assertIsNotNone(code)
            if place >= self.starts[own] + 2 + 25:
                self.assertEqual(line, own, place)

    def test_every_byte_broken(self):
        for place, byte in enumerate(self.book):
            for other in (byte ^ 1, byte ^ 0x80, 0, 0x0a):
                if other != byte:
                    self.check(place, self.book[:place] + bytes([other]) + self.book[place + 1:])

    def test_every_cut(self):
        for place in range(len(self.book)):
            expected = (False, None, None) if place < self.begin else (False, "missing", self.line_of(place))
            self.assertEqual(verdict(self.book[:place]), expected, place)

    def test_every_byte_left_out_or_doubled(self):
        for place in range(len(self.book)):
            for data in (self.book[:place] + self.book[place + 1:], self.book[:place + 1] + self.book[place:]):
                if data != self.book:
                    right, _, line = verdict(data)
                    self.assertFalse(right, place)
                    self.assertTrue(line is None or line >= (self.line_of(place) or 0), place)

    def test_every_byte_of_a_remembered_head(self):
        for head in (self.maker.checkpoint(2), self.maker.receipt(1, 3)):
            for place in range(len(head)):
                spoiled = head[:place] + bytes([head[place] ^ 1]) + head[place + 1:]
                right, code, line = verdict(self.book, [spoiled])
                self.assertFalse(right, place)
                self.assertIsNone(line)
                self.assertIn(code, (None, "remembered-foreign"), place)


class Sizes(Case):
    def found(self, expected, data, heads=()):
        """Asserts what is found, in a bounded time."""
        began = time.process_time()
        self.assertEqual(verdict(data, heads), expected)
        self.assertLess(time.process_time() - began, SECONDS)

    def test_a_size_in_the_checkpoint(self):
        maker = Maker()
        for said, expected in ((2**53 - 1, ("missing", 1)), (2**53, (None, None)), ("9" * 10**6, (None, None)),
                               ("-1", (None, None)), ("1e3", (None, None)), ("\u0661", (None, None)),
                               ("", (None, None))):
            self.found((False, *expected), maker.file(maker.checkpoint(said=said)))

    def test_long_heads(self):
        maker, long = Maker(), "a" * 10**6
        note = maker.checkpoint()
        text = note.partition(b"\n\n")[0].decode() + "\n"
        many = (text + "\n" + signature_line(text, LOG) * 100000).encode()
        for data in (b"\n" * 10**6, b"gune/1 book\n" + b"a" * 10**7, b"gune/1 book\n" + b"\n" * 10**6,
                     maker.file(key_line=long), maker.file(key_line=f"{long}+00000000+{long}"),
                     maker.file(key_line="+" * 10**6), maker.file(key_line=verifier_line(long)), maker.file(many),
                     maker.file(maker.checkpoint(origin=long).replace(b"\xe2\x80\x94", b"-")),
                     maker.file(note.replace(b"\n\n", b"\n" * 10**6))):
            self.found((False, None, None), data)

    def test_long_entries(self):
        maker = Maker()
        at = b"at: 2026-11-28T14:00:01Z\n"
        kind = b"gune/1 payment\ncurrency: "
        huge = b"9" * 20000
        signed = maker.document("anne", "payment", ("to", f"{maker.address('bob')} 1.00"))
        for code, entry in (
                ("not-an-entry", b"a" * 65535), ("not-an-entry", b"at: " + huge), ("not-an-entry", b"\n" * 65535),
                ("malformed", at + b"\n" * 60000), ("malformed", at + kind + b"z" * 60000),
                ("malformed", at + kind + huge),
                ("malformed", at + kind + b"z" * 16000 + b"\n"),
                ("malformed", at + signed.replace(b"\nnumber: 2\n", b"\nnumber: " + b"9" * 15000 + b"\n")),
                ("malformed", at + signed.replace(b" 1.00", b" " + b"9" * 15000 + b".00")),
                ("malformed", at + signed.replace(b"signature: ", b"signature: " + b"A" * 15000)),
                ("malformed", at + b"gune/1 admission\n" + b"member: x\n" * 1600)):
            self.found((False, code, 1), maker.file(maker.checkpoint(said=2), [*maker.entries, entry]))

    def test_long_receipts(self):
        maker = Maker()
        receipt = maker.receipt(0, 1)
        step = b"\n" + b"A" * 43 + b"="
        for head in (receipt.replace(b"index 0", b"index 0" + step * 100000),
                     receipt.replace(b"index 0", b"index " + b"9" * 10**6),
                     receipt.replace(b"extra ", b"extra " + b"A" * 10**6), b"c2sp.org/tlog-proof@v1\n" * 100000):
            # The last one is no note either.
            code = "remembered-foreign" if head.endswith(b"=\n") else None
            self.found((False, code, None), maker.file(), [head])

    def test_amounts_at_the_bound(self):
        """Sixteen of the greatest amounts are no more than what one does not have."""
        maker = self.market()
        names = [f"payee{place}" for place in range(16)]
        maker.join(*names)
        greatest = "90071992547409.91"
        payment = maker.document("bob", "payment", *(("to", f"{maker.address(name)} {greatest}") for name in names))
        entry = b"at: 2026-11-28T14:09:59Z\n" + payment
        index = len(maker.entries)
        head = maker.checkpoint(said=index + 1)
        self.found((False, "balance-too-small", index), maker.file(head, [*maker.entries, entry]))


if __name__ == "__main__":
    unittest.main()
