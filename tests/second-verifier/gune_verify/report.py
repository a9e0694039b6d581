"""What a right book says, in plain words."""

from .values import base58, spell_amount, spell_moment


def _kinds(kinds):
    """How many entries of each kind, the most frequent first."""
    return ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items(), key=lambda each: (-each[1], each[0])))


def _words(head):
    numbers = " ".join(str(number) for number in head.check_numbers)
    return f"check words {numbers} (their places in the list, from 0)"


def report(audit):
    """A line each."""
    ledger, head, dividends = audit.ledger, audit.head, audit.ledger.dividends
    due = "none" if dividends.due is None else spell_moment(dividends.due)
    lines = [
        f"market      {ledger.opening['market']}, {ledger.opening['place']}",
        f"currency    {base58(ledger.currency)}",
        f"people      {len(ledger.accounts)}, of which members {ledger.members}, organisers {len(ledger.organisers)}",
        f"entries     {len(audit.leaves)}, the last at {spell_moment(ledger.moment)}",
        f"            {_kinds(audit.kinds)}",
        f"erasures    {audit.kinds['erasure']}",
        f"dividends   {dividends.rank}, the current one {spell_amount(dividends.value)}, the next one due: {due}",
        f"phase       {dividends.phase}, the door {ledger.door}",
        f"supply      {spell_amount(ledger.supply)}, the sum of all balances",
        f"log         {head.origin}, root {head.root.hex()}",
        f"first head  {_words(audit.first_head)}",
        f"last head   {_words(head)}",
    ]
    lines += [f"remembered  {each.size} entries, the same" for each in audit.own]
    if audit.tiles is not None:
        lines.append(f"tiles       {audit.tiles} of hashes compared")
    return lines
