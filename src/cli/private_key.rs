//! Private keys of logs and of witnesses: files that only their owner can read, in the form of Go's note signers.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::SigningKey;

use crate::ledger::Pubkey;
use crate::ledger::log::{Algorithm, VerifierKey, VerifierKeyError};

/// What the file begins with (golang.org/x/mod/sumdb/note).
const PREFIX: &str = "PRIVATE+KEY+";

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file.
    #[error("{0}: {1}")]
    Io(PathBuf, io::Error),
    /// The file is there but holds something else, be it a key for another use.
    #[error("{0} is not a {kind}: it should read {PREFIX}<name>+<8 digits>+<base64>", kind = kind(.1))]
    Malformed(PathBuf, Algorithm),
    /// The name cannot be a key's.
    #[error("this cannot name a key: {0}")]
    Name(#[from] VerifierKeyError),
    /// The system gives no random bytes.
    #[error("the system gives no random bytes")]
    Random,
}

fn kind(algorithm: &Algorithm) -> &'static str {
    match algorithm {
        Algorithm::Ed25519 => "log key",
        Algorithm::Cosignature => "witness key",
    }
}

/// The name and the key in this file, made now if there is none. `name` names a key that is made now.
///
/// # Errors
/// [`KeyError`]. A key that is there is never overwritten.
pub(super) fn load_or_create(path: &Path, name: Option<&str>, usage: Algorithm) -> Result<(String, SigningKey), KeyError> {
    match fs::read_to_string(path) {
        Ok(text) => read(text.trim_end(), usage).ok_or_else(|| KeyError::Malformed(path.to_owned(), usage)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => create(path, name, usage),
        Err(error) => Err(KeyError::Io(path.to_owned(), error)),
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

fn create(path: &Path, name: Option<&str>, usage: Algorithm) -> Result<(String, SigningKey), KeyError> {
    let mut random = [0; 36];
    getrandom::fill(&mut random).map_err(|_| KeyError::Random)?;
    let (seed, chance) = random.split_at(32);
    let seed: [u8; 32] = seed.try_into().map_err(|_| KeyError::Random)?;
    let name = name.map_or_else(|| format!("gune.local/{}", hex::encode(chance)), str::to_owned);
    let key = SigningKey::from_bytes(&seed);
    let line = format!(
        "{PREFIX}{name}+{}+{}\n",
        hex::encode(verifier(&name, &key, usage)?.id()),
        STANDARD.encode([&[usage.byte()][..], &seed].concat())
    );
    make_folder(path).and_then(|()| write_private(path, &line)).map_err(|error| KeyError::Io(path.to_owned(), error))?;
    Ok((name, key))
}

fn read(line: &str, usage: Algorithm) -> Option<(String, SigningKey)> {
    let mut parts = line.strip_prefix(PREFIX)?.splitn(3, '+');
    let (name, id, key) = (parts.next()?, parts.next()?, parts.next()?);
    let key = STANDARD.decode(key).ok()?;
    let (kind, seed) = key.split_first()?;
    // The type is a part of the key: one that signs a log never cosigns others.
    let seed: [u8; 32] = seed.try_into().ok().filter(|_| *kind == usage.byte())?;
    let key = SigningKey::from_bytes(&seed);
    let verifier = verifier(name, &key, usage).ok()?;
    (hex::encode(verifier.id()) == id).then(|| (name.to_owned(), key))
}

fn verifier(name: &str, key: &SigningKey, usage: Algorithm) -> Result<VerifierKey, VerifierKeyError> {
    VerifierKey::new(name, usage, Pubkey::from(&key.verifying_key()))
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
        let path = folder.path().join("keys/some.key");
        for usage in [Algorithm::Ed25519, Algorithm::Cosignature] {
            let (name, made) = load_or_create(&path, Some("marche.example/log"), usage).unwrap();
            let (found_name, found) = load_or_create(&path, None, usage).unwrap();
            assert_eq!((name.as_str(), found_name.as_str()), ("marche.example/log", "marche.example/log"));
            assert_eq!(made.to_bytes(), found.to_bytes());
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt as _;
                assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
                assert!(!is_exposed(&path));
                fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
                assert!(is_exposed(&path));
            }
            fs::remove_file(&path).unwrap();
        }
    }

    #[test]
    fn the_key_of_gos_own_examples_is_read() {
        // golang.org/x/mod/sumdb/note, note_test.go.
        let line = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
        let public = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        let (name, key) = read(line, Algorithm::Ed25519).unwrap();
        assert_eq!(verifier(&name, &key, Algorithm::Ed25519).unwrap().to_string(), public);
        assert!(read(&line.replace("c74f20a3", "c74f20a4"), Algorithm::Ed25519).is_none());
    }

    #[test]
    fn a_name_that_nobody_can_read_is_refused_and_no_key_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys/some.key");
        for name in ["", "a b", "a+b", "a\u{a0}b", "a\tb", "marche.\u{200b}example", "\u{202e}elpmaxe", "a\u{2066}b", "\u{feff}a"]
        {
            for usage in [Algorithm::Ed25519, Algorithm::Cosignature] {
                let refused = load_or_create(&path, Some(name), usage).unwrap_err();
                assert!(matches!(refused, KeyError::Name(_)), "{name:?}: {refused}");
                assert!(!path.exists(), "{name:?}");
            }
        }
        load_or_create(&path, Some("marché.example/livre"), Algorithm::Ed25519).expect("letters that can be read");
    }

    #[test]
    fn what_is_no_key_or_one_for_another_use_is_said_to_be_so_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("some.key");
        fs::write(&path, "something else").unwrap();
        let refused = load_or_create(&path, None, Algorithm::Ed25519).unwrap_err();
        assert!(matches!(refused, KeyError::Malformed(..)), "{refused}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "something else");

        fs::remove_file(&path).unwrap();
        load_or_create(&path, None, Algorithm::Ed25519).unwrap();
        let log = fs::read_to_string(&path).unwrap();
        let refused = load_or_create(&path, None, Algorithm::Cosignature).unwrap_err();
        assert!(refused.to_string().contains("not a witness key"), "{refused}");
        assert_eq!(fs::read_to_string(&path).unwrap(), log);
    }
}
