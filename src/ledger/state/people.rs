//! The rules about people and their keys: joining, admission, departure, authorising, revoking.

use super::{ACCOUNTS_MAX, Account, Change, Key, Ledger};
use crate::ledger::account::AUTHORISED_KEYS_MAX;
use crate::ledger::document::{Document, KeyGrant};
use crate::ledger::{Amount, Moment, Pubkey, Refusal};

impl Ledger {
    pub(super) fn check_joining(&self, at: Moment, document: &Document) -> Result<Change, Refusal> {
        if self.accounts.contains_key(&document.account) {
            return Err(Refusal::AccountExists);
        }
        if self.keys.contains_key(&document.account) {
            return Err(Refusal::KeyTaken);
        }
        document.key.validate().map_err(|_| Refusal::BadKey)?;
        if self.accounts.len() >= ACCOUNTS_MAX {
            return Err(Refusal::TooManyAccounts);
        }
        let mut change = self.nothing(at);
        change.keys.push((document.key, Key { last_number: document.number, ..Key::owner(document.key, at) }));
        if self.standing.door_open {
            self.admit(document.account, Account::opened(at), &mut change)?;
        } else {
            change.accounts.push((document.account, Account::opened(at)));
        }
        Ok(change)
    }

    /// Makes an account a member, and grants it the current dividend where the rule says so.
    pub(super) fn admit(&self, address: Pubkey, account: Account, change: &mut Change) -> Result<(), Refusal> {
        if account.member {
            return Err(Refusal::AlreadyMember { member: address });
        }
        let dividends = &self.standing.dividends;
        let mut member = Account { member: true, ..account.settle(dividends.sum) };
        let mut grant = Amount::ZERO;
        if dividends.rule.grants_on_admission() && account.received_rank != Some(dividends.rank) {
            grant = dividends.current;
            change.standing.supply = change.standing.supply.plus(grant).ok_or(Refusal::SupplyFull)?;
            member.settled = member.settled.plus(grant).ok_or(Refusal::SupplyFull)?;
            member.received_rank = Some(dividends.rank);
        }
        change.admitted.push((address, grant));
        change.standing.members = change.standing.members.saturating_add(1);
        change.accounts.push((address, member));
        Ok(())
    }

    pub(super) fn check_departure(&self, member: Pubkey, change: &mut Change) -> Result<(), Refusal> {
        let account = self.accounts.get(&member).ok_or(Refusal::UnknownMember { member })?;
        if !account.member {
            return Err(Refusal::NotMember);
        }
        let dividends = &self.standing.dividends;
        let left = Account { member: false, received_rank: Some(dividends.rank), ..account.settle(dividends.sum) };
        change.accounts.push((member, left));
        change.standing.members = change.standing.members.saturating_sub(1);
        Ok(())
    }

    pub(super) fn check_key(
        &self,
        at: Moment,
        document: &Document,
        grant: &KeyGrant,
        change: &mut Change,
    ) -> Result<(), Refusal> {
        let key = grant.authorised;
        key.validate().map_err(|_| Refusal::BadKey)?;
        let known = self.keys.get(&key);
        if known.is_some_and(|known| known.account != document.account || known.rights.is_none()) {
            return Err(Refusal::KeyTaken);
        }
        if known.is_some_and(|known| known.revoked.is_some()) {
            return Err(Refusal::KeyRevoked);
        }
        if grant.rights.end.is_some_and(|end| end <= at) {
            return Err(Refusal::EndPast);
        }
        let rights = Some(grant.rights);
        if let Some(known) = known {
            let period = |key: &Key| key.rights.and_then(|rights| rights.limit).map(|limit| limit.period());
            let again = Key { rights, ..*known };
            let same_windows = period(known) == period(&again);
            change.keys.push((key, if same_windows { again } else { with_new_windows(again, at) }));
            return Ok(());
        }
        let account = self.accounts.get(&document.account).ok_or(Refusal::UnknownAccount)?;
        if account.authorised.len() >= AUTHORISED_KEYS_MAX {
            return Err(Refusal::TooManyKeys);
        }
        let mut account = account.clone();
        account.authorised.push(key);
        change.accounts.push((document.account, account));
        change.keys.push((key, Key { account: document.account, rights, ..Key::owner(key, at) }));
        Ok(())
    }

    pub(super) fn check_revocation(
        &self,
        at: Moment,
        document: &Document,
        revoked: Pubkey,
        change: &mut Change,
    ) -> Result<(), Refusal> {
        let key = self
            .keys
            .get(&revoked)
            .filter(|key| key.account == document.account && key.rights.is_some())
            .ok_or(Refusal::UnknownKey)?;
        if key.revoked.is_some() {
            return Err(Refusal::KeyRevoked);
        }
        // A key that revokes itself has just used a number: that stays counted.
        let last_number = if revoked == document.key { document.number } else { key.last_number };
        change.keys.push((revoked, Key { revoked: Some(at), last_number, ..*key }));
        Ok(())
    }
}

fn with_new_windows(key: Key, at: Moment) -> Key {
    Key { windows_from: at, window: 0, spent: Amount::ZERO, ..key }
}
