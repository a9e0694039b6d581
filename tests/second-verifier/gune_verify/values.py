"""Values and their one spelling (§ 1). Every reader raises `Refusal` for any other spelling."""

import re
from base64 import b64decode, b64encode
from datetime import datetime, timedelta
from hashlib import sha256

GREATEST = 2**53 - 1
LAST_MOMENT = 253370764799
LONGEST = 31622400
LONGEST_REASON = 200
LONGEST_NAME = 255
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
EPOCH = datetime(1970, 1, 1)

# The characters with the Unicode property White_Space; Python's `isspace` is another set.
WHITE = frozenset([*range(0x09, 0x0E), 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F,
                   0x205F, 0x3000])
HIDDEN = frozenset([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
                    *range(0x2060, 0x206A), 0xFEFF])


class Refusal(Exception):
    """Why a document or an entry is not accepted: the code of the document, and a word for people."""

    def __init__(self, code, why=""):
        why = why if len(why) <= LONGEST_REASON else why[:LONGEST_REASON] + "…"
        super().__init__(f"{code}: {why}" if why else code)
        self.code, self.why = code, why


def malformed(why):
    """The refusal of anything spelled otherwise."""
    return Refusal("malformed", why)


def number(least=0, most=GREATEST):
    """A reader of whole numbers within bounds."""
    def read(text):
        if not re.fullmatch(r"0|[1-9][0-9]{0,15}", text) or not least <= int(text) <= most:
            raise malformed(f"not a number of {least} to {most}: {text!r}")
        return int(text)
    return read


duration = number(1, LONGEST)


def amount(text):
    """Hundredths of a unit."""
    if not re.fullmatch(r"(0|[1-9][0-9]{0,13})\.[0-9]{2}", text) or int(text.replace(".", "")) > GREATEST:
        raise malformed(f"not an amount: {text!r}")
    return int(text.replace(".", ""))


def spell_amount(hundredths):
    """The spelling of an amount."""
    return f"{hundredths // 100}.{hundredths % 100:02}"


def moment(text):
    """Seconds since 1970."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", text):
        raise malformed(f"not a moment: {text!r}")
    try:
        year, month, day, hour, minute, second = (int(part) for part in re.split(r"[-T:Z]", text)[:6])
        at = (datetime(year, month, day, hour, minute, second) - EPOCH) // timedelta(seconds=1)
    except ValueError:
        raise malformed(f"no such moment: {text!r}") from None
    if not 0 <= at <= LAST_MOMENT:
        raise malformed(f"a moment out of bounds: {text!r}")
    return at


def spell_moment(at):
    """The spelling of a moment."""
    return (EPOCH + timedelta(seconds=at)).strftime("%Y-%m-%dT%H:%M:%SZ")


def base58(data):
    """The spelling of bytes in base58."""
    rest, letters = int.from_bytes(data, "big"), ""
    while rest:
        rest, digit = divmod(rest, 58)
        letters = ALPHABET[digit] + letters
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + letters


def bytes32(text):
    """32 bytes spelled in base58: an address, a key, an identifier, a commitment."""
    rest = 0
    if not 32 <= len(text) <= 44:
        raise malformed(f"not 32 bytes in base58: {text!r}")
    for letter in text:
        digit = ALPHABET.find(letter)
        if digit < 0:
            raise malformed(f"not base58: {text!r}")
        rest = rest * 58 + digit
    zeros = len(text) - len(text.lstrip("1"))
    data = bytes(zeros) + rest.to_bytes((rest.bit_length() + 7) // 8, "big")
    if len(data) != 32:
        raise malformed(f"not 32 bytes: {text!r}")
    return data


def base64(text, length=None):
    """Bytes in base64 with padding and no loose bits."""
    try:
        data = b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        raise malformed(f"not base64: {text!r}") from None
    if b64encode(data).decode() != text or (length is not None and len(data) != length):
        raise malformed(f"not base64 of the right length: {text!r}")
    return data


def signature(text):
    """64 bytes in base64."""
    return base64(text, 64)


def salt(text):
    """16 bytes in lowercase hexadecimal."""
    if not re.fullmatch(r"[0-9a-f]{32}", text):
        raise malformed(f"not a salt: {text!r}")
    return bytes.fromhex(text)


def words(most=80):
    """A reader of words for people, of at most so many scalar values."""
    def read(text):
        letters = [ord(letter) for letter in text]
        if not 1 <= len(letters) <= most:
            raise malformed(f"not 1 to {most} characters: {text!r}")
        if letters[0] in WHITE or letters[-1] in WHITE or any(letter in HIDDEN for letter in letters):
            raise malformed(f"a character that words may not have, or not there: {text!r}")
        return text
    return read


def one_of(*spellings):
    """A reader of one of the given words."""
    def read(text):
        if text not in spellings:
            raise malformed(f"none of {', '.join(spellings)}: {text!r}")
        return text
    return read


def is_key_name(name):
    """Whether a key of a signed note may have this name: no white space, no plus, nothing that hides or reorders."""
    return bool(name) and not any(letter == "+" or ord(letter) in WHITE | HIDDEN for letter in name)


def verifier_key(text):
    """A verifier key line of a signed note, type 0x01: (name, key identifier, public key)."""
    match = re.fullmatch(r"([^+]+)\+([0-9a-f]{8})\+(.+)", text, re.DOTALL)
    if not match or not is_key_name(match[1]) or len(match[1].encode()) > LONGEST_NAME:
        raise malformed(f"not a verifier key line: {text!r}")
    name, data = match[1], base64(match[3], 33)
    if data[0] != 1 or sha256(name.encode() + b"\n" + data).hexdigest()[:8] != match[2]:
        raise malformed(f"a verifier key of another type, or whose hash is wrong: {text!r}")
    return name, bytes.fromhex(match[2]), data[1:]


def price_in_units(price, dividend):
    """What a price in hundredths of UD is in hundredths of a unit; None past the greatest amount (§ 5)."""
    units = (2 * price * dividend + 100) // 200
    return units if units <= GREATEST else None


def commitment(salt_bytes, text):
    """What the book holds of a personal text."""
    return sha256(salt_bytes + text.encode()).digest()
