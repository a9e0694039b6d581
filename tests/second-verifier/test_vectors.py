"""The shared vectors: values, documents, signatures, trees, notes, receipts."""

import base64
import json
import random
import unittest
from pathlib import Path

from gune_verify import ed25519, folder, notes, tree, values
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


class Trees(unittest.TestCase):
    def decoded(self, case, *names):
        return [base64.b64decode(case[name] or "") for name in names]

    def test_inclusion(self):
        for case in load("merkle_inclusion.json"):
            leaf, expected = self.decoded(case, "leafHash", "root")
            proof = [base64.b64decode(step) for step in case["proof"] or []]
            wrong = refuses(tree.check_inclusion, case["leafIdx"], case["treeSize"], leaf, proof, expected)
            self.assertEqual(wrong, case["wantErr"], case["case"])

    def test_consistency(self):
        for case in load("merkle_consistency.json"):
            old, new = self.decoded(case, "root1", "root2")
            proof = [base64.b64decode(step) for step in case["proof"] or []]
            wrong = refuses(tree.check_consistency, case["size1"], case["size2"], old, new, proof)
            self.assertEqual(wrong, case["wantErr"], case["case"])

    def test_tessera(self):
        vectors = load("tiles.json")
        tiles = {tile["path"]: base64.b64decode(tile["base64"]) for tile in vectors["tessera_tiles"]}
        verifier = values.verifier_key(vectors["tessera"]["vkey"])
        for size, note in enumerate(vectors["tessera_checkpoints"]):
            leaves, checkpoint = [], notes.parse_checkpoint(notes.parse_note(note.encode()).text)
            self.assertEqual(checkpoint.size, size)
            # No book is empty, though a tree may be.
            self.assertEqual(refuses(notes.open_checkpoint, note.encode(), verifier), size == 0)
            if size:
                entries = list(folder.unpack(tiles[folder.tile_path("entries", 0, size)], 0, size))
                leaves = [tree.leaf_hash(entry) for entry in entries]
                self.assertEqual(b"".join(leaves), tiles[folder.tile_path(0, 0, size)])
            self.assertEqual(tree.root(leaves), checkpoint.root)

    def test_sunlight(self):
        vectors = load("tiles.json")
        tiles = {tile["path"]: base64.b64decode(tile["base64"]) for tile in vectors["sunlight_tiles"]}
        hashes = tiles["tile/0/000"] + tiles["tile/0/001.p/44"]
        leaves = [hashes[place:place + 32] for place in range(0, len(hashes), 32)]
        self.assertEqual(base64.b64encode(tree.root(leaves)).decode(), vectors["sunlight"]["checkpoint"].split("\n")[2])
        self.assertEqual(tree.root(leaves[:256]), tiles["tile/1/000.p/1"])

    def test_paths(self):
        self.assertEqual(folder.tile_path(0, 1234067), "tile/0/x001/x234/067")
        self.assertEqual(folder.tile_path("entries", 5, 7), "tile/entries/005.p/7")


class Notes(unittest.TestCase):
    def test_valid(self):
        """Those whose keys are all of the one type of this log."""
        seen = 0
        for case in load("notes.json")["valid"]:
            keys = [line for line in case["vkeys"] if not refuses(values.verifier_key, line)]
            if len(keys) != len(case["vkeys"]) or not keys:
                continue
            for line in keys:
                self.assertTrue(notes.parse_note(case["note"].encode()).counts(values.verifier_key(line)))
                seen += 1
        self.assertGreater(seen, 15)

    def test_invalid(self):
        for case in load("notes.json")["invalid"]:
            data = case["note"].encode() if "note" in case else bytes.fromhex(case["note_hex"])
            verifier = values.verifier_key(case["vkeys"][0])
            self.assertTrue(refuses(notes.parse_note, data) or not notes.parse_note(data).counts(verifier), case["name"])

    def test_a_cosignature_is_ignored(self):
        case = load("notes.json")["cosigned"]
        checkpoint = notes.open_checkpoint(case["note"].encode(), values.verifier_key(case["log_vkey"]))
        self.assertEqual(checkpoint.size, 70000)

    def test_checkpoints(self):
        vectors = load("notes.json")
        for text in vectors["checkpoints_bad"]:
            self.assertTrue(refuses(notes.parse_checkpoint, text))
        # This log has no extension lines.
        self.assertEqual([refuses(notes.parse_checkpoint, text) for text in vectors["checkpoints_good"]],
                         [True, False, True])

    def test_check_words(self):
        """The lists are alphabetical: the numbers must stand in the order of the words, and a word for each."""
        numbers, english, french = [], [], []
        for case in load("check_words.json"):
            checkpoint = notes.parse_checkpoint(case["lines"])
            self.assertEqual(checkpoint.lines, case["lines"])
            numbers += checkpoint.check_numbers
            english += case["english"].split()
            french += case["french"].split()
        self.assertEqual([word for _, word in sorted(zip(numbers, english))], sorted(english))
        plain = str.maketrans("éèêâôûç", "eeeaouc")
        in_order = [word.translate(plain) for _, word in sorted(zip(numbers, french))]
        self.assertEqual(in_order, sorted(in_order))
        self.assertEqual(len(set(zip(numbers, english))), len(set(numbers)))


class Receipts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.vectors = load("receipts.json")
        cls.verifier = values.verifier_key(cls.vectors["vkey"])
        cls.leaves = [tree.leaf_hash(entry.encode()) for entry in cls.vectors["entries"]]

    def test_checkpoints(self):
        for size, note in enumerate(self.vectors["checkpoints"], 1):
            checkpoint = notes.open_checkpoint(note.encode(), self.verifier)
            self.assertEqual((checkpoint.size, checkpoint.root), (size, tree.root(self.leaves[:size])))

    def test_receipts(self):
        for case in self.vectors["receipts"]:
            index, entry, checkpoint = notes.open_receipt(case["text"].encode(), self.verifier)
            self.assertEqual((index, checkpoint.size), (case["index"], case["size"]))
            self.assertEqual(entry.decode(), self.vectors["entries"][index])

    def test_spoiled_receipts(self):
        text = self.vectors["receipts"][4]["text"]
        for wrong in (text.replace("index 4", "index 3"), text.replace("index 4", "index 04"),
                      text.replace("@v1", "@v2"), text.replace("extra YX", "extra YW"), text.replace("extra ", "Extra "),
                      text[:-1], text.replace("\n7\n", "\n8\n"), text.replace("\n\nmarket", "\nmarket")):
            self.assertNotEqual(wrong, text)
            self.assertTrue(refuses(notes.open_receipt, wrong.encode(), self.verifier), wrong)

    def test_consistency(self):
        for case in self.vectors["consistency"]:
            old, proof, checkpoint = notes.open_consistency(case["text"].encode(), self.verifier)
            self.assertEqual((old, checkpoint.size), (case["old"], case["size"]))
            tree.check_consistency(old, checkpoint.size, tree.root(self.leaves[:old]), checkpoint.root, proof)


if __name__ == "__main__":
    unittest.main()
