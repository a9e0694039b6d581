//! What every handler shares: the market at work, and where this server stands.

use jiff::tz::TimeZone;
use tokio::sync::Semaphore;

use super::limits::Limits;
use crate::ledger::{Moment, Pubkey};
use crate::sequencer::Sequencer;
use crate::store::{Reader, StoreError};
use crate::watch::Witnesses;

/// How many photos are decoded at a time: each may need tens of megabytes.
const DECODERS: usize = 2;

/// The market on the network.
pub struct App {
    /// The one writer and what it has revealed.
    pub sequencer: Sequencer,
    /// Where this server stands.
    pub place: Place,
    /// Those who cosign the heads of this market.
    pub witnesses: Witnesses,
    pub(super) limits: Limits,
    pub(super) decoders: Semaphore,
}

/// Where this server stands.
#[derive(Clone, Debug)]
pub struct Place {
    /// The address people type, such as `http://192.168.1.20:8080`: on walls, posters and codes.
    pub address: String,
    /// The secret in the organiser's private link.
    pub organiser_token: String,
    /// A rehearsal: every page says so.
    pub rehearsal: bool,
    /// The room's time zone.
    pub zone: TimeZone,
}

impl App {
    /// The market at work, in this place, watched by nobody.
    pub fn new(sequencer: Sequencer, place: Place) -> App {
        App { sequencer, place, witnesses: Witnesses::default(), limits: Limits::default(), decoders: Semaphore::new(DECODERS) }
    }

    /// The same, watched by these.
    pub fn watched_by(self, witnesses: Witnesses) -> App {
        App { witnesses, ..self }
    }

    /// Runs queries on a thread that may wait for the disk.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn read<T: Send + 'static>(
        &self,
        queries: impl FnOnce(&Reader<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let readers = self.sequencer.readers().clone();
        match tokio::task::spawn_blocking(move || readers.read(queries)).await {
            Ok(answer) => answer,
            Err(_) => Err(StoreError::Impossible("a query that was given up")),
        }
    }

    /// Whether the market has been opened.
    pub fn is_open(&self) -> bool {
        self.sequencer.book().ledger.is_some()
    }

    /// Whether this account organises the market.
    pub fn organises(&self, account: &Pubkey) -> bool {
        self.sequencer.book().ledger.as_ref().is_some_and(|ledger| ledger.organisers().contains(account))
    }

    /// The time by the market's clock.
    pub fn now(&self) -> Moment {
        self.sequencer.now()
    }
}
