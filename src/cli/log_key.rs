//! The log's private key: a file that only its owner can read, in the form of Go's note signers.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::SigningKey;

use crate::ledger::log::{Signer, VerifierKeyError};

/// What the file begins with (golang.org/x/mod/sumdb/note).
const PREFIX: &str = "PRIVATE+KEY+";

/// The type byte of an Ed25519 key in a note (C2SP signed-note).
const ED25519: u8 = 0x01;

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum LogKeyError {
    /// The file.
    #[error("{0}: {1}")]
    Io(PathBuf, io::Error),
    /// The file is there but holds something else.
    #[error("{0} is not a log key: it should read {PREFIX}<origin>+<8 digits>+<base64>")]
    Malformed(PathBuf),
    /// The origin cannot be a key's name.
    #[error("this origin cannot name a key: {0}")]
    Origin(#[from] VerifierKeyError),
    /// The system gives no random bytes.
    #[error("the system gives no random bytes")]
    Random,
}

/// Where the key lies in its folder.
pub fn path(keys: &Path) -> PathBuf {
    keys.join("log.key")
}

/// The log's key, made now if there is none. `origin` names a key that is made now.
///
/// # Errors
/// [`LogKeyError`]. A key that is there is never overwritten.
pub fn load_or_create(keys: &Path, origin: Option<&str>) -> Result<Signer, LogKeyError> {
    let path = path(keys);
    match fs::read_to_string(&path) {
        Ok(text) => read(text.trim_end()).ok_or(LogKeyError::Malformed(path)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => create(&path, origin),
        Err(error) => Err(LogKeyError::Io(path, error)),
    }
}

/// Whether other users of this computer can read the key.
pub fn is_exposed(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o077 != 0)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

fn create(path: &Path, origin: Option<&str>) -> Result<Signer, LogKeyError> {
    let mut random = [0; 36];
    getrandom::fill(&mut random).map_err(|_| LogKeyError::Random)?;
    let (seed, name) = random.split_at(32);
    let seed: [u8; 32] = seed.try_into().map_err(|_| LogKeyError::Random)?;
    let origin = origin.map_or_else(|| format!("gune.local/{}", hex::encode(name)), str::to_owned);
    let signer = Signer::new(&origin, SigningKey::from_bytes(&seed))?;
    let line = format!(
        "{PREFIX}{origin}+{}+{}\n",
        hex::encode(signer.verifier().id()),
        STANDARD.encode([&[ED25519][..], &seed].concat())
    );
    make_folder(path).and_then(|()| write_private(path, &line)).map_err(|error| LogKeyError::Io(path.to_owned(), error))?;
    Ok(signer)
}

fn read(line: &str) -> Option<Signer> {
    let mut parts = line.strip_prefix(PREFIX)?.splitn(3, '+');
    let (origin, id, key) = (parts.next()?, parts.next()?, parts.next()?);
    let key = STANDARD.decode(key).ok()?;
    let (kind, seed) = key.split_first()?;
    let seed: [u8; 32] = seed.try_into().ok().filter(|_| *kind == ED25519)?;
    let signer = Signer::new(origin, SigningKey::from_bytes(&seed)).ok()?;
    (hex::encode(signer.verifier().id()) == id).then_some(signer)
}

/// Makes the folder of a private file, for its owner alone.
fn make_folder(path: &Path) -> io::Result<()> {
    let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder)
}

/// Writes a new file that only its owner can read.
pub(super) fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_made_is_the_key_found_again_and_only_its_owner_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        let made = load_or_create(folder.path(), Some("marche.example/log")).unwrap();
        let found = load_or_create(folder.path(), None).unwrap();
        assert_eq!(made.verifier(), found.verifier());
        assert_eq!(found.verifier().name(), "marche.example/log");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(path(folder.path())).unwrap().permissions().mode() & 0o777, 0o600);
            assert!(!is_exposed(&path(folder.path())));
            fs::set_permissions(path(folder.path()), fs::Permissions::from_mode(0o640)).unwrap();
            assert!(is_exposed(&path(folder.path())));
        }
    }

    #[test]
    fn the_key_of_gos_own_examples_is_read() {
        // golang.org/x/mod/sumdb/note, note_test.go.
        let line = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
        let verifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        assert_eq!(read(line).unwrap().verifier().to_string(), verifier);
        assert!(read(&line.replace("c74f20a3", "c74f20a4")).is_none());
    }

    #[test]
    fn what_is_no_key_is_said_to_be_none_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(path(folder.path()), "something else").unwrap();
        assert!(matches!(load_or_create(folder.path(), None), Err(LogKeyError::Malformed(_))));
        assert_eq!(fs::read_to_string(path(folder.path())).unwrap(), "something else");
    }
}
