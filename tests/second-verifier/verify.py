#!/usr/bin/env python3
"""Verifies Ğune books. Exit 0: right (or `--books`: all were read), 3: wrong, 2: not understood."""

import json
import sys
from pathlib import Path

from gune_verify.audit import Wrong, verdict_of
from gune_verify.bookfile import audit_file
from gune_verify.folder import audit_folder
from gune_verify.report import report
from gune_verify.values import Refusal

RIGHT, NOT_UNDERSTOOD, WRONG = 0, 2, 3
USAGE = """usage: verify.py BOOK [--head FILE]...
       verify.py --books FOLDER

BOOK is a book in one file, or a folder of what the log serves below /log: checkpoint, vkey, tile/...
--head: a checkpoint or a receipt of the same market that somebody kept; may be given several times.
--books: every *.gune in a folder, files and folders, with NAME.head or NAME.gune.head as its remembered head; a line of
JSON each."""


def books(folder):
    """One line of JSON for each book in a folder, in the order of their names."""
    for path in sorted(Path(folder).iterdir(), key=lambda path: path.name):
        if path.suffix == ".gune":
            heads = path.with_suffix(".head"), path.with_name(path.name + ".head")
            remembered = [head.read_bytes() for head in heads if head.is_file()]
            right, code, line = verdict_of(audit, path, remembered)
            print(json.dumps({"file": path.name, "right": right, "code": code, "line": line}))
    return RIGHT


def audit(path, remembered):
    """Audits a book in one file, or in a folder."""
    return audit_folder(path, remembered) if path.is_dir() else audit_file(path.read_bytes(), remembered)


def one_book(path, heads):
    """Audits one book, and prints what it says."""
    found = audit(Path(path), [Path(head).read_bytes() for head in heads])
    print("\n".join([*report(found), "right"]))
    return RIGHT


def main(arguments):
    """Runs the program; returns its exit code."""
    sys.stdout.reconfigure(encoding="utf-8")
    # Every second one after the book is the option, those between are the files.
    path, options, heads = arguments[:1], arguments[1::2], arguments[2::2]
    try:
        if len(arguments) == 2 and arguments[0] == "--books":
            return books(arguments[1])
        if path and not path[0].startswith("-") and len(options) == len(heads) and set(options) <= {"--head"}:
            return one_book(path[0], heads)
    except OSError as error:
        print(f"cannot read: {error}", file=sys.stderr)
        return NOT_UNDERSTOOD
    except Refusal as refusal:
        print(f"not understood: {refusal.why}", file=sys.stderr)
        return NOT_UNDERSTOOD
    except Wrong as wrong:
        print(f"wrong: {wrong}")
        return WRONG
    print(USAGE, file=sys.stderr)
    return NOT_UNDERSTOOD


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
