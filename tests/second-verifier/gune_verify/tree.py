"""The Merkle tree of RFC 6962: hashes, roots, and the two kinds of proof."""

from hashlib import sha256

from .values import malformed


def leaf_hash(entry):
    """The hash of an entry's bytes."""
    return sha256(b"\0" + entry).digest()


def node_hash(left, right):
    """The hash of two hashes."""
    return sha256(b"\1" + left + right).digest()


def root(hashes):
    """The root over leaf hashes; also over the roots of equal full subtrees, as a tile holds them."""
    if not hashes:
        return sha256(b"").digest()
    level = list(hashes)
    while len(level) > 1:
        # An odd one at the end goes up alone: so the left subtree is always the largest power of two.
        above = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = above + level[len(above) * 2:]
    return level[0]


def check_inclusion(index, size, leaf, proof, expected):
    """Refuses unless the proof leads from the leaf to the root."""
    if index >= size or len(leaf) != 32:
        raise malformed(f"entry {index} is not in a tree of {size}")
    position, last, reached = index, size - 1, leaf
    for step in proof:
        if last == 0 or len(step) != 32:
            raise malformed("the inclusion proof is too long, or no list of hashes")
        if position & 1 or position == last:
            reached = node_hash(step, reached)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            reached = node_hash(reached, step)
        position, last = position >> 1, last >> 1
    if last or reached != expected:
        raise malformed("the inclusion proof does not lead to the root")


def check_consistency(old, new, old_root, new_root, proof):
    """Refuses unless the tree of size `new` begins with the one of size `old`."""
    if not 0 < old <= new or any(len(step) != 32 for step in proof):
        raise malformed("no consistency proof between such trees")
    if old == new:
        if proof or old_root != new_root:
            raise malformed("trees of one size with two roots, or a proof where none is wanted")
        return
    steps = list(proof) if old & (old - 1) else [old_root, *proof]
    if not steps:
        raise malformed("the consistency proof is empty")
    position, last = old - 1, new - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            raise malformed("the consistency proof is too long")
        if position & 1 or position == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            after = node_hash(after, step)
        position, last = position >> 1, last >> 1
    if last or before != old_root or after != new_root:
        raise malformed("the consistency proof does not lead to both roots")
