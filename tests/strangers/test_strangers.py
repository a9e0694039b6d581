"""Strangers' tools accept the log that the real program serves, and refuse it when a byte on the way is another.

python3 -m unittest, in this folder, with the Go one in GO_VERIFY, a PYTHON (one that has sigstore) and the program in
GUNE (tests/run does all of that).
"""

import os
import re
import subprocess
import tempfile
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen


HERE = Path(__file__).parent


def flip_bit(body: bytes, place: int) -> bytes:
    return body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]


def other_character(body: bytes, place: int) -> bytes:
    """Another character of base64 in this place: what is spoilt stays well-formed."""
    return body[:place] + (b"A" if body[place : place + 1] != b"A" else b"B") + body[place + 1 :]


def of_line(number: int):
    """Spoils a character in the middle of a line, counted from 0, or from the end if negative."""

    def spoil(body: bytes) -> bytes:
        lines = body.splitlines(keepends=True)
        before = b"".join(lines[: number % len(lines)])
        return other_character(body, len(before) + len(lines[number]) // 2)

    return spoil


def of_proof(body: bytes) -> bytes:
    """Spoils the last hash before the empty line."""
    return other_character(body, body.index(b"\n\n") - 20)


# What is spoilt, where it is served, how, and which of the strangers read it.
SPOILT = [
    ("an entry", r"/log/tile/entries/000", lambda body: flip_bit(body, 200), ("go", "python")),
    ("the last entry", r"/log/tile/entries/.*\.p/.*", lambda body: flip_bit(body, len(body) - 3), ("go",)),
    ("a full tile", r"/log/tile/0/000", lambda body: flip_bit(body, 77), ("go",)),
    ("a tile at the edge", r"/log/tile/0/.*\.p/.*", lambda body: flip_bit(body, 5), ("go",)),
    ("a tile of tiles", r"/log/tile/1/.*", lambda body: flip_bit(body, 40), ("go",)),
    ("the signature of the head", r"/log/checkpoint", of_line(-1), ("go", "python")),
    ("the root in the head", r"/log/checkpoint", of_line(2), ("go", "python")),
    ("the proof of a receipt", r"/receipts/.*", of_proof, ("go", "python")),
    ("the entry of a receipt", r"/receipts/.*", of_line(1), ("go", "python")),
    ("the signature in a receipt", r"/receipts/.*", of_line(-1), ("go", "python")),
    ("the proof that a head continues another", r"/log/consistency/.*", of_proof, ("go",)),
]


class Between(BaseHTTPRequestHandler):
    """Passes on what the program serves, spoilt if it is told so."""

    # Each answer goes out in one piece.
    wbufsize = 1 << 16
    program = ""
    path_spoilt = None
    spoil = None
    spoilt = 0

    def do_GET(self):
        try:
            with urlopen(Between.program + self.path) as answer:
                status, body = answer.status, answer.read()
        except HTTPError as error:
            status, body = error.code, error.read()
        if Between.path_spoilt and re.fullmatch(Between.path_spoilt, self.path) and status == 200:
            body = Between.spoil(body)
            Between.spoilt += 1
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Strangers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        gune = os.environ["GUNE"]
        cls.verifiers = {"go": [os.environ["GO_VERIFY"]], "python": [os.environ["PYTHON"], str(HERE / "verify.py")]}
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        data = Path(folder.name) / "book"
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        rehearsal = ["demo", "--fast", "--exit", "--people", "10", "--listen", "127.0.0.1:0", "--no-browser"]
        subprocess.run([gune, *rehearsal, "--data", data], check=True, **quiet)
        cls.key = cls.printed(gune, "keys", "--keys", data / "keys")
        serve = [gune, "serve", "--no-browser", "--listen", "127.0.0.1:0", "--data", data]
        program = subprocess.Popen(serve, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        cls.addClassCleanup(program.wait)
        cls.addClassCleanup(program.stdout.close)
        cls.addClassCleanup(program.kill)
        Between.program = next(line.strip() for line in program.stdout if line.strip().startswith("http://"))
        between = ThreadingHTTPServer(("127.0.0.1", 0), Between)
        cls.address = f"http://127.0.0.1:{between.server_port}"
        threading.Thread(target=between.serve_forever, daemon=True).start()
        cls.addClassCleanup(between.server_close)
        cls.addClassCleanup(between.shutdown)

    @staticmethod
    def printed(*command) -> str:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def verdict(self, stranger: str, key: str | None = None):
        """The exit code, and what was said; anything but a verdict is a failure of the test."""
        done = subprocess.run([*self.verifiers[stranger], self.address, key or self.key], capture_output=True, text=True)
        self.assertRegex(done.stdout, r"\A(accepted: \d+ entries|refused: .+)\n", f"{stranger}: {done.stderr}")
        return done.returncode, done.stdout

    def test_both_accept_what_is_served(self):
        sizes = set()
        for stranger in self.verifiers:
            code, said = self.verdict(stranger)
            self.assertEqual(code, 0, f"{stranger}: {said}")
            sizes.add(int(said.split()[1]))
        # More than two full tiles, so that every kind of tile was read.
        self.assertGreater(min(sizes), 600)

    def test_both_refuse_another_key(self):
        name, identifier, key = self.key.split("+", 2)
        for stranger in self.verifiers:
            other = "+".join([name, f"{int(identifier, 16) ^ 1:08x}", key])
            self.assertEqual(self.verdict(stranger, other)[0], 1, stranger)

    def test_they_refuse_every_byte_that_is_another(self):
        for what, path, spoil, strangers in SPOILT:
            for stranger in strangers:
                with self.subTest(what, stranger=stranger):
                    Between.path_spoilt, Between.spoil, Between.spoilt = path, staticmethod(spoil), 0
                    try:
                        code, said = self.verdict(stranger)
                    finally:
                        Between.path_spoilt = None
                    self.assertGreater(Between.spoilt, 0, f"{stranger} never read {what}")
                    self.assertEqual(code, 1, f"{stranger}, {what}: {said}")


if __name__ == "__main__":
    unittest.main()
