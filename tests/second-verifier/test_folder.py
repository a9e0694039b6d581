"""Whole books in folders: the program says right or wrong, and where."""

import random
import shutil
import tempfile
import unittest
from pathlib import Path

import verify
from gune_verify.values import spell_amount, spell_moment
from maker import Maker, run_it
from signers import Person, verifier_line


def long_book(entries):
    """A market under `g1` with an open door, payments, and every dividend that falls on the way."""
    maker, chance = Maker(rule="g1", growth=100000000, reevaluation=1800), random.Random(1)
    names = ["anne", "bob", "carl", "dora", "emil"]
    maker.do("anne", "door", ("door", "open"))
    maker.join(*names[1:])
    while len(maker.entries) < entries:
        at = maker.at + chance.randrange(40)
        dividends = maker.ledger.dividends
        if dividends.due <= at:
            before, due = dict(vars(dividends)), dividends.due
            each, stated = dividends.fall(maker.ledger.members, maker.ledger.supply)
            rank, supply = dividends.rank, maker.ledger.supply + each * maker.ledger.members
            vars(dividends).update(before)
            maker.dividend(rank, spell_amount(stated), maker.ledger.members, spell_amount(supply), at=due)
            continue
        payer, payee = chance.sample(names, 2)
        if maker.balance(payer):
            maker.pay(payer, (payee, spell_amount(chance.randint(1, maker.balance(payer)))), at=at)
        else:
            maker.at = at
    return maker


class Folder(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.maker = long_book(260)

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.maker.export(self.folder)

    def wrong(self, what, *arguments):
        """Asserts that the book is found wrong, and why."""
        code, out = run_it(self.folder, *arguments)
        self.assertEqual((code, what in out), (verify.WRONG, True), out)

    def change(self, index, old, new):
        """Replaces bytes in one entry and exports the book, with a new checkpoint and tiles."""
        maker = Maker()
        maker.entries = list(self.maker.entries)
        self.assertIn(old, maker.entries[index])
        maker.entries[index] = maker.entries[index].replace(old, new)
        maker.export(self.folder)

    def place(self, name, data):
        """A file beside the book."""
        path = self.folder / name
        path.write_bytes(data)
        return path

    def test_right(self):
        code, out = run_it(self.folder)
        self.assertEqual(code, verify.RIGHT, out)
        self.assertIn("entries     260,", out)
        self.assertIn("tiles       3 of hashes compared", out)
        self.assertTrue(out.endswith("right\n"))

    def test_usage(self):
        for arguments in ((), ("-h",), (self.folder / "none",), (self.folder, self.folder / "checkpoint"),
                          (self.folder, "--head"), (self.folder, "--head", self.folder / "none"),
                          (self.folder, "--head", self.folder / "vkey"), (self.folder / "vkey",), ("--books",),
                          ("--books", self.folder / "none")):
            self.assertEqual(run_it(*arguments)[0], verify.NOT_UNDERSTOOD)

    def test_a_changed_entry(self):
        place = next(i for i, entry in enumerate(self.maker.entries) if b"payment" in entry and i > 30)
        self.change(place, b".", b".0")
        self.wrong(f"entry {place}: malformed")
        self.change(place, b"payment", b"door")
        self.wrong(f"entry {place}: malformed")
        self.change(place, b"\nto: ", b"\nuntil: 2027-01-01T00:00:00Z\nto: ")
        self.wrong(f"entry {place}: bad-signature")
        place = next(i for i, entry in enumerate(self.maker.entries) if b"dividend" in entry)
        self.change(place, b"rank: 1", b"rank: 2")
        self.wrong(f"entry {place}: dividend-wrong")

    def test_another_moment_is_told_by_the_tree(self):
        """The payer does not sign the moment: the tiles tell that it was changed, and if they were too, the root."""
        bundle = self.folder / "tile/entries/001.p/4"
        at = self.maker.entries[-1][:24]
        bundle.write_bytes(bundle.read_bytes().replace(at, b"at: " + spell_moment(self.maker.at + 1).encode()))
        self.wrong("entry 259: tile")

    def test_an_entry_left_out(self):
        """A log that is signed anew without somebody's payment can be right by itself: their receipt tells."""
        maker = Maker()
        maker.entries = self.maker.entries[:20] + self.maker.entries[21:]
        maker.export(self.folder)
        self.wrong("wrong: remembered-other", "--head", self.place("kept", self.maker.receipt(20, 21)))

    def test_checkpoint(self):
        note = self.maker.checkpoint()
        self.place("checkpoint", self.maker.checkpoint(signer=Person("other")))
        self.wrong("wrong: head-signature")
        self.place("checkpoint", note.replace(b"\n260\n", b"\n256\n"))
        self.wrong("wrong: head-signature")
        for spoiled in (note[:-1], b""):
            self.place("checkpoint", spoiled)
            self.assertEqual(run_it(self.folder)[0], verify.NOT_UNDERSTOOD)

    def test_the_root(self):
        first = self.maker.entries[0]
        other = first.replace(b"at: 2026", b"at: 2025")
        honest, maker = Maker(), Maker()
        honest.entries, maker.entries = [first], [other]
        shutil.rmtree(self.folder / "tile")
        maker.export(self.folder)
        self.place("checkpoint", honest.checkpoint())
        self.wrong("wrong: head-root")

    def test_vkey_and_tiles(self):
        vkey = (self.folder / "vkey").read_bytes()
        self.place("vkey", vkey[:-2])
        self.assertEqual(run_it(self.folder)[0], verify.NOT_UNDERSTOOD)
        (self.folder / "vkey").unlink()
        self.assertEqual(run_it(self.folder)[0], verify.NOT_UNDERSTOOD)
        self.place("vkey", verifier_line(key=Person("other").key).encode() + b"\n")
        self.wrong("entry 0: log-key")
        self.place("vkey", vkey + b"\r\n")
        tile = self.folder / "tile/1/000.p/1"
        before = tile.read_bytes()
        tile.write_bytes(bytes(32))
        self.wrong("entry 0: tile: tile/1/000.p/1")
        tile.unlink()
        self.wrong("entry 0: tile: tile/1/000.p/1")
        tile.write_bytes(before)
        self.assertEqual(run_it(self.folder)[0], verify.RIGHT)
        bundle = self.folder / "tile/entries/001.p/4"
        whole = bundle.read_bytes()
        bundle.write_bytes(whole[:-1])
        self.wrong("entry 256: tile")
        bundle.write_bytes(whole + b"\0")
        self.wrong("entry 256: tile")
        bundle.write_bytes(whole[:-2 - len(self.maker.entries[-1])])
        self.wrong("entry 259: tile")
        bundle.unlink()
        self.wrong("entry 256: missing")

    def test_receipts(self):
        good = []
        for index, size in ((0, 1), (0, 260), (7, 8), (100, 101), (259, 260)):
            good += ["--head", self.place(f"{index}-{size}", self.maker.receipt(index, size))]
        code, out = run_it(self.folder, *good)
        self.assertEqual(code, verify.RIGHT, out)
        self.assertIn("remembered  101 entries, the same\n", out)
        longer = Maker()
        longer.entries = [*self.maker.entries, self.maker.entries[-1]]
        self.wrong("wrong: remembered-longer", "--head", self.place("longer", longer.receipt(0, 261)))
        other = Maker()
        other.entries = [*self.maker.entries[:100], self.maker.entries[99]]
        self.wrong("wrong: remembered-other", "--head", self.place("other", other.receipt(0, 101)))
        spoiled = self.place("spoiled", good[7].read_bytes().replace(b"index 100", b"index 99"))
        self.wrong("wrong: remembered-foreign", "--head", spoiled)


if __name__ == "__main__":
    unittest.main()
