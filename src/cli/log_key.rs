//! The log's private key: the file `log.key` in its folder.

use std::path::{Path, PathBuf};

use super::private_key::{self, KeyError};
use crate::ledger::log::{Algorithm, Signer};

/// Where the key lies in its folder.
pub fn path(keys: &Path) -> PathBuf {
    keys.join("log.key")
}

/// The log's key, made now if there is none. `origin` names a key that is made now.
///
/// # Errors
/// [`KeyError`]. A key that is there is never overwritten.
pub fn load_or_create(keys: &Path, origin: Option<&str>) -> Result<Signer, KeyError> {
    let (name, key) = private_key::load_or_create(&path(keys), origin, Algorithm::Ed25519)?;
    Ok(Signer::new(&name, key)?)
}
