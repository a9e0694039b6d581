"""A book as a folder of tiles, and the audit of all of it."""

from pathlib import Path

from . import tree, values
from .audit import Audit, Wrong
from .notes import read_checkpoint

WIDTH = 256


def tile_path(kind, index, width=WIDTH):
    """Where a tile stands below the folder; `kind` is a level or `entries`."""
    groups = [f"{index % 1000:03}"]
    while index >= 1000:
        index //= 1000
        groups.insert(0, f"x{index % 1000:03}")
    return f"tile/{kind}/{'/'.join(groups)}" + (f".p/{width}" if width < WIDTH else "")


def _tiles(size):
    """The (index, width) of the tiles that so many hashes or entries fill."""
    return ((index, min(WIDTH, size - index * WIDTH)) for index in range((size + WIDTH - 1) // WIDTH))


def _read_tile(folder, kind, index, width):
    """The bytes of a tile, None if it is not there."""
    path = folder / tile_path(kind, index, width)
    return path.read_bytes() if path.is_file() else None


def _wrong_tile(kind, index, width, line):
    return Wrong("tile", line, f"{tile_path(kind, index, width)} is not there, or not what it should be")


def unpack(data):
    """The entries of a bundle, None if the bytes are none."""
    entries, place = [], 0
    while place < len(data):
        length = int.from_bytes(data[place:place + 2], "big")
        entry = data[place + 2:place + 2 + length]
        if place + 2 + length > len(data) or len(entries) == WIDTH:
            return None
        entries.append(entry)
        place += 2 + length
    return entries


class Tiles:
    """The tiles of hashes that the entries make, each compared with the folder's as soon as it is made."""

    def __init__(self, folder):
        self.folder, self.checked = folder, 0
        self.levels = []

    def push(self, leaf):
        """The tiles that this leaf completes, from level 0 upwards, to be compared once its bundle is judged."""
        level, full = 0, []
        while True:
            if level == len(self.levels):
                self.levels.append((0, []))
            index, hashes = self.levels[level]
            hashes.append(leaf)
            if len(hashes) < WIDTH:
                return full
            full.append((level, index, hashes))
            self.levels[level] = index + 1, []
            leaf, level = tree.root(hashes), level + 1

    def partial(self):
        """The tiles that are not full at the end."""
        return [(level, index, hashes) for level, (index, hashes) in enumerate(self.levels) if hashes]

    def compare(self, tiles):
        """Finds the first line under the first hash that is not there, or another."""
        for level, index, hashes in tiles:
            data = _read_tile(self.folder, level, index, len(hashes)) or b""
            if data != b"".join(hashes):
                pieces = [data[at:at + 32] for at in range(0, len(data), 32)]
                pairs = enumerate(zip(pieces, hashes))
                same = next((at for at, (one, other) in pairs if one != other), min(len(pieces), len(hashes)))
                line = (index * WIDTH + same) * WIDTH ** level
                raise _wrong_tile(level, index, len(hashes), line)
            self.checked += 1


def _judge(folder, audit, size):
    """Everything in the folder below `tile`, bundle by bundle."""
    tiles = Tiles(folder)
    for index, width in _tiles(size):
        first = index * WIDTH
        data = _read_tile(folder, "entries", index, width)
        if data is None:
            raise Wrong("missing", first, tile_path("entries", index, width))
        entries, full = unpack(data), []
        if entries is None:
            raise _wrong_tile("entries", index, width, first)
        for entry in entries:
            audit.take(entry)
            full += tiles.push(audit.leaves[-1])
        if len(entries) != width:
            line = first + len(entries) if len(entries) < width else None
            raise _wrong_tile("entries", index, width, line)
        tiles.compare(full)
    tiles.compare(tiles.partial())
    return tiles.checked


def _verifier(folder):
    """The verifier key in the file `vkey`."""
    line = (folder / "vkey").read_bytes().decode("utf-8", "replace")
    return values.verifier_key(line.rstrip("".join(map(chr, values.WHITE))))


def audit_folder(folder, remembered=()):
    """The audit of a folder with `checkpoint`, `vkey` and `tile/`.

    `Refusal` or `FileNotFoundError` where the folder is no book at all.
    """
    folder = Path(folder)
    verifier, head = _verifier(folder), read_checkpoint((folder / "checkpoint").read_bytes())
    audit = Audit(head, verifier, remembered)
    audit.tiles = _judge(folder, audit, head.size)
    return audit.finish()
