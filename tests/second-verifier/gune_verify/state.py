"""What the state of § 4 consists of: accounts, keys, and the payments that can still be given back."""

from dataclasses import dataclass, field


@dataclass
class Account:
    """An address that has joined."""

    balance: int = 0
    member: bool = False
    last_rank: int = -1
    keys: list = field(default_factory=list)


@dataclass
class Key:
    """A key of an account; the owner key has every right, without limit."""

    account: bytes
    owner: bool = False
    roles: tuple = ()
    limit: tuple = None
    end: int = None
    revoked: bool = False
    last_number: int = 0
    beginning: int = 0
    window: int = 0
    spent: int = 0

    def may(self, role):
        """Whether the key has a right that its account has."""
        return self.owner or role in self.roles

    def spent_at(self, moment):
        """(the window of a limit that a moment falls in, what is spent in it so far)."""
        window = (moment - self.beginning) // self.limit[2]
        return window, self.spent if window == self.window else 0


@dataclass
class Payment:
    """What a refund has to know of the payment that it gives back."""

    payer: bytes
    received: dict
