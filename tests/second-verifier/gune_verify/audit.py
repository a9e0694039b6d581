"""What an audit finds (§ 6): the entries one after another, then the heads; the first thing that is wrong."""

from collections import Counter

from . import tree
from .documents import parse_entry
from .ledger import Ledger
from .notes import Checkpoint, open_head, parse_note
from .values import Refusal


class Wrong(Exception):
    """The book is not right: a code, the line (None: no line of the book is at fault), and a word for people."""

    def __init__(self, code, line=None, why=""):
        place = "" if line is None else f"entry {line}: "
        super().__init__(f"{place}{code}" + (f": {why}" if why else ""))
        self.code, self.line = code, line


class Audit:
    """Takes the entries of a book that has this head.

    `verifier` is the key of the log as it stands beside the book, None where it does not; `remembered` are the bytes
    of checkpoints and receipts that somebody kept. `Refusal` where one of them is not even a signed note.
    """

    def __init__(self, head, verifier=None, remembered=()):
        for kept in remembered:
            parse_note(kept)
        self.head, self.verifier, self.remembered = head, verifier, remembered
        self.ledger, self.leaves, self.kinds = Ledger(), [], Counter()
        self.own, self.tiles = [], None

    def run(self, entries):
        """All of it; `entries` may itself find that one is missing, or that something follows the last one."""
        for entry in entries:
            self.take(entry)
        return self.finish()

    def take(self, entry):
        """The next entry."""
        index = len(self.leaves)
        try:
            at, document = parse_entry(entry)
            self.ledger.apply(at, document)
        except Refusal as refusal:
            raise Wrong(refusal.code, index, refusal.why) from None
        self.kinds[document.kind] += 1
        self.leaves.append(tree.leaf_hash(entry))
        if index == 0:
            self._meet_the_log()
        for head in self.own:
            if head.size == index + 1 and head.root != tree.root(self.leaves):
                raise Wrong("remembered-other", None, f"the book that somebody saw had another root at {head.size}")

    def _meet_the_log(self):
        """Only the opening says which log this is."""
        verifier = self.ledger.opening["log"]
        if self.verifier not in (None, verifier):
            raise Wrong("log-key", 0, "the opening names another log")
        self.verifier = verifier
        if not self.head.counts(verifier):
            raise Wrong("head-signature", None, "no signature of the checkpoint by the log's key counts")
        self.own = [head for head in (open_head(kept, verifier) for kept in self.remembered) if head]

    def finish(self):
        """What is said once all entries are right: of the head over them, and of the larger ones that are remembered."""
        if tree.root(self.leaves) != self.head.root:
            raise Wrong("head-root", None, "the root of the entries is not the one of the checkpoint")
        longest = max((head.size for head in self.own), default=0)
        if longest > len(self.leaves):
            raise Wrong("remembered-longer", None, f"somebody saw {longest} entries, here are {len(self.leaves)}")
        if len(self.own) < len(self.remembered):
            raise Wrong("remembered-foreign", None, "a remembered head is none of this log")
        self.ledger.check_always()
        return self

    @property
    def first_head(self):
        """The head of the book when it was opened."""
        return Checkpoint(self.head.origin, 1, self.leaves[0])


def verdict_of(audit, *given):
    """(whether the book is right, the code, the line) that this way of auditing yields; no code where there is no book,
    or where what is remembered is no head."""
    try:
        audit(*given)
    except (Refusal, FileNotFoundError):
        return False, None, None
    except Wrong as wrong:
        return False, wrong.code, wrong.line
    return True, None, None
