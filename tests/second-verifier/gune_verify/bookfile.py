"""A book in one file (§ 6): its parts, and the entries one after another."""

from . import values
from .audit import Audit, Wrong, verdict_of
from .notes import read_checkpoint
from .values import malformed

FIRST_LINE = b"gune/1 book\n"


def _parts(data):
    """The verifier key, the head, and where the entries begin."""
    if not data.startswith(FIRST_LINE):
        raise malformed("a book begins with `gune/1 book`")
    key_ends = data.find(b"\n\n", len(FIRST_LINE))
    text_ends = data.find(b"\n\n", key_ends + 2)
    note_ends = data.find(b"\n\n", text_ends + 2)
    if key_ends < 0 or text_ends < 0 or note_ends < 0:
        raise malformed("a book has a key line, a checkpoint, and an empty line after each")
    try:
        verifier = values.verifier_key(data[len(FIRST_LINE):key_ends].decode("utf-8"))
    except UnicodeDecodeError:
        raise malformed("a key line that is not UTF-8") from None
    return verifier, read_checkpoint(data[key_ends + 2:note_ends + 1]), note_ends + 2


def _entries(data, place, size):
    for index in range(size):
        start = place + 2
        length = int.from_bytes(data[place:start], "big")
        if len(data) < start + length or length == 0:
            raise Wrong("missing", index, f"the checkpoint speaks of {size} entries")
        yield data[start:start + length]
        place = start + length
    if place < len(data):
        raise Wrong("trailing", size, f"{len(data) - place} bytes after the last entry")


def audit_file(data, remembered=()):
    """The audit of a whole book; `Refusal` where the bytes are no book at all."""
    verifier, head, place = _parts(data)
    return Audit(head, verifier, remembered).run(_entries(data, place, head.size))


def verdict(data, remembered=()):
    """(whether the book is right, the code, the line)."""
    return verdict_of(audit_file, data, remembered)
