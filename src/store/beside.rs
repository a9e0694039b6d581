//! Reading pictures and settings.

use rusqlite::OptionalExtension;

use super::{Reader, StoreError};
use crate::ledger::DocumentId;

impl Reader<'_> {
    /// A picture's bytes (JPEG).
    ///
    /// # Errors
    /// [`StoreError`], as for every query here.
    pub fn photo(&self, id: &DocumentId) -> Result<Option<Vec<u8>>, StoreError> {
        let mut query = self.0.prepare_cached("select jpeg from photo where id = ?")?;
        Ok(query.query_row([id.0], |row| row.get(0)).optional()?)
    }

    /// An organiser's setting.
    pub fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        let mut query = self.0.prepare_cached("select value from setting where name = ?")?;
        Ok(query.query_row([name], |row| row.get(0)).optional()?)
    }
}
