//! The witnesses of a market, as its organisers list them: `keys/witnesses`, a verifier key and an address a line.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::kept::read_bounded;
use crate::ledger::key::BadKey;
use crate::ledger::log::{Algorithm, VerifierKey, VerifierKeyError};

/// Most witnesses of a market: readers of a checkpoint take 16 signatures at least (C2SP signed-note).
pub const WITNESSES_MAX: usize = 15;

/// Longest file that is read.
const ROSTER_BYTES_MAX: usize = 64 * 1024;

/// A witness in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The key of its cosignatures.
    pub key: VerifierKey,
    /// Where it answers: what stands before `/add-checkpoint`.
    pub address: String,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}. A line reads: <verifier key of the witness> http://<its address>")]
pub struct RosterError {
    /// Which line, from 1.
    pub line: usize,
    /// What.
    pub what: Misread,
}

/// Why a line lists no witness.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misread {
    /// Not two words.
    #[error("not a key, one space and an address")]
    NotTwoWords,
    /// The first is no key.
    #[error("{0}")]
    Key(#[from] VerifierKeyError),
    /// The key of a log.
    #[error("this is the key of a log; a witness prints its own when it starts")]
    KeyOfALog,
    /// A key that signs for everybody.
    #[error("this key is no good: {0}")]
    BadKey(#[from] BadKey),
    /// The second is no address.
    #[error("{0:?} is not an address such as http://192.168.1.21:8081")]
    Address(String),
    /// An address that this program cannot speak to.
    #[error("this program speaks to witnesses by http:// only; heads are public and cosignatures are signed")]
    Https,
    /// Listed before.
    #[error("this witness is listed twice")]
    Twice,
    /// One too many.
    #[error("more than {WITNESSES_MAX} witnesses")]
    TooMany,
}

/// Why there is no list.
#[derive(Debug, thiserror::Error)]
pub enum UnreadRoster {
    /// The file.
    #[error("{0}: {1}")]
    Io(PathBuf, io::Error),
    /// A line.
    #[error("{0}, {1}")]
    Wrong(PathBuf, RosterError),
}

/// Reads the list in this file; without a file there are no witnesses.
///
/// # Errors
/// [`UnreadRoster`].
pub fn load_roster(path: &Path) -> Result<Vec<Listed>, UnreadRoster> {
    let unread = |error| UnreadRoster::Io(path.to_owned(), error);
    let bytes = match read_bounded(path, ROSTER_BYTES_MAX) {
        Ok(bytes) if bytes.len() <= ROSTER_BYTES_MAX => bytes,
        Ok(_) => return Err(unread(io::Error::new(ErrorKind::InvalidData, "too long for a list of witnesses"))),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unread(error)),
    };
    let text = String::from_utf8(bytes).map_err(|error| unread(io::Error::new(ErrorKind::InvalidData, error)))?;
    read_roster(&text).map_err(|error| UnreadRoster::Wrong(path.to_owned(), error))
}

/// Reads the list. Empty lines, and those that begin with `#`, say nothing.
///
/// # Errors
/// The first line that is wrong: a market that is thought to be watched must not start unwatched.
pub fn read_roster(text: &str) -> Result<Vec<Listed>, RosterError> {
    let mut all: Vec<Listed> = Vec::new();
    for (line, words) in (1..).zip(text.lines().map(str::trim)) {
        if words.is_empty() || words.starts_with('#') {
            continue;
        }
        let listed = read_line(words).and_then(|listed| match &listed {
            _ if all.len() >= WITNESSES_MAX => Err(Misread::TooMany),
            listed if all.iter().any(|known| known.key.name() == listed.key.name() || known.key.key() == listed.key.key()) => {
                Err(Misread::Twice)
            }
            _ => Ok(listed),
        });
        all.push(listed.map_err(|what| RosterError { line, what })?);
    }
    Ok(all)
}

fn read_line(words: &str) -> Result<Listed, Misread> {
    let (key, address) = words.split_once(' ').ok_or(Misread::NotTwoWords)?;
    let key: VerifierKey = key.parse()?;
    if key.algorithm() != Algorithm::Cosignature {
        return Err(Misread::KeyOfALog);
    }
    key.key().validate()?;
    if address.starts_with("https://") {
        return Err(Misread::Https);
    }
    let address = address.trim().trim_end_matches('/');
    let wrong = || Misread::Address(address.to_owned());
    let rest = address.strip_prefix("http://").ok_or_else(wrong)?;
    let host = rest.split('/').next().unwrap_or_default();
    let odd = |letter: char| letter.is_whitespace() || letter.is_control() || "?#@\\\"<>".contains(letter);
    if host.is_empty() || host.starts_with(':') || rest.contains(odd) || address.parse::<ureq::http::Uri>().is_err() {
        return Err(wrong());
    }
    Ok(Listed { key, address: address.to_owned() })
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;

    use super::*;
    use crate::ledger::log::{Cosigner, Signer};

    fn key(number: u8) -> String {
        Cosigner::new(&format!("temoin.example/{number}"), SigningKey::from_bytes(&[number; 32])).unwrap().verifier().to_string()
    }

    fn refused(text: &str) -> RosterError {
        read_roster(text).expect_err(text)
    }

    #[test]
    fn witnesses_are_listed_one_a_line() {
        let text = format!("# ours\n\n{} http://192.168.1.21:8081/\n  {} http://temoin.example/w\r\n", key(1), key(2));
        let listed = read_roster(&text).unwrap();
        let addresses: Vec<_> = listed.iter().map(|listed| listed.address.as_str()).collect();
        assert_eq!(addresses, ["http://192.168.1.21:8081", "http://temoin.example/w"]);
        assert_eq!(listed[1].key.to_string(), key(2));
        assert_eq!(read_roster(""), Ok(Vec::new()));
    }

    #[test]
    fn a_wrong_line_is_named_and_said_to_be_wrong() {
        let log = Signer::new("marche.example", SigningKey::from_bytes(&[9; 32])).unwrap().verifier().to_string();
        let good = key(1);
        for (line, what) in [
            (good.clone(), Misread::NotTwoWords),
            (format!("{} http://a.example", good.replace("temoin", "autre")), Misread::Key(VerifierKeyError::WrongHash)),
            ("http://a.example key".to_owned(), Misread::Key(VerifierKeyError::Malformed)),
            (format!("{log} http://a.example"), Misread::KeyOfALog),
            (format!("{good} https://a.example"), Misread::Https),
        ] {
            assert_eq!(refused(&format!("# first\n{line}\n")), RosterError { line: 2, what }, "{line}");
        }
        for address in
            ["a.example", "ftp://a.example", "http://", "http://:80", "http://a b", "http://a?x", "http://u@a", "http:///x"]
        {
            let error = refused(&format!("{good} {address}"));
            assert!(matches!(error.what, Misread::Address(_)), "{address}: {error}");
            assert!(error.to_string().contains("http://<its address>"));
        }
    }

    #[test]
    fn nobody_is_listed_twice_and_no_more_than_readers_take() {
        let line = |number| format!("{} http://a.example\n", key(number));
        assert_eq!(refused(&format!("{}{}", line(1), line(1))).what, Misread::Twice);
        let many: String = (1..=16).map(line).collect();
        assert_eq!(refused(&many), RosterError { line: 16, what: Misread::TooMany });
        assert_eq!(read_roster(&many[..many.len() - line(16).len()]).map(|listed| listed.len()), Ok(WITNESSES_MAX));
    }

    #[test]
    fn a_key_that_signs_for_everybody_is_no_witness() {
        use crate::ledger::Pubkey;
        let key = VerifierKey::new("temoin.example", Algorithm::Cosignature, Pubkey::from_bytes([0; 32])).unwrap();
        assert!(matches!(refused(&format!("{key} http://a.example")).what, Misread::BadKey(_)));
    }
}
