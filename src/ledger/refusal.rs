//! Why the rules refuse an entry: one flat list, each with a stable code, in the order of docs/protocol.md § 4.

use super::{Amount, Moment, Pubkey};

/// A refusal by the rules. Its words for people are made at the edge, in the reader's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum Refusal {
    /// The first entry is not an opening.
    NotOpened,
    /// A second opening.
    AlreadyOpened,
    /// For another market.
    WrongCurrency,
    /// Its moment is before that of the entry before.
    MomentDecreases,
    /// A dividend is due first.
    DividendDue {
        /// When it was due.
        due: Moment,
    },
    /// A dividend that is not due.
    DividendNotDue,
    /// A dividend with other figures than the rule's.
    DividendWrong,
    /// It was valid until then.
    DocumentExpired {
        /// The last moment at which it was valid.
        until: Moment,
    },
    /// The market is closed.
    MarketClosed,
    /// No such account.
    UnknownAccount,
    /// That account exists already.
    AccountExists,
    /// That key belongs to another account, or is an address.
    KeyTaken,
    /// That key was never authorised by this account.
    KeyNotAuthorised,
    /// That key was revoked.
    KeyRevoked,
    /// That key's time is over.
    KeyEnded {
        /// The last moment at which it signed.
        end: Moment,
    },
    /// The key has already used this number or a greater one.
    NumberUsed {
        /// The last it used.
        last: u64,
    },
    /// Only an organiser may do this.
    NotOrganiser,
    /// The key was not authorised for this.
    RoleMissing,
    /// Only the owner key may do this.
    OwnerOnly,
    /// Not a key that counts (docs/protocol.md § 3).
    BadKey,
    /// The book has as many accounts as it can.
    TooManyAccounts,
    /// Somebody to admit, or whose membership should end, has no account.
    UnknownMember {
        /// Who.
        member: Pubkey,
    },
    /// Somebody to admit is a member.
    AlreadyMember {
        /// Who.
        member: Pubkey,
    },
    /// Somebody whose membership should end is no member.
    NotMember,
    /// The money supply is as large as it can be.
    SupplyFull,
    /// It is so already.
    NothingChanges,
    /// The end of the key's time is already past.
    EndPast,
    /// The account has authorised as many keys as it can.
    TooManyKeys,
    /// No such key to revoke.
    UnknownKey,
    /// A payment to oneself.
    PayOneself,
    /// A payee has no account.
    UnknownPayee {
        /// Who.
        payee: Pubkey,
    },
    /// A payment of nothing, for nothing.
    ZeroAmount,
    /// The payment to give back is none of the last 65 536.
    UnknownPayment,
    /// A payment is given back to its payer, and to nobody else.
    RefundNotPayer,
    /// Only who received a payment gives it back.
    RefundNotPayee,
    /// More than was received and not yet given back.
    RefundTooMuch {
        /// What can still be given back.
        left: Amount,
    },
    /// More than the account has.
    BalanceTooSmall {
        /// What it has.
        balance: Amount,
    },
    /// More than the key may spend in its period.
    LimitPassed {
        /// What it may still spend.
        left: Amount,
    },
}

impl Refusal {
    /// Its stable name, as in docs/protocol.md.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NotOpened => "not-opened",
            Refusal::AlreadyOpened => "already-opened",
            Refusal::WrongCurrency => "wrong-currency",
            Refusal::MomentDecreases => "moment-decreases",
            Refusal::DividendDue { .. } => "dividend-due",
            Refusal::DividendNotDue => "dividend-not-due",
            Refusal::DividendWrong => "dividend-wrong",
            Refusal::DocumentExpired { .. } => "document-expired",
            Refusal::MarketClosed => "market-closed",
            Refusal::UnknownAccount => "unknown-account",
            Refusal::AccountExists => "account-exists",
            Refusal::KeyTaken => "key-taken",
            Refusal::KeyNotAuthorised => "key-not-authorised",
            Refusal::KeyRevoked => "key-revoked",
            Refusal::KeyEnded { .. } => "key-ended",
            Refusal::NumberUsed { .. } => "number-used",
            Refusal::NotOrganiser => "not-organiser",
            Refusal::RoleMissing => "role-missing",
            Refusal::OwnerOnly => "owner-only",
            Refusal::BadKey => "bad-key",
            Refusal::TooManyAccounts => "too-many-accounts",
            Refusal::UnknownMember { .. } => "unknown-member",
            Refusal::AlreadyMember { .. } => "already-member",
            Refusal::NotMember => "not-member",
            Refusal::SupplyFull => "supply-full",
            Refusal::NothingChanges => "nothing-changes",
            Refusal::EndPast => "end-past",
            Refusal::TooManyKeys => "too-many-keys",
            Refusal::UnknownKey => "unknown-key",
            Refusal::PayOneself => "pay-oneself",
            Refusal::UnknownPayee { .. } => "unknown-payee",
            Refusal::ZeroAmount => "zero-amount",
            Refusal::UnknownPayment => "unknown-payment",
            Refusal::RefundNotPayer => "refund-not-payer",
            Refusal::RefundNotPayee => "refund-not-payee",
            Refusal::RefundTooMuch { .. } => "refund-too-much",
            Refusal::BalanceTooSmall { .. } => "balance-too-small",
            Refusal::LimitPassed { .. } => "limit-passed",
        }
    }
}
