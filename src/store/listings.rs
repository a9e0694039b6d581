//! Reading listings.

use rusqlite::{Row, params};

use super::people::{moment, pubkey};
use super::{Reader, StoreError, bytes_32, signed, unsigned};
use crate::ledger::{DocumentId, Moment, Pubkey};

/// A listing as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListingRow {
    /// Its identifier.
    pub id: DocumentId,
    /// Whose it is.
    pub account: Pubkey,
    /// Their name.
    pub name: Option<String>,
    /// When it was put up.
    pub at: Moment,
    /// The signed document; `None` once erased.
    pub document: Option<String>,
    /// How many are left.
    pub stock: u64,
    /// When it was closed.
    pub closed_at: Option<Moment>,
}

/// What to look for.
#[derive(Clone, Debug, Default)]
pub struct ListingQuery {
    /// Words, folded as the stored ones are; each must occur.
    pub words: Vec<String>,
    /// Only this category.
    pub category: Option<&'static str>,
    /// Only this sort.
    pub sort: Option<&'static str>,
    /// Only this account's.
    pub account: Option<Pubkey>,
    /// Closed ones too.
    pub closed: bool,
    /// How many to pass over.
    pub skip: u64,
    /// How many at the most.
    pub count: u64,
}

const LISTING: &str =
    "select listing.id, listing.account, name.text, listing.at, listing.document, listing.stock, listing.closed_at
    from listing
    left join account owner on owner.address = listing.account
    left join personal_text name on name.commitment = owner.name";

impl Reader<'_> {
    /// One listing, closed or not.
    ///
    /// # Errors
    /// [`StoreError`], as for every query here.
    pub fn listing(&self, id: &DocumentId) -> Result<Option<ListingRow>, StoreError> {
        let mut query = self.0.prepare_cached(&format!("{LISTING} where listing.id = ?"))?;
        let mut rows = query.query([id.0])?;
        rows.next()?.map(listing_row).transpose()
    }

    /// Listings, the newest first.
    pub fn listings(&self, wanted: &ListingQuery) -> Result<Vec<ListingRow>, StoreError> {
        let mut query = self.0.prepare_cached(&format!(
            "{LISTING}
             where (?1 or listing.closed_at is null)
               and (?2 is null or listing.category = ?2)
               and (?3 is null or listing.sort = ?3)
               and (?4 is null or listing.account = ?4)
               and not exists (select 1 from json_each(?5) word where instr(listing.words, word.value) = 0)
             order by listing.at desc, listing.rowid desc limit ?6 offset ?7"
        ))?;
        let words = serde_json::to_string(&wanted.words).map_err(|_| StoreError::Impossible("words that are no text"))?;
        let account = wanted.account.as_ref().map(|account| account.bytes().as_slice());
        let mut rows = query.query(params![
            wanted.closed,
            wanted.category,
            wanted.sort,
            account,
            words,
            signed(wanted.count)?,
            signed(wanted.skip)?
        ])?;
        let mut listings = Vec::new();
        while let Some(row) = rows.next()? {
            listings.push(listing_row(row)?);
        }
        Ok(listings)
    }

    /// How many listings stand.
    pub fn listings_count(&self) -> Result<u64, StoreError> {
        let count =
            self.0.prepare_cached("select count(*) from listing where closed_at is null")?.query_row([], |row| row.get(0))?;
        unsigned(count)
    }
}

fn listing_row(row: &Row<'_>) -> Result<ListingRow, StoreError> {
    Ok(ListingRow {
        id: bytes_32(&row.get::<_, Vec<u8>>(0)?).map(DocumentId)?,
        account: pubkey(&row.get::<_, Vec<u8>>(1)?)?,
        name: row.get(2)?,
        at: moment(row.get(3)?)?,
        document: row.get(4)?,
        stock: unsigned(row.get(5)?)?,
        closed_at: row.get::<_, Option<i64>>(6)?.map(moment).transpose()?,
    })
}
