"""Checks a served log with sigstore's own verifier, which knows nothing of Ğune: verify.py <address> <verifier key>.

Ends with 0 if all is accepted, with 1 and the reason if not.
"""

import base64
import struct
import sys
from types import SimpleNamespace
from urllib.request import urlopen

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sigstore._internal.merkle import verify_merkle_inclusion
from sigstore._internal.rekor.checkpoint import SignedCheckpoint, verify_checkpoint
from sigstore._internal.trust import Keyring
from sigstore.errors import VerificationError
from sigstore_models.common.v1 import PublicKey, PublicKeyDetails

# So many receipts are asked for.
SAMPLES = 40
# Entries in a full bundle (C2SP tlog-tiles).
WIDTH = 256


def read(address: str, path: str) -> bytes:
    with urlopen(address + path) as answer:
        return answer.read()


def keyring(verifier_key: str) -> tuple[bytes, Keyring]:
    """The key of a line <name>+<identifier>+<base64 of the type and the key>, as sigstore keeps keys."""
    # No name has a plus, but base64 may.
    _, identifier, key = verifier_key.split("+", 2)
    kind, raw = base64.b64decode(key)[:1], base64.b64decode(key)[1:]
    if kind != b"\x01":
        raise VerificationError("not an Ed25519 key")
    der = Ed25519PublicKey.from_public_bytes(raw).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    known = PublicKey(raw_bytes=base64.b64encode(der), key_details=PublicKeyDetails.PKIX_ED25519)
    return bytes.fromhex(identifier), Keyring([known])


def places(index: int, width: int) -> str:
    """The end of a bundle's path: its index in groups of three digits, and its width if it is not full."""
    groups = [f"{index % 1000:03}"]
    while index >= 1000:
        index //= 1000
        groups.insert(0, f"x{index % 1000:03}")
    return "/".join(groups) + (f".p/{width}" if width < WIDTH else "")


def entries(bundle: bytes) -> list[bytes]:
    found = []
    while bundle:
        (length,) = struct.unpack_from(">H", bundle)
        if len(bundle) < 2 + length:
            raise VerificationError("the bundle ends within an entry")
        found.append(bundle[2 : 2 + length])
        bundle = bundle[2 + length :]
    return found


def check_receipt(address: str, index: int, served: bytes, keys: tuple[bytes, Keyring]) -> None:
    """The entry as its bundle serves it, by the proof and the head of its receipt (C2SP tlog-proof)."""
    head, checkpoint = read(address, f"/receipts/{index}.tlog-proof").decode().split("\n\n", 1)
    mark, extra, place, *proof = head.split("\n")
    if mark != "c2sp.org/tlog-proof@v1" or place != f"index {index}":
        raise VerificationError("not a receipt of this entry")
    signed = SignedCheckpoint.from_text(checkpoint)
    for body in (served, base64.b64decode(extra.removeprefix("extra "), validate=True)):
        inclusion = SimpleNamespace(
            log_index=index,
            tree_size=signed.checkpoint.log_size,
            root_hash=bytes.fromhex(signed.checkpoint.log_hash),
            hashes=[base64.b64decode(line, validate=True) for line in proof],
            checkpoint=SimpleNamespace(envelope=checkpoint),
        )
        log_id = SimpleNamespace(key_id=keys[0])
        entry = SimpleNamespace(
            _inner=SimpleNamespace(inclusion_proof=inclusion, canonicalized_body=body, log_id=log_id)
        )
        verify_checkpoint(keys[1], entry)
        verify_merkle_inclusion(entry)


def check(address: str, verifier_key: str) -> int:
    keys = keyring(verifier_key)
    head = SignedCheckpoint.from_text(read(address, "/log/checkpoint").decode())
    head.signed_note.verify(keys[1], keys[0])
    size = head.checkpoint.log_size
    if head.checkpoint.origin != verifier_key.split("+", 2)[0] or head.checkpoint.other_content:
        raise VerificationError("the checkpoint of another log")
    for first in range(0, size, WIDTH):
        width = min(WIDTH, size - first)
        bundle = entries(read(address, f"/log/tile/entries/{places(first // WIDTH, width)}"))
        if len(bundle) != width:
            raise VerificationError("a bundle of another length")
        for offset in range(0, width, size // SAMPLES + 1):
            check_receipt(address, first + offset, bundle[offset], keys)
    return size


if __name__ == "__main__":
    try:
        print(f"accepted: {check(sys.argv[1], sys.argv[2])} entries")
    except (VerificationError, ValueError) as error:
        print(f"refused: {error}")
        sys.exit(1)
