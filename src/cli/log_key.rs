//! The key that signs the book's heads: a file that only its owner reads, in the form of Go's signed notes.
//!
//! It is never logged and never printed.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::SigningKey;

use crate::ledger::log::{Algorithm, Signer, VerifierKeyError};

/// The key's file in its folder.
pub const FILE: &str = "log.key";

/// The file of the last head shown, beside it.
pub const HEAD: &str = "head";

const PREFIX: &str = "PRIVATE+KEY+";

/// The log's key, and where it lies.
pub struct LogKey {
    /// Signs the heads.
    pub signer: Signer,
    /// Its file.
    pub path: PathBuf,
    /// Whether it was made just now.
    pub made: bool,
    /// Whether other users of this computer can read it.
    pub exposed: bool,
}

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum LogKeyError {
    /// The file cannot be read or made.
    #[error("{0}: {1}")]
    Io(PathBuf, std::io::Error),
    /// The file holds something else.
    #[error("{0} is not the private key of a log")]
    Malformed(PathBuf),
    /// The log has another name than was asked for.
    #[error("this key's name is {0}: the name of a log does not change")]
    OtherOrigin(String),
    /// A name with a space or a plus sign, or too long.
    #[error("not the name of a log: {0}")]
    Name(#[from] VerifierKeyError),
    /// The machine gives no randomness.
    #[error("no randomness: {0}")]
    Randomness(getrandom::Error),
}

/// The key in this folder, made if there is none: under this name, else under `gune.local/` and eight random digits.
///
/// # Errors
/// [`LogKeyError`].
pub fn load_or_make(folder: &Path, origin: Option<&str>) -> Result<LogKey, LogKeyError> {
    let path = folder.join(FILE);
    match fs::read_to_string(&path) {
        Ok(line) => {
            let signer = read(&line).ok_or_else(|| LogKeyError::Malformed(path.clone()))?;
            let name = signer.verifier().name();
            if origin.is_some_and(|origin| origin != name) {
                return Err(LogKeyError::OtherOrigin(name.to_owned()));
            }
            let exposed = is_exposed(&path).map_err(|error| LogKeyError::Io(path.clone(), error))?;
            Ok(LogKey { signer, path, made: false, exposed })
        }
        Err(error) if error.kind() == ErrorKind::NotFound => make(folder, path, origin),
        Err(error) if error.kind() == ErrorKind::InvalidData => Err(LogKeyError::Malformed(path)),
        Err(error) => Err(LogKeyError::Io(path, error)),
    }
}

fn make(folder: &Path, path: PathBuf, origin: Option<&str>) -> Result<LogKey, LogKeyError> {
    let mut seed = [0; 32];
    let mut digits = [0; 4];
    getrandom::fill(&mut seed).map_err(LogKeyError::Randomness)?;
    getrandom::fill(&mut digits).map_err(LogKeyError::Randomness)?;
    let origin = origin.map_or_else(|| format!("gune.local/{}", hex::encode(digits)), str::to_owned);
    let signer = Signer::new(&origin, SigningKey::from_bytes(&seed))?;
    let line = spell(&signer, &seed);
    write(folder, &path, &line).map_err(|error| LogKeyError::Io(path.clone(), error))?;
    Ok(LogKey { signer, path, made: true, exposed: false })
}

fn spell(signer: &Signer, seed: &[u8; 32]) -> String {
    let mut bytes = vec![Algorithm::Ed25519.byte()];
    bytes.extend_from_slice(seed);
    let verifier = signer.verifier();
    format!("{PREFIX}{}+{}+{}\n", verifier.name(), hex::encode(verifier.id()), STANDARD.encode(bytes))
}

/// The signer that this line spells; it is read in the one spelling that [`spell`] writes.
fn read(text: &str) -> Option<Signer> {
    let (name, rest) = text.strip_prefix(PREFIX)?.split_once('+')?;
    let (_, key) = rest.trim_end().split_once('+')?;
    let bytes = STANDARD.decode(key).ok()?;
    let seed: [u8; 32] = bytes.strip_prefix(&[Algorithm::Ed25519.byte()])?.try_into().ok()?;
    let signer = Signer::new(name, SigningKey::from_bytes(&seed)).ok()?;
    (spell(&signer, &seed).trim_end() == text.trim_end()).then_some(signer)
}

fn write(folder: &Path, path: &Path, line: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    fs::create_dir_all(folder)?;
    let mut file: File = options.open(path)?;
    file.write_all(line.as_bytes())?;
    // A market opened with a key that a power cut then takes away could never be signed again.
    file.sync_all()
}

#[cfg(unix)]
fn is_exposed(path: &Path) -> std::io::Result<bool> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(path.metadata()?.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_exposed(_path: &Path) -> std::io::Result<bool> {
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let keys = folder.path().join("keys");
        let made = load_or_make(&keys, None).unwrap();
        let found = load_or_make(&keys, None).unwrap();
        assert!(made.made && !found.made && !found.exposed);
        assert_eq!(made.signer.verifier(), found.signer.verifier());
        assert!(made.signer.verifier().name().starts_with("gune.local/"));
        assert!(matches!(load_or_make(&keys, Some("other.example")), Err(LogKeyError::OtherOrigin(_))));
    }

    #[test]
    fn the_go_note_packages_own_key_is_read() {
        // golang.org/x/mod/sumdb/note, note_test.go: the signer of its examples.
        let line = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
        let signer = read(line).unwrap();
        let verifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        assert_eq!(signer.verifier().to_string(), verifier);
        assert!(read(&line.replace("c74f20a3", "c74f20a4")).is_none());
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_reads_the_key() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let made = load_or_make(folder.path(), Some("market.example")).unwrap();
        assert_eq!(made.path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&made.path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(load_or_make(folder.path(), None).unwrap().exposed);
    }
}
