"""Signed notes, checkpoints, check words and receipts (§ 6)."""

from dataclasses import dataclass
from hashlib import sha256

from . import tree, values
from .ed25519 import signature_counts
from .values import Refusal, malformed

MOST_SIGNATURES = 100
PROOF = "c2sp.org/tlog-proof@v1"


@dataclass
class Note:
    """A text, and its signatures: (name, identifier of the key, signature)."""

    text: str
    signatures: list

    def counts(self, verifier):
        """Whether there are signatures by the key (name, identifier, public key), and all of them count."""
        own = [signature for name, identifier, signature in self.signatures if (name, identifier) == verifier[:2]]
        return bool(own) and all(signature_counts(verifier[2], each, self.text.encode()) for each in own)


def parse_note(data):
    """Reads a note; whether a signature counts is another question."""
    try:
        note = data.decode("utf-8")
    except UnicodeDecodeError:
        raise malformed("a note that is not UTF-8") from None
    if any(letter < "\x20" and letter != "\n" for letter in note):
        raise malformed("a control character in a note")
    text, found, lines = note.rpartition("\n\n")
    if not found or not lines.endswith("\n"):
        raise malformed("a note without signatures, or whose last line does not end")
    lines = lines[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise malformed("too many signatures")
    return Note(text + "\n", [_signature_line(line) for line in lines])


def _signature_line(line):
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != "\u2014":
        raise malformed(f"not a signature line: {line!r}")
    name, data = parts[1], values.base64(parts[2])
    if not values.is_key_name(name) or len(data) < 5:
        raise malformed(f"not a signature line: {line!r}")
    return name, data[:4], data[4:]


@dataclass
class Checkpoint:
    """The head of a log."""

    origin: str
    size: int
    root: bytes
    note: Note = None

    @property
    def lines(self):
        """The three lines, as they are signed."""
        return f"{self.origin}\n{self.size}\n{values.b64encode(self.root).decode()}\n"

    def counts(self, verifier):
        """Whether this is a head of the log of that key, and signed by it."""
        return self.origin == verifier[0] and self.note.counts(verifier)

    @property
    def check_numbers(self):
        """The six numbers of 11 bits that the check words stand for."""
        bits = int.from_bytes(sha256(self.lines.encode()).digest(), "big") >> 256 - 66
        return [bits >> 11 * place & 2047 for place in range(5, -1, -1)]


def parse_checkpoint(text):
    """Reads the text of a checkpoint; this log writes no extension lines."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0]:
        raise malformed("a checkpoint has three lines")
    return Checkpoint(lines[0], values.number()(lines[1]), values.base64(lines[2], 32))


def read_checkpoint(data):
    """The checkpoint in a note, whoever signed it."""
    note = parse_note(data)
    checkpoint = parse_checkpoint(note.text)
    if checkpoint.size == 0:
        raise malformed("a checkpoint of nothing: the first one of a book has size 1")
    checkpoint.note = note
    return checkpoint


def open_checkpoint(data, verifier):
    """The checkpoint in a note that the log has signed."""
    checkpoint = read_checkpoint(data)
    if not checkpoint.counts(verifier):
        raise Refusal("head-signature", "no signature by the log's key counts, or the checkpoint is of another log")
    return checkpoint


def _hashes(lines):
    return [values.base64(line, 32) for line in lines]


def open_receipt(data, verifier):
    """A receipt that proves its entry to be in the tree of a checkpoint of the log: (index, entry, checkpoint)."""
    head, found, note = data.partition(b"\n\n")
    if not found:
        raise malformed("a receipt without a checkpoint")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise malformed("a receipt that is not ASCII above its checkpoint") from None
    if len(lines) < 3 or lines[0] != PROOF or not lines[1].startswith("extra ") or not lines[2].startswith("index "):
        raise malformed("not a receipt")
    entry, index = values.base64(lines[1][6:]), values.number()(lines[2][6:])
    checkpoint = open_checkpoint(note, verifier)
    tree.check_inclusion(index, checkpoint.size, tree.leaf_hash(entry), _hashes(lines[3:]), checkpoint.root)
    return index, entry, checkpoint


def open_head(data, verifier):
    """The head of the log that a checkpoint or a receipt proves, None if it proves none."""
    try:
        if data.startswith(PROOF.encode() + b"\n"):
            return open_receipt(data, verifier)[2]
        return open_checkpoint(data, verifier)
    except Refusal:
        return None


def open_consistency(data, verifier):
    """Reads what `/log/consistency/<old>` answers: (old size, proof, checkpoint)."""
    head, found, note = data.partition(b"\n\n")
    lines = head.decode("ascii", "replace").split("\n")
    if not found or not lines[0].startswith("old "):
        raise malformed("not a consistency proof")
    return values.number()(lines[0][4:]), _hashes(lines[1:]), open_checkpoint(note, verifier)
