//! A book in one file (protocol § 6): what it begins with. The entries follow, as bundles of any length.

use std::io::{self, BufRead, Read as _};

use super::checkpoint::Checkpoint;
use super::note::{NOTE_BYTES_MAX, Note};
use super::verifier_key::{Algorithm, NAME_BYTES_MAX, VerifierKey};

/// The first line, by which such a file is known.
pub const FIRST_LINE: &str = "gune/1 book\n";

/// The most entries that a head may claim: an index is a number of a document (protocol § 1).
const SIZE_MAX: u64 = (1 << 53) - 1;

/// The longest line of a verifier key: a name, and 54 characters.
const KEY_LINE_BYTES_MAX: usize = NAME_BYTES_MAX + 55;

/// What stands before the entries. Nobody has checked the head's signature yet.
#[derive(Clone, Debug)]
pub struct Lead {
    /// The log's key, as the file names it.
    pub key: VerifierKey,
    /// The signed head.
    pub head: Note,
    /// What the head claims.
    pub claimed: Checkpoint,
}

impl Lead {
    /// Reads up to the first entry; `None` if these bytes are not the beginning of a book.
    ///
    /// # Errors
    /// Those of the reader.
    pub fn read(from: &mut impl BufRead) -> io::Result<Option<Lead>> {
        let first = line(from, FIRST_LINE.len())?;
        let key = line(from, KEY_LINE_BYTES_MAX)?;
        if first != FIRST_LINE.as_bytes() || line(from, 1)? != b"\n" {
            return Ok(None);
        }
        let mut note = Vec::new();
        // Its text has no empty line: the first one ends it, the second one ends the signatures.
        for _ in 0..2 {
            loop {
                let next = line(from, NOTE_BYTES_MAX.saturating_sub(note.len()))?;
                note.extend_from_slice(&next);
                if next == b"\n" {
                    break;
                }
                if !next.ends_with(b"\n") {
                    return Ok(None);
                }
            }
        }
        note.pop();
        Ok(Lead::of(&key, &note))
    }

    fn of(key: &[u8], note: &[u8]) -> Option<Lead> {
        let key = str::from_utf8(key).ok()?.strip_suffix('\n')?.parse().ok();
        let key = key.filter(|key: &VerifierKey| key.algorithm() == Algorithm::Ed25519)?;
        let head = Note::parse(note).ok()?;
        let claimed: Checkpoint = head.text().parse().ok()?;
        let sized = (1..=SIZE_MAX).contains(&claimed.size());
        (sized && claimed.extensions().is_empty()).then_some(Lead { key, head, claimed })
    }

    /// What stands before the entries of a log with this key and this head.
    #[must_use]
    pub fn print(key: &VerifierKey, head: &str) -> String {
        format!("{FIRST_LINE}{key}\n\n{head}\n")
    }
}

/// The next line with its end; without one if the bytes end before, or it is longer than this.
fn line(from: &mut impl BufRead, bytes_max: usize) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    from.take(bytes_max as u64).read_until(b'\n', &mut line)?;
    Ok(line)
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;
    use proptest::prelude::*;

    use super::super::note::Signer;
    use super::*;

    fn lead() -> String {
        let signer = Signer::new("gune.local/market", SigningKey::from_bytes(&[9; 32])).unwrap();
        Lead::print(signer.verifier(), &Checkpoint::sign(3, [1; 32], &signer).to_string())
    }

    fn read(text: &str) -> Option<(u64, usize)> {
        let mut rest = text.as_bytes();
        Lead::read(&mut rest).unwrap().map(|lead| (lead.claimed.size(), rest.len()))
    }

    #[test]
    fn what_is_printed_is_read_up_to_the_first_entry() {
        assert_eq!(read(&format!("{}entries", lead())), Some((3, "entries".len())));
    }

    #[test]
    fn another_form_is_no_book() {
        let good = lead();
        for bad in [
            good.replacen("gune/1 book", "gune/2 book", 1),
            good.replacen("\n\n", "\n", 1),
            good.replacen("\n3\n", "\n0\n", 1),
            good.replacen("\n3\n", "\n03\n", 1),
            good.replacen("\n3\n", "\n9007199254740992\n", 1),
            good.replacen("\n3\n", "\n3\n\n", 1),
            good.replacen("=\n\n— ", "=\nextension\n\n— ", 1),
            good.replacen("— ", "- ", 1),
            format!(" {good}"),
        ] {
            assert_eq!(read(&bad), None, "{bad}");
        }
        for end in 0..good.len() {
            if let Some(cut) = good.get(..end) {
                assert_eq!(read(cut), None, "{end}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), at in 0_usize..200) {
            let mut forged = lead().into_bytes();
            forged.truncate(at);
            forged.extend(bytes);
            let _ = Lead::read(&mut forged.as_slice()).unwrap();
        }
    }
}
