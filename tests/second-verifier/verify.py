#!/usr/bin/env python3
"""Verifies a Ğune book: `verify.py <folder> [<receipt>…]`. Exit 0: right, 3: wrong, 2: not understood."""

import sys
from pathlib import Path

from gune_verify.book import Book, Wrong
from gune_verify.values import base58, spell_amount, spell_moment

RIGHT, NOT_UNDERSTOOD, WRONG = 0, 2, 3
USAGE = """usage: verify.py <folder> [<receipt>...]

The folder holds what the log serves below /log: checkpoint, vkey, tile/entries/..., tile/0/..."""


def report(book):
    """What the book says, a line each."""
    ledger, checkpoint = book.ledger, book.checkpoint
    dividends = ledger.dividends
    due = "none" if dividends.due is None else spell_moment(dividends.due)
    return [
        f"market      {ledger.opening['market']}, {ledger.opening['place']}",
        f"currency    {base58(ledger.currency)}",
        f"entries     {len(book.entries)}, the last at {spell_moment(ledger.moment)}",
        f"accounts    {len(ledger.accounts)}, of which members {ledger.members}",
        f"dividends   {dividends.rank}, the current one {spell_amount(dividends.value)}, the next one due: {due}",
        f"phase       {dividends.phase}, the door {ledger.door}",
        f"supply      {spell_amount(ledger.supply)}, the sum of all balances",
        f"log         {checkpoint.origin}, root {checkpoint.root.hex()}",
        f"tiles       {book.tiles} of hashes compared",
        f"check words {' '.join(str(number) for number in checkpoint.check_numbers)}",
    ]


def main(arguments):
    """Runs the program; returns its exit code."""
    sys.stdout.reconfigure(encoding="utf-8")
    if not arguments or arguments[0].startswith("-"):
        print(USAGE, file=sys.stderr)
        return NOT_UNDERSTOOD
    try:
        receipts = [(path, Path(path).read_bytes()) for path in arguments[1:]]
        book = Book(arguments[0])
    except OSError as error:
        print(f"cannot read: {error}", file=sys.stderr)
        return NOT_UNDERSTOOD
    except Wrong as wrong:
        print(f"wrong: {wrong}")
        return WRONG
    print("\n".join(report(book)))
    for path, data in receipts:
        try:
            print(f"receipt     {path}: entry {book.check_receipt(data)}")
        except Wrong as wrong:
            print(f"wrong: {path}: {wrong}")
            return WRONG
    print("right")
    return RIGHT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
