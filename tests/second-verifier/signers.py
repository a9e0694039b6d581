"""Keys that sign, the one of the log among them, and the lines that a note has of them: for the tests alone."""

from hashlib import sha256, sha512

from gune_verify import ed25519, values
from gune_verify.values import base58


class Person:
    """A signing key, of a seed that a name gives."""

    def __init__(self, name, seed=None):
        digest = sha512(seed or sha256(name.encode()).digest()).digest()
        self.scalar = int.from_bytes(digest[:32], "little") & (1 << 254) - 8 | 1 << 254
        self.prefix = digest[32:]
        self.key = ed25519.encode(ed25519.base_multiple(self.scalar))
        self.number = 0

    @property
    def address(self):
        """The key as it is spelled."""
        return base58(self.key)

    def sign(self, text):
        """RFC 8032, § 5.1.6."""
        r = int.from_bytes(sha512(self.prefix + text).digest(), "little") % ed25519.L
        point = ed25519.encode(ed25519.base_multiple(r))
        k = int.from_bytes(sha512(point + self.key + text).digest(), "little") % ed25519.L
        return point + ((r + k * self.scalar) % ed25519.L).to_bytes(32, "little")


class Twisted(Person):
    """A key with torsion, whose signatures satisfy the equation all the same: it seeks those where that cancels out."""

    def __init__(self, name):
        super().__init__(name)
        x, y = ed25519.decode(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"))
        torsion = (y + x) % ed25519.P, (y - x) % ed25519.P, 2 * ed25519.D * x * y % ed25519.P
        self.key = ed25519.encode(ed25519._add(ed25519.base_multiple(self.scalar), torsion))

    def sign(self, text):
        """One in eight serves."""
        for r in range(1, 1000):
            point = ed25519.encode(ed25519.base_multiple(r))
            k = int.from_bytes(sha512(point + self.key + text).digest(), "little") % ed25519.L
            if k % 8 == 0:
                return point + ((r + k * self.scalar) % ed25519.L).to_bytes(32, "little")
        raise AssertionError("no signature found")


LOG = Person("log")
ORIGIN = "market.example/log"


def verifier_line(name=ORIGIN, key=LOG.key):
    """The verifier key line of a log."""
    data = b"\1" + key
    return f"{name}+{sha256(name.encode() + bytes([10]) + data).hexdigest()[:8]}+{values.b64encode(data).decode()}"


def signature_line(text, signer, name=ORIGIN):
    """The line below a note by which a key signs it."""
    identifier = bytes.fromhex(verifier_line(name, signer.key).split("+")[1])
    return f"\u2014 {name} {values.b64encode(identifier + signer.sign(text.encode())).decode()}\n"
