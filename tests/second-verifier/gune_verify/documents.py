"""Documents and entries (§ 2): which fields, in which order, how often, and what they may say."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from . import values
from .values import Refusal, malformed

LARGEST = 16384


def _pair(second):
    def read(text):
        parts = text.split(" ")
        if len(parts) != 2:
            raise malformed(f"not an address, one space, a value: {text!r}")
        return values.bytes32(parts[0]), second(parts[1])
    return read


def _limit(text):
    """(`UD` or `units`, how much, period)."""
    what, found, period = text.partition(" per ")
    if not found:
        raise malformed(f"not a limit: {text!r}")
    if what.endswith(" UD"):
        return "UD", values.number(1, 1000000)(what[:-3]), values.duration(period)
    return "units", values.amount(what), values.duration(period)


def _price(text):
    if text == "libre":
        return text
    return values.amount(text[:-3] if text.endswith(" UD") else text)


ONE, MAYBE = (1, 1), (0, 1)
TEMPO = [("period", values.duration, ONE), ("end", values.moment, MAYBE), ("after", values.duration, MAYBE)]
KINDS = {
    "opening": [
        ("market", values.words(), ONE), ("place", values.words(), ONE), ("unit", values.words(16), ONE),
        ("log", values.verifier_key, ONE), ("salt", values.salt, ONE),
        ("rule", values.one_of("ratio", "g1", "g1-v1"), ONE), ("first", values.amount, ONE),
        ("growth", values.number(0, 1000000000), ONE), ("reevaluation", values.duration, MAYBE), *TEMPO,
        ("organiser", _pair(values.bytes32), (1, 8))],
    "joining": [("name", values.bytes32, ONE)],
    "admission": [("member", values.bytes32, (1, 64))],
    "departure": [("member", values.bytes32, ONE)],
    "door": [("door", values.one_of("open", "shut"), ONE)],
    "key": [
        ("authorised", values.bytes32, ONE), ("role", values.one_of("pay", "organise"), (1, 2)),
        ("limit", _limit, MAYBE), ("end", values.moment, MAYBE)],
    "revocation": [("revoked", values.bytes32, ONE)],
    "payment": [
        ("to", _pair(values.amount), (1, 16)), ("listing", values.bytes32, MAYBE),
        ("refund-of", values.number(), MAYBE), ("memo", values.bytes32, MAYBE)],
    "tempo": [("phase", values.one_of("running", "paused", "closed"), ONE), *TEMPO],
    "erasure": [],
    "dividend": [
        ("rank", values.number(), ONE), ("amount", values.amount, ONE), ("members", values.number(), ONE),
        ("supply", values.amount, ONE)],
    "listing": [
        ("sort", values.one_of("offer", "want", "gift", "swap", "help"), ONE), ("title", values.words(), ONE),
        ("text", values.words(200), (0, 12)),
        ("category", values.one_of("food", "skills", "objects", "clothes", "culture", "garden", "children", "other"),
         ONE),
        ("price", _price, MAYBE), ("quantity", values.number(1, 999), ONE), ("stand", values.words(8), MAYBE),
        ("photo", values.bytes32, MAYBE), ("replaces", values.bytes32, MAYBE)],
    "withdrawal": [("listing", values.bytes32, ONE)],
    "witness": [("witness", values.bytes32, ONE)],
}
BESIDE_THE_BOOK = ("listing", "withdrawal", "witness")


def _fields(kind):
    """Every field of a kind, the common ones included, without the signature."""
    currency = [] if kind == "opening" else [("currency", values.bytes32, ONE)]
    if kind == "dividend":
        return currency + KINDS[kind]
    until = [] if kind == "opening" else [("until", values.moment, MAYBE)]
    signer = [("account", values.bytes32, ONE), ("key", values.bytes32, ONE), ("number", values.number(1), ONE)]
    return currency + signer + until + KINDS[kind]


@dataclass
class Document:
    """A document that is spelled right. A field that may stand several times is a list; an absent one is None."""

    kind: str
    fields: dict
    text: bytes
    signature: bytes = None

    def __getitem__(self, name):
        return self.fields[name]

    @property
    def identifier(self):
        """SHA-256 of the text."""
        return sha256(self.text).digest()


def _lines(data):
    if len(data) > LARGEST:
        raise malformed(f"{len(data)} bytes, and {LARGEST} at most")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise malformed("not UTF-8") from None
    if not text.endswith("\n"):
        raise malformed("the last line does not end")
    return text[:-1].split("\n")


def _take(lines, name, read, least, most):
    """Reads the fields of one name from the front of `lines`."""
    taken, prefix = [], name + ": "
    while lines and len(taken) < most and lines[0].startswith(prefix):
        taken.append(read(lines.pop(0)[len(prefix):]))
    if len(taken) < least:
        raise malformed(f"`{name}` should stand here: {lines[0] if lines else 'the end'!r}")
    if most > 1:
        return taken
    return taken[0] if taken else None


def parse_document(data):
    """Reads a document, and refuses every spelling but the one."""
    lines = _lines(data)
    format_, _, kind = lines.pop(0).partition(" ")
    if format_ != "gune/1":
        raise malformed(f"another format: {format_!r}")
    if kind not in KINDS:
        raise malformed(f"no such kind: {kind!r}")
    fields = {name: _take(lines, name, read, *times) for name, read, times in _fields(kind)}
    document = Document(kind, fields, data)
    if kind != "dividend":
        line = lines[0] if lines else ""
        document.signature = _take(lines, "signature", values.signature, 1, 1)
        document.text = data[:len(data) - len(line.encode()) - 1]
    if lines:
        raise malformed(f"a line too many: {lines[0]!r}")
    _check(document)
    return document


def _check(document):
    """What the fields of one document may say beside each other."""
    kind = document.kind
    if kind in ("opening", "joining") and document["key"] != document["account"]:
        raise malformed("`key` is not `account`")
    if kind in ("opening", "tempo") and document["after"] is not None and document["end"] is None:
        raise malformed("`after` without `end`")
    if kind == "opening":
        _check_opening(document)
    if kind == "key" and document["role"] not in (["pay"], ["organise"], ["pay", "organise"]):
        raise malformed("roles twice or in another order")
    several = {"admission": "member", "payment": "to", "opening": "organiser"}.get(kind)
    if several:
        addresses = [each if kind == "admission" else each[0] for each in document[several]]
        if len(set(addresses)) != len(addresses):
            raise malformed(f"an address twice in `{several}`")


def _check_opening(document):
    if document["number"] != 1:
        raise malformed("an opening has number 1")
    if document["first"] < 1:
        raise malformed("a first dividend of nothing")
    if (document["reevaluation"] is None) != (document["rule"] == "ratio"):
        raise malformed("`reevaluation` stands under `g1` and `g1-v1`, and only there")
    if document["reevaluation"] is not None and document["reevaluation"] < document["period"]:
        raise malformed("`reevaluation` shorter than `period`")
    if document["account"] not in [address for address, _ in document["organiser"]]:
        raise malformed("the signer is not among the organisers")


@lru_cache(maxsize=1 << 14)
def parse_entry(data):
    """Reads an entry of the book: (moment, document). Nobody changes a document: many books may share one."""
    line, found, document = data.partition(b"\n")
    if not line.startswith(b"at: ") or not found:
        raise Refusal("not-an-entry", "it does not begin with `at: `")
    try:
        at = values.moment(line[4:].decode("ascii"))
    except (UnicodeDecodeError, Refusal):
        raise Refusal("not-an-entry", f"no moment: {line[:40]!r}") from None
    document = parse_document(document)
    if document.kind in BESIDE_THE_BOOK:
        raise malformed(f"a {document.kind} is kept beside the book")
    return at, document
