"""A book as a folder of tiles, and the verification of all of it."""

from pathlib import Path

from . import notes, tree, values
from .documents import parse_entry
from .ledger import Ledger
from .values import Refusal

WIDTH = 256


class Wrong(Exception):
    """The book is not right: at which entry (None: the log around them), and why."""

    def __init__(self, entry, refusal):
        super().__init__(f"entry {entry}: {refusal}" if entry is not None else str(refusal))
        self.entry, self.code = entry, refusal.code


def tile_path(kind, index, width=WIDTH):
    """Where a tile stands below the folder; `kind` is a level or `entries`."""
    groups = [f"{index % 1000:03}"]
    while index >= 1000:
        index //= 1000
        groups.insert(0, f"x{index % 1000:03}")
    return f"tile/{kind}/{'/'.join(groups)}" + (f".p/{width}" if width < WIDTH else "")


def _tiles(size):
    """The (index, width) of the tiles that so many hashes or entries fill."""
    return [(index, min(WIDTH, size - index * WIDTH)) for index in range((size + WIDTH - 1) // WIDTH)]


def _read_tile(folder, kind, index, width):
    """The bytes of a tile, or of the full one that has taken the place of a partial one."""
    for path in (tile_path(kind, index, width), tile_path(kind, index)):
        if (folder / path).is_file():
            return (folder / path).read_bytes()
    return None


def read_entries(folder, size):
    """The first `size` entries of the log in a folder."""
    entries = []
    for index, width in _tiles(size):
        data = _read_tile(folder, "entries", index, width)
        if data is None:
            raise Wrong(index * WIDTH, Refusal("missing", tile_path("entries", index, width)))
        entries.extend(_unpack(data, index, width))
    return entries


def _unpack(data, index, width):
    entries, place = [], 0
    while place < len(data):
        length = int.from_bytes(data[place:place + 2], "big")
        if place + 2 + length > len(data):
            break
        entries.append(data[place + 2:place + 2 + length])
        place += 2 + length
    if place != len(data) or len(entries) not in (width, WIDTH):
        why = f"a bundle of {len(entries)} entries where {width} should be, or with bytes left over"
        raise Wrong(index * WIDTH, Refusal("malformed", why))
    return entries[:width]


def check_tiles(folder, leaves):
    """Compares every tile of hashes that the folder has; returns how many."""
    level, hashes, checked = 0, leaves, 0
    while hashes:
        for index, width in _tiles(len(hashes)):
            data, own = _read_tile(folder, level, index, width), hashes[index * WIDTH:index * WIDTH + width]
            if data is None:
                continue
            if len(data) not in (32 * width, 32 * WIDTH) or data[:32 * width] != b"".join(own):
                raise Wrong(None, Refusal("malformed", f"{tile_path(level, index, width)} has other hashes"))
            checked += 1
        full = len(hashes) // WIDTH
        hashes = [tree.root(hashes[index * WIDTH:(index + 1) * WIDTH]) for index in range(full)]
        level += 1
    return checked


def replay(entries):
    """Replays entries from the first one; returns the state."""
    ledger = Ledger()
    for index, entry in enumerate(entries):
        try:
            ledger.apply(*parse_entry(entry))
        except Refusal as refusal:
            raise Wrong(index, refusal) from None
    try:
        ledger.check_always()
    except Refusal as refusal:
        raise Wrong(None, refusal) from None
    return ledger


class Book:
    """A folder with `checkpoint`, `vkey` (not needed: the opening has it) and `tile/`."""

    def __init__(self, folder):
        folder = Path(folder)
        self.note = (folder / "checkpoint").read_bytes()
        self.entries = read_entries(folder, self._stated_size())
        self.leaves = [tree.leaf_hash(entry) for entry in self.entries]
        self.ledger = replay(self.entries)
        self.verifier = self.ledger.opening["log"]
        try:
            self._check_vkey(folder / "vkey")
            self.checkpoint = notes.open_checkpoint(self.note, self.verifier)
            if tree.root(self.leaves) != self.checkpoint.root:
                raise Refusal("malformed", "the root of the entries is not the one of the checkpoint")
        except Refusal as refusal:
            raise Wrong(None, refusal) from None
        self.tiles = check_tiles(folder, self.leaves)

    def _stated_size(self):
        """The size, before the signature can be checked: the log's key stands in the first entry."""
        try:
            lines = self.note.decode("utf-8", "replace").split("\n")
            return values.number(1)(lines[1] if len(lines) > 1 else "")
        except Refusal as refusal:
            raise Wrong(None, refusal) from None

    def _check_vkey(self, path):
        if path.is_file():
            line = path.read_bytes().decode("utf-8", "replace")
            if not line.endswith("\n") or values.verifier_key(line[:-1]) != self.verifier:
                raise Refusal("malformed", "vkey is not the key in the opening")

    def check_receipt(self, data):
        """Verifies a receipt by itself and against this book; returns the entry's index."""
        try:
            index, entry, checkpoint = notes.open_receipt(data, self.verifier)
        except Refusal as refusal:
            raise Wrong(None, refusal) from None
        if checkpoint.size > len(self.entries):
            raise Wrong(index, Refusal("missing", f"the receipt is of a book of {checkpoint.size} entries"))
        if self.entries[index] != entry or tree.root(self.leaves[:checkpoint.size]) != checkpoint.root:
            raise Wrong(index, Refusal("malformed", "the receipt is of another book"))
        return index
