"""Makes documents and books for the tests, and runs the program on them."""

import contextlib
import io
import unittest
from hashlib import sha256
from pathlib import Path

import verify
from gune_verify import tree, values
from gune_verify.documents import parse_entry
from gune_verify.folder import tile_path
from gune_verify.ledger import Ledger
from gune_verify.values import Refusal, base58, spell_moment
from signers import LOG, ORIGIN, Person, signature_line, verifier_line

START = 1795874400
SMALL_ORDER = base58(bytes(31) + b"\x80")
COMMITMENT = base58(sha256(b"name").digest())


def proof(leaves, index):
    """The inclusion proof of one leaf (RFC 6962, § 2.1.1), by its own recursion."""
    if len(leaves) < 2:
        return []
    half = 1 << (len(leaves) - 1).bit_length() - 1
    if index < half:
        return proof(leaves[:half], index) + [tree.root(leaves[half:])]
    return proof(leaves[half:], index - half) + [tree.root(leaves[:half])]


def run_it(*arguments):
    """Runs the program: the exit code, and all that was printed."""
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())) as out, \
            contextlib.redirect_stderr(io.StringIO()):
        code = verify.main([str(argument) for argument in arguments])
        out.flush()
        return code, out.buffer.getvalue().decode()


class Maker:
    """Writes entries after one another, each through the rules."""

    def __init__(self, at=START, start=True, organisers=("anne",), **fields):
        self.people, self.entries, self.ledger = {}, [], Ledger()
        self.at, self.currency = at, None
        first = self.person(organisers[0])
        first.number = 1
        self.opening = self.sign(first, "opening", [
            ("account", first.address), ("key", first.address), ("number", 1),
            *self.opening_fields(organisers, **fields)])
        self.currency = base58(sha256(self.opening[:self.opening.index(b"signature: ")]).digest())
        if start:
            self.append(at, self.opening)

    def opening_fields(self, organisers, **changed):
        """The own fields of an opening, some of them changed, None for absent."""
        fields = {
            "market": "Marché", "place": "Roubaix", "unit": "Ğune", "log": verifier_line(), "salt": "00" * 16,
            "rule": "ratio", "first": "10.00", "growth": 100000000, "reevaluation": None, "period": 600,
            "end": None, "after": None}
        fields.update(changed)
        return [*fields.items(), *(("organiser", f"{self.person(name).address} {COMMITMENT}") for name in organisers)]

    def person(self, name):
        """The person of a name, always the same."""
        return self.people.setdefault(name, Person(name))

    def address(self, name):
        """The address of a person."""
        return self.person(name).address

    @staticmethod
    def sign(signer, kind, fields):
        """A signed document of any fields."""
        text = "".join([f"gune/1 {kind}\n", *(f"{name}: {value}\n" for name, value in fields if value is not None)])
        signature = values.b64encode(signer.sign(text.encode())).decode()
        return f"{text}signature: {signature}\n".encode()

    def document(self, account, kind, *fields, key=None, number=None, until=None, currency=None):
        """A document by `account`, signed by its owner key or by the person named `key`."""
        signer = self.person(key or account)
        if number is None:
            number = signer.number = signer.number + 1
        return self.sign(signer, kind, [
            ("currency", currency or self.currency), ("account", self.address(account)), ("key", signer.address),
            ("number", number), ("until", until and spell_moment(until)), *fields])

    def append(self, at, document):
        """Puts a document into the book at a moment; raises the refusal, if any."""
        entry = f"at: {spell_moment(at)}\n".encode() + document
        self.ledger.apply(*parse_entry(entry))
        self.entries.append(entry)
        self.at = at

    def opened(self):
        """The book of the opening alone, whether it is right or not."""
        self.entries = [f"at: {spell_moment(self.at)}\n".encode() + self.opening]
        return self

    def do(self, account, kind, *fields, at=None, **common):
        """Writes and appends a document, one second later if nothing else is said."""
        self.append(self.at + 1 if at is None else at, self.document(account, kind, *fields, **common))

    def dividend(self, rank, amount, members, supply, at=None, currency=None):
        """Appends a dividend that says this, at the moment due."""
        text = (f"gune/1 dividend\ncurrency: {currency or self.currency}\nrank: {rank}\namount: {amount}\n"
                f"members: {members}\nsupply: {supply}\n")
        self.append(self.ledger.dividends.due if at is None else at, text.encode())

    def join(self, *names):
        """Opens accounts."""
        for name in names:
            self.do(name, "joining", ("name", COMMITMENT))

    def admit(self, *names, **common):
        """Admits accounts, by the first organiser."""
        self.do("anne", "admission", *(("member", self.address(name)) for name in names), **common)

    def pay(self, payer, *to, fields=(), **common):
        """Pays (name, amount) pairs."""
        self.do(payer, "payment", *(("to", f"{self.address(name)} {amount}") for name, amount in to), *fields,
                **common)

    def authorise(self, account, name, *roles, limit=None, end=None, **common):
        """Authorises the key of the person `name`."""
        self.do(account, "key", ("authorised", self.address(name)), *(("role", role) for role in roles),
                ("limit", limit), ("end", end), **common)

    def balance(self, name):
        """What a person has."""
        return self.ledger.accounts[self.person(name).key].balance

    def checkpoint(self, size=None, signer=LOG, said=None, origin=ORIGIN):
        """The signed checkpoint of the first `size` entries; it may say another size or origin."""
        size = len(self.entries) if size is None else size
        root = tree.root([tree.leaf_hash(entry) for entry in self.entries[:size]])
        text = f"{origin}\n{size if said is None else said}\n{values.b64encode(root).decode()}\n"
        return f"{text}\n{signature_line(text, signer)}".encode()

    def receipt(self, index, size, **common):
        """The receipt of an entry in the tree of the first `size` entries."""
        leaves = [tree.leaf_hash(entry) for entry in self.entries[:size]]
        lines = ["c2sp.org/tlog-proof@v1", f"extra {values.b64encode(self.entries[index]).decode()}", f"index {index}",
                 *(values.b64encode(step).decode() for step in proof(leaves, index)), "", ""]
        return "\n".join(lines).encode() + self.checkpoint(size, **common)

    def file(self, head=None, entries=None, key_line=None):
        """The book in one file; any part of it another one."""
        key_line = verifier_line() if key_line is None else key_line
        packed = b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries or self.entries)
        return f"gune/1 book\n{key_line}\n\n".encode() + (head or self.checkpoint()) + b"\n" + packed

    def export(self, folder):
        """Writes the book as a folder of tiles."""
        folder = Path(folder)
        folder.mkdir(exist_ok=True)
        (folder / "checkpoint").write_bytes(self.checkpoint())
        (folder / "vkey").write_text(verifier_line() + "\n", encoding="utf-8")
        packed = [len(entry).to_bytes(2, "big") + entry for entry in self.entries]
        self._export_tiles(folder, "entries", packed)
        level, hashes = 0, [tree.leaf_hash(entry) for entry in self.entries]
        while hashes:
            self._export_tiles(folder, level, hashes)
            hashes = [tree.root(hashes[i:i + 256]) for i in range(0, len(hashes) - 255, 256)]
            level += 1

    @staticmethod
    def _export_tiles(folder, kind, pieces):
        for index in range(0, len(pieces), 256):
            part = pieces[index:index + 256]
            path = folder / tile_path(kind, index // 256, len(part))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"".join(part))


class Case(unittest.TestCase):
    def refused(self, code, call, *arguments, **common):
        """Asserts the refusal, and that it left the state alone."""
        book = getattr(call, "__self__", None)
        before = (book.ledger.size, book.ledger.supply, book.ledger.members) if book else None
        with self.assertRaises(Refusal) as caught:
            call(*arguments, **common)
        self.assertEqual(caught.exception.code, code, caught.exception)
        if book:
            self.assertEqual((book.ledger.size, book.ledger.supply, book.ledger.members), before)
            book.ledger.check_always()

    def market(self, **fields):
        """A market of three: anne organises, bob and carl are members with 10.00 each, dora has joined."""
        book = Maker(**fields)
        book.join("bob", "carl", "dora")
        book.admit("bob", "carl")
        return book
