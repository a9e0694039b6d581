"""A book as a folder of tiles, and the audit of all of it."""

from pathlib import Path

from . import tree, values
from .audit import Audit, Wrong
from .notes import read_checkpoint
from .values import malformed

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
    return [(index, min(WIDTH, size - index * WIDTH)) for index in range((size + WIDTH - 1) // WIDTH)]


def _read_tile(folder, kind, index, width):
    """The bytes of a tile, or of the full one that has taken the place of a partial one."""
    for path in (tile_path(kind, index, width), tile_path(kind, index)):
        if (folder / path).is_file():
            return (folder / path).read_bytes()
    return None


def read_entries(folder, size):
    """The first `size` entries of the log in a folder, one after another."""
    for index, width in _tiles(size):
        data = _read_tile(folder, "entries", index, width)
        if data is None:
            raise Wrong("missing", index * WIDTH, tile_path("entries", index, width))
        yield from unpack(data, index, width)


def unpack(data, index, width):
    """The first `width` entries of a bundle, which may be the full one."""
    entries, place = [], 0
    while place < len(data):
        length = int.from_bytes(data[place:place + 2], "big")
        if place + 2 + length > len(data) or length == 0:
            break
        entries.append(data[place + 2:place + 2 + length])
        place += 2 + length
    yield from entries[:width]
    if len(entries) < width:
        raise Wrong("missing", index * WIDTH + len(entries), f"a bundle of {len(entries)} where {width} should be")
    if place != len(data) or len(entries) not in (width, WIDTH):
        raise Wrong("trailing", index * WIDTH + width, "a bundle with something after its last entry")


def check_tiles(folder, leaves):
    """Compares every tile of hashes that the folder has; returns how many."""
    level, hashes, checked = 0, leaves, 0
    while hashes:
        for index, width in _tiles(len(hashes)):
            data, own = _read_tile(folder, level, index, width), hashes[index * WIDTH:index * WIDTH + width]
            if data is None:
                continue
            if len(data) not in (32 * width, 32 * WIDTH) or data[:32 * width] != b"".join(own):
                raise Wrong("tile", None, f"{tile_path(level, index, width)} has other hashes")
            checked += 1
        full = len(hashes) // WIDTH
        hashes = [tree.root(hashes[index * WIDTH:(index + 1) * WIDTH]) for index in range(full)]
        level += 1
    return checked


def _verifier(path):
    """The verifier key in the file `vkey`, which need not be there: the opening has it."""
    if not path.is_file():
        return None
    line = path.read_bytes().decode("utf-8", "replace")
    if not line.endswith("\n"):
        raise malformed("vkey: a line that does not end")
    return values.verifier_key(line[:-1])


def audit_folder(folder, remembered=()):
    """The audit of a folder with `checkpoint`, `vkey` and `tile/`: as one file, and every tile of hashes.

    `Refusal` where the folder is no book at all.
    """
    folder = Path(folder)
    head = read_checkpoint((folder / "checkpoint").read_bytes())
    audit = Audit(head, _verifier(folder / "vkey"), remembered).run(read_entries(folder, head.size))
    audit.tiles = check_tiles(folder, audit.leaves)
    return audit
