"""Signed notes, checkpoints, check words and receipts (§ 6)."""

from dataclasses import dataclass
from hashlib import sha256

from . import tree, values
from .ed25519 import signature_counts
from .values import Refusal, malformed

MOST_SIGNATURES = 100
PROOF = "c2sp.org/tlog-proof@v1"


def open_note(data, verifier):
    """The text of a note that the key (name, identifier, public key) has signed."""
    try:
        note = data.decode("utf-8")
    except UnicodeDecodeError:
        raise malformed("a note that is not UTF-8") from None
    if any(ord(letter) < 0x20 and letter != "\n" for letter in note):
        raise malformed("a control character in a note")
    text, found, lines = note.rpartition("\n\n")
    if not found or not lines.endswith("\n"):
        raise malformed("a note without signatures, or whose last line does not end")
    signatures = [_signature_line(line) for line in lines[:-1].split("\n")]
    if len(signatures) > MOST_SIGNATURES:
        raise malformed("too many signatures")
    text += "\n"
    own = [signature for name, identifier, signature in signatures if (name, identifier) == verifier[:2]]
    if not own:
        raise Refusal("bad-signature", "no signature by the log's key")
    # A known key with a wrong signature spoils the note even beside a right one.
    if not all(signature_counts(verifier[2], signature, text.encode()) for signature in own):
        raise Refusal("bad-signature", "the signature by the log's key is wrong")
    return text


def _signature_line(line):
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != "\u2014":
        raise malformed(f"not a signature line: {line!r}")
    name, data = parts[1], values.base64(parts[2])
    if not name or "+" in name or any(ord(letter) in values.WHITE for letter in name) or len(data) < 5:
        raise malformed(f"not a signature line: {line!r}")
    return name, data[:4], data[4:]


@dataclass
class Checkpoint:
    """The head of a log."""

    origin: str
    size: int
    root: bytes

    @property
    def lines(self):
        """The three lines, as they are signed."""
        return f"{self.origin}\n{self.size}\n{values.b64encode(self.root).decode()}\n"

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


def open_checkpoint(data, verifier):
    """The checkpoint in a note that the log has signed."""
    checkpoint = parse_checkpoint(open_note(data, verifier))
    if checkpoint.origin != verifier[0]:
        raise malformed(f"the checkpoint of another log: {checkpoint.origin!r}")
    return checkpoint


def _hashes(lines):
    return [values.base64(line, 32) for line in lines]


def open_receipt(data, verifier):
    """Verifies a receipt by itself: (index, entry, checkpoint)."""
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


def open_consistency(data, verifier):
    """Reads what `/log/consistency/<old>` answers: (old size, proof, checkpoint)."""
    head, found, note = data.partition(b"\n\n")
    lines = head.decode("ascii", "replace").split("\n")
    if not found or not lines[0].startswith("old "):
        raise malformed("not a consistency proof")
    return values.number()(lines[0][4:]), _hashes(lines[1:]), open_checkpoint(note, verifier)
