//! Reading the views about people: accounts, names, dividends.

use rusqlite::{OptionalExtension, Row, params};

use super::{Reader, StoreError, bytes_32, signed, unsigned};
use crate::ledger::identifier::Salt;
use crate::ledger::{Amount, Commitment, Moment, Pubkey};

/// Somebody's account, as people know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    /// Its address.
    pub address: Pubkey,
    /// The short code that others type to pay it.
    pub code: String,
    /// The person's name; `None` once erased.
    pub name: Option<String>,
    /// When it was opened.
    pub at: Moment,
}

/// A dividend that fell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DividendRow {
    /// Its rank, from 1.
    pub rank: u64,
    /// The entry.
    pub index: u64,
    /// When.
    pub at: Moment,
    /// What each member received.
    pub amount: Amount,
    /// How many received it.
    pub members: u64,
    /// The supply afterwards.
    pub supply: Amount,
}

const ACCOUNT: &str = "select account.address, account.code, name.text, account.at from account
    left join personal_text name on name.commitment = account.name";

impl Reader<'_> {
    /// The account at this address.
    ///
    /// # Errors
    /// [`StoreError`], as for every query here.
    pub fn account(&self, address: &Pubkey) -> Result<Option<AccountRow>, StoreError> {
        self.one_account(&format!("{ACCOUNT} where account.address = ?"), params![address.bytes()])
    }

    /// The account with this short code.
    pub fn account_by_code(&self, code: &str) -> Result<Option<AccountRow>, StoreError> {
        self.one_account(&format!("{ACCOUNT} where account.code = ?"), params![code])
    }

    /// Accounts in order of arrival, from the `first`-th (from 0), `count` at the most.
    pub fn accounts(&self, first: u64, count: u64) -> Result<Vec<AccountRow>, StoreError> {
        let mut query =
            self.0.prepare_cached(&format!("{ACCOUNT} order by length(account.code), account.code limit ? offset ?"))?;
        let mut rows = query.query(params![signed(count)?, signed(first)?])?;
        let mut accounts = Vec::new();
        while let Some(row) = rows.next()? {
            accounts.push(account_row(row)?);
        }
        Ok(accounts)
    }

    /// How many accounts there are.
    pub fn accounts_count(&self) -> Result<u64, StoreError> {
        unsigned(self.0.prepare_cached("select count(*) from account")?.query_row([], |row| row.get(0))?)
    }

    /// The dividends after the `rank`-th, `count` at the most.
    pub fn dividends_after(&self, rank: u64, count: u64) -> Result<Vec<DividendRow>, StoreError> {
        let mut query = self
            .0
            .prepare_cached("select rank, idx, at, amount, members, supply from dividend where rank > ? order by rank limit ?")?;
        let mut rows = query.query(params![signed(rank)?, signed(count)?])?;
        let mut dividends = Vec::new();
        while let Some(row) = rows.next()? {
            dividends.push(dividend_row(row)?);
        }
        Ok(dividends)
    }

    /// The dividends this account received among entries after `from` and before `before`, the latest first.
    pub fn dividends_between(
        &self,
        address: &Pubkey,
        from: u64,
        before: u64,
        count: u64,
    ) -> Result<Vec<DividendRow>, StoreError> {
        let mut query = self.0.prepare_cached(
            "select rank, idx, at, amount, members, supply from dividend
             where idx > ?2 and idx < ?3 and (
                 select granted from membership
                 where account = ?1 and membership.idx < dividend.idx
                 order by membership.idx desc limit 1) is not null
             order by rank desc limit ?4",
        )?;
        let mut rows = query.query(params![address.bytes(), signed(from)?, signed(before.min(1 << 53))?, signed(count)?])?;
        let mut dividends = Vec::new();
        while let Some(row) = rows.next()? {
            dividends.push(dividend_row(row)?);
        }
        Ok(dividends)
    }

    /// The personal text behind a commitment, with its salt; `None` if there never was one, or it was erased.
    pub fn personal_text(&self, commitment: &Commitment) -> Result<Option<(Salt, String)>, StoreError> {
        let mut query = self.0.prepare_cached("select salt, text from personal_text where commitment = ?")?;
        let found = query.query_row([commitment.0], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?))).optional()?;
        match found {
            Some((salt, text)) => {
                Ok(Some((salt.try_into().map_err(|_| StoreError::Impossible("a salt of another length"))?, text)))
            }
            None => Ok(None),
        }
    }

    fn one_account(&self, sql: &str, parameters: impl rusqlite::Params) -> Result<Option<AccountRow>, StoreError> {
        let mut query = self.0.prepare_cached(sql)?;
        let mut rows = query.query(parameters)?;
        rows.next()?.map(account_row).transpose()
    }
}

fn account_row(row: &Row<'_>) -> Result<AccountRow, StoreError> {
    Ok(AccountRow {
        address: pubkey(&row.get::<_, Vec<u8>>(0)?)?,
        code: row.get(1)?,
        name: row.get(2)?,
        at: moment(row.get(3)?)?,
    })
}

fn dividend_row(row: &Row<'_>) -> Result<DividendRow, StoreError> {
    Ok(DividendRow {
        rank: unsigned(row.get(0)?)?,
        index: unsigned(row.get(1)?)?,
        at: moment(row.get(2)?)?,
        amount: amount(row.get(3)?)?,
        members: unsigned(row.get(4)?)?,
        supply: amount(row.get(5)?)?,
    })
}

pub(super) fn pubkey(bytes: &[u8]) -> Result<Pubkey, StoreError> {
    bytes_32(bytes).map(Pubkey::from_bytes)
}

pub(super) fn moment(seconds: i64) -> Result<Moment, StoreError> {
    Moment::from_seconds(unsigned(seconds)?).ok_or(StoreError::Impossible("a moment past the year 9998"))
}

pub(super) fn amount(hundredths: i64) -> Result<Amount, StoreError> {
    Amount::from_hundredths(unsigned(hundredths)?).ok_or(StoreError::Impossible("an amount past 2^53"))
}
