"""The shared vectors of the log: trees, tiles, notes, check words, receipts."""

import base64
import unittest

from gune_verify import folder, notes, tree, values
from test_vectors import load, refuses


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
                entries = folder.unpack(tiles[folder.tile_path("entries", 0, size)])
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
