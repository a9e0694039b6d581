"""A book in one file: each row of the table "What an audit finds" (§ 6), and the order of the rows."""

import json
import shutil
import tempfile
import unittest
from hashlib import sha256
from pathlib import Path

import verify
from gune_verify.bookfile import verdict
from maker import SMALL_ORDER, Case, Maker, run_it
from signers import LOG, Person, signature_line, verifier_line
from test_vectors import load

RIGHT = (True, None, None)
NO_BOOK = (False, None, None)
OTHER = Person("other")


class File(Case):
    def setUp(self):
        self.maker = self.market()
        self.maker.pay("bob", ("carl", "1.00"))
        self.maker.do("bob", "erasure")
        self.maker.dividend(1, "10.00", 2, "40.00")
        self.size = len(self.maker.entries)

    def found(self, code, line, data, *heads):
        """Asserts what the audit finds."""
        self.assertEqual(verdict(data, heads), (False, code, line))

    def forged(self, index, *change, insert=None):
        """The book with one entry changed, or with one put in at its place, under a new checkpoint."""
        maker = Maker()
        maker.entries = list(self.maker.entries)
        if change:
            self.assertIn(change[0], maker.entries[index])
            maker.entries[index] = maker.entries[index].replace(*change)
        if insert is not None:
            maker.entries.insert(index, insert)
        return maker.file()

    def other(self, size):
        """A market with the same opening and another history."""
        maker = Maker()
        maker.join(*(f"person{place}" for place in range(size - 1)))
        return maker


class Rows(File):
    def test_right(self):
        self.assertEqual(verdict(self.maker.file()), RIGHT)
        heads = [self.maker.checkpoint(size) for size in range(1, self.size + 1)]
        heads += [self.maker.receipt(index, self.size) for index in range(self.size)]
        self.assertEqual(verdict(self.maker.file(), heads), RIGHT)

    def test_no_book(self):
        good, head = self.maker.file(), self.maker.checkpoint()
        key_line = verifier_line().encode()
        for data in (b"", good[1:], b"\n" + good, b"\xef\xbb\xbf" + good, good.replace(b"/1 book", b"/2 book", 1),
                     good.replace(b" book\n", b" book\r\n", 1), good.replace(b" book\n", b" book\n\n", 1),
                     good.replace(key_line, key_line + b"\r", 1), good.replace(key_line, key_line[:-1], 1),
                     good.replace(key_line, key_line.replace(b"+", b"+0", 1), 1),
                     good.replace(key_line, key_line + b"\n" + key_line, 1), good.replace(key_line, b"\xff", 1),
                     good.replace(key_line + b"\n\n", key_line + b"\n", 1),
                     good.replace(key_line + b"\n\n", key_line + b"\n\n\n", 1),
                     good.replace(head, head.replace(b"\n\n", b"\n"), 1),
                     good.replace(head, head.replace(b"\n\n", b"\nextension\n\n"), 1),
                     good.replace(head, head.replace(b"\n%d\n" % self.size, b"\n0%d\n" % self.size), 1),
                     good.replace(head, head.partition(b"\n\n")[0] + b"\n\n", 1),
                     good.replace(head, head.replace("\u2014".encode(), b"-"), 1),
                     good.replace(head, head + b"\xe2\x80\x94 name AAAA\n", 1),
                     good.replace(head, self.maker.receipt(0, self.size), 1),
                     self.maker.file(self.maker.checkpoint(0), entries=[b""])[:-2],
                     self.maker.file(self.maker.checkpoint(said=2**53))):
            self.assertNotEqual(data, good)
            self.assertEqual(verdict(data), NO_BOOK, data[:300])

    def test_missing(self):
        good = self.maker.file()
        last = len(self.maker.entries[-1])
        for cut in (1, last, last + 1, last + 2):
            self.found("missing", self.size - 1, good[:-cut])
        self.found("missing", self.size - 2, good[:-last - 3])
        self.found("missing", self.size, self.maker.file(self.maker.checkpoint(said=2**53 - 1)))
        self.found("missing", 2, self.forged(2, insert=b""))
        self.found("missing", 0, self.maker.file(entries=[b""]))

    def test_not_an_entry(self):
        self.found("not-an-entry", 3, self.forged(3, b"at: ", b"at:"))
        self.found("not-an-entry", 3, self.forged(3, b"Z\n", b"Z "))
        self.found("not-an-entry", 3, self.forged(3, b"at: 2026-11", b"at: 2026-13"))
        self.found("not-an-entry", 0, self.forged(0, insert=b"\0" * 65535))

    def test_malformed(self):
        self.found("malformed", 5, self.forged(5, b" 1.00", b" 1.0"))
        self.found("malformed", 5, self.forged(5, b"\nto: ", b"\nTo: "))
        self.found("malformed", 6, self.forged(6, b"signature", b"member: x\nsignature"))
        self.found("malformed", 0, self.forged(0, b"\nnumber: 1\n", b"\nnumber: 2\n"))
        at, listing = self.maker.entries[5][:25], load("documents.json")["documents"][-1]["document"].encode()
        self.found("malformed", 5, self.forged(5, insert=at + listing))
        self.found("malformed", 5, self.forged(5, insert=at))
        self.found("malformed", 5, self.forged(5, insert=at + b"gune/1 payment\n" * 4000))

    def test_bad_signature(self):
        self.found("bad-signature", 5, self.forged(5, b" 1.00", b" 2.00"))
        bob, carl = self.maker.address("bob").encode(), self.maker.address("carl").encode()
        self.found("bad-signature", 5, self.forged(5, b"\nkey: " + bob, b"\nkey: " + carl))
        self.found("bad-signature", 5, self.forged(5, b"\nkey: " + bob, b"\nkey: " + SMALL_ORDER.encode()))

    def test_a_rule(self):
        self.found("number-used", 6, self.forged(6, insert=self.maker.entries[5]))
        self.found("dividend-wrong", 7, self.forged(7, b"rank: 1", b"rank: 2"))
        self.found("dividend-not-due", 7, self.forged(7, b"at: 2026-11-28T14:10:00Z", b"at: 2026-11-28T14:10:01Z"))
        self.found("not-opened", 0, self.forged(0, insert=self.maker.entries[1]))
        self.found("already-opened", 1, self.forged(1, insert=self.maker.entries[0]))

    def test_log_key(self):
        self.found("log-key", 0, self.maker.file(key_line=verifier_line(key=OTHER.key)))
        self.found("log-key", 0, self.maker.file(key_line=verifier_line("other.example/log")))
        # What stands beside the book need not be a key that counts; the opening's must be one.
        weak = verifier_line(key=bytes(32))
        self.found("log-key", 0, self.maker.file(key_line=weak))
        self.found("bad-key", 0, Maker(start=False, log=weak).opened().file(key_line=weak))

    def test_names_of_logs(self):
        for name in ("a" * 255, "é" * 127, "a\u00adb"):
            self.found("log-key", 0, self.maker.file(key_line=verifier_line(name)))
        for name in ("a" * 256, "é" * 128, "a b", "a\u3000b", "a\x7fb", "a\x9bb", "a\tb", "a\u200bb", "\u202eab", "a\u2066b", "\ufeffab"):
            self.assertEqual(verdict(self.maker.file(key_line=verifier_line(name))), NO_BOOK, name)
            self.found("malformed", 0, Maker(start=False, log=verifier_line(name)).opened().file())

    def test_head_signature(self):
        head = self.maker.checkpoint()
        self.found("head-signature", None, self.maker.file(self.maker.checkpoint(signer=OTHER)))
        self.found("head-signature", None, self.maker.file(head.replace(b"\n%d\n" % self.size, b"\n1\n")))
        self.found("head-signature", None, self.maker.file(self.maker.checkpoint(origin="other.example/log")))
        text = head.partition(b"\n\n")[0].decode() + "\n"
        for line in (signature_line(text, LOG, "other.example/log"), signature_line(text, OTHER)):
            self.found("head-signature", None, self.maker.file(f"{text}\n{line}".encode()))
            # Signatures by others stand beside that of the log.
            both = f"{text}\n{line}{signature_line(text, LOG)}{line}".encode()
            self.assertEqual(verdict(self.maker.file(both)), RIGHT)
        own, wrong = signature_line(text, LOG), signature_line(text + "x", LOG)
        self.assertEqual(verdict(self.maker.file(f"{text}\n{own}{own}".encode())), RIGHT)
        for lines in (own + wrong, wrong + own):
            self.found("head-signature", None, self.maker.file(f"{text}\n{lines}".encode()))

    def test_a_hundred_signatures(self):
        text = self.maker.checkpoint().partition(b"\n\n")[0].decode() + "\n"
        own, others = signature_line(text, LOG), signature_line(text, OTHER) * 99
        self.assertEqual(verdict(self.maker.file(f"{text}\n{others}{own}".encode())), RIGHT)
        self.assertEqual(verdict(self.maker.file(f"{text}\n{others}{own}{own}".encode())), NO_BOOK)

    def test_remembered_other(self):
        for size in (2, self.size):
            other = self.other(size)
            self.found("remembered-other", None, self.maker.file(), other.checkpoint())
            self.found("remembered-other", None, self.maker.file(), self.maker.checkpoint(1), other.receipt(0, size))
        self.found("bad-signature", 5, self.forged(5, b" 1.00", b" 2.00"), self.other(7).checkpoint())
        self.found("remembered-other", None, self.forged(5, b" 1.00", b" 2.00"), self.other(5).checkpoint())

    def test_trailing(self):
        for more in (b"\0", b"\n", self.maker.file()):
            self.found("trailing", self.size, self.maker.file() + more)
        self.found("trailing", 1, self.maker.file(self.maker.checkpoint(1)))

    def test_head_root(self):
        self.found("head-root", None, self.maker.file(self.other(self.size).checkpoint()))

    def test_remembered_longer(self):
        longer = self.other(self.size + 1)
        for head in (longer.checkpoint(), longer.receipt(0, self.size + 1)):
            self.found("remembered-longer", None, self.maker.file(), head)

    def test_remembered_foreign(self):
        for common in ({"signer": OTHER}, {"origin": "other.example/log"}):
            self.found("remembered-foreign", None, self.maker.file(), self.maker.checkpoint(**common))
            self.found("remembered-foreign", None, self.maker.file(), self.maker.receipt(1, 3, **common))
        # What another log says of its size, or of its root, is nothing to this one.
        longer = self.other(self.size + 1)
        self.found("remembered-foreign", None, self.maker.file(), longer.checkpoint(signer=OTHER))
        self.found("remembered-foreign", None, self.maker.file(), self.other(2).checkpoint(signer=OTHER))

    def test_remembered_and_no_head_of_this_log(self):
        receipt = self.maker.receipt(1, 3)
        for head in (self.maker.checkpoint(0), receipt.replace(b"index 1", b"index 2"), receipt.replace(b"@v1", b"@v2"),
                     receipt.replace(b"extra ", b"Extra "), receipt.replace(b"\n3\n", b"\n03\n")):
            self.assertNotEqual(head, receipt)
            self.found("remembered-foreign", None, self.maker.file(), head)
        for head in (b"", b"head", receipt[:-1], receipt.replace(b"index", b"\x01ndex")):
            self.assertEqual(verdict(self.maker.file(), [head]), NO_BOOK)


class Order(File):
    def test_the_first_row_names_what_is_wrong(self):
        """Everything wrong at once, then mended from the first row on."""
        other, longer, wrong = self.other(3), self.other(30), self.other(self.size).entries[-1]
        heads = [longer.checkpoint(signer=OTHER), longer.checkpoint(), other.checkpoint()]
        bad_head, said = self.maker.checkpoint(signer=OTHER), self.maker.checkpoint(3)
        key_line = verifier_line(key=OTHER.key)
        entries = self.maker.entries
        spoiled = entries[0].replace(b"Roubaix", b"Lille")
        for code, line, data in (
                ("missing", 0, self.maker.file(bad_head, [b"", *entries[1:]], key_line)),
                ("not-an-entry", 0, self.maker.file(bad_head, [spoiled[1:]], key_line)),
                ("malformed", 0, self.maker.file(bad_head, [spoiled[:-1]], key_line)),
                ("bad-signature", 0, self.maker.file(bad_head, [spoiled], key_line)),
                ("log-key", 0, self.maker.file(bad_head, entries, key_line)),
                ("head-signature", None, self.maker.file(bad_head, [entries[0], wrong])),
                ("remembered-other", None, self.maker.file(said)),
                ("trailing", 2, self.maker.file(self.maker.checkpoint(3, said=2))),
                ("head-root", None, self.maker.file(self.maker.checkpoint(3, said=2), entries[:2])),
                ("remembered-longer", None, self.maker.file(self.maker.checkpoint(2), entries[:2]))):
            self.found(code, line, data, *heads)
        self.found("remembered-foreign", None, self.maker.file(self.maker.checkpoint(2), entries[:2]), heads[0])


class Program(File):
    def setUp(self):
        super().setUp()
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def place(self, name, data):
        """A file in the folder."""
        (self.folder / name).write_bytes(data)
        return self.folder / name

    def test_one_book(self):
        book = self.place("book.gune", self.maker.file())
        code, out = run_it(book, "--head", self.place("kept", self.maker.receipt(1, 3)))
        self.assertEqual(code, verify.RIGHT)
        for line in ("people      4, of which members 2, organisers 1",
                     "entries     8, the last at 2026-11-28T14:10:00Z", "erasures    1", "supply      40.00, the sum of all balances", "remembered  3 entries, the same"):
            self.assertIn(line + "\n", out)
        self.assertEqual(out.splitlines()[-1], "right")
        code, out = run_it(self.place("wrong.gune", self.maker.file() + b"\0"))
        self.assertEqual((code, out.startswith("wrong: entry 8: trailing")), (verify.WRONG, True), out)
        self.assertEqual(run_it(self.place("none.gune", b"none")), (verify.NOT_UNDERSTOOD, ""))

    def test_check_words(self):
        """Of the first head and of the last, as their numbers in the list."""
        _, out = run_it(self.place("book.gune", self.maker.file()))
        for name, size in (("first head ", 1), ("last head  ", self.size)):
            lines = self.maker.checkpoint(size).partition(b"\n\n")[0] + b"\n"
            bits = "".join(f"{byte:08b}" for byte in sha256(lines).digest())
            numbers = " ".join(str(int(bits[place:place + 11], 2)) for place in range(0, 66, 11))
            self.assertIn(f"{name} check words {numbers} (their places in the list, from 0)\n", out)

    def test_books(self):
        self.place("b.gune", self.maker.file())
        self.place("a.gune", b"")
        self.place("c.gune", self.maker.file() + b"\0")
        self.place("d.gune", self.maker.file())
        self.place("d.head", self.other(2).checkpoint())
        self.place("e.gune", self.maker.file())
        self.place("e.gune.head", self.other(20).receipt(0, 20))
        self.place("f.txt", b"")
        (self.folder / "g.gune").mkdir()
        code, out = run_it("--books", self.folder)
        self.assertEqual((code, [json.loads(line) for line in out.splitlines()]), (verify.RIGHT, [
            {"file": "a.gune", "right": False, "code": None, "line": None},
            {"file": "b.gune", "right": True, "code": None, "line": None},
            {"file": "c.gune", "right": False, "code": "trailing", "line": self.size},
            {"file": "d.gune", "right": False, "code": "remembered-other", "line": None},
            {"file": "e.gune", "right": False, "code": "remembered-longer", "line": None},
            {"file": "g.gune", "right": False, "code": None, "line": None}]))


if __name__ == "__main__":
    unittest.main()
