//! A book in one file (protocol § 6): what it begins with. The entries follow, as bundles of any length.

use super::checkpoint::Checkpoint;
use super::note::{NOTE_BYTES_MAX, Note};
use super::verifier_key::{Algorithm, NAME_BYTES_MAX, VerifierKey};

/// The first line, by which such a file is known.
pub const FIRST_LINE: &str = "gune/1 book\n";

/// The most entries that a head may claim: an index is a number of a document (protocol § 1).
const SIZE_MAX: u64 = (1 << 53) - 1;

/// The longest lead: a first line, the line of a verifier key (a name, and 54 characters), a note, three empty lines.
pub const LEAD_BYTES_MAX: usize = FIRST_LINE.len() + NAME_BYTES_MAX + 55 + NOTE_BYTES_MAX + 2;

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
    /// Reads parts 1 to 5: everything up to the third empty line, with its end. `None` if they are not of their form.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Lead> {
        let text = str::from_utf8(bytes).ok()?.strip_prefix(FIRST_LINE)?;
        let (key, note) = text.split_once("\n\n")?;
        Self::of(key, note.strip_suffix('\n')?.as_bytes())
    }

    /// Reads the key's line, without its end, and the signed head, as a folder of the log has them apart.
    #[must_use]
    pub fn of(key: &str, head: &[u8]) -> Option<Lead> {
        let key = key.parse().ok().filter(|key: &VerifierKey| key.algorithm() == Algorithm::Ed25519)?;
        let head = Note::parse(head).ok()?;
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

    fn size(lead: &str) -> Option<u64> {
        Lead::parse(lead.as_bytes()).map(|lead| lead.claimed.size())
    }

    #[test]
    fn what_is_printed_is_read() {
        assert_eq!(size(&lead()), Some(3));
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
            assert_eq!(size(&bad), None, "{bad}");
        }
        for end in 0..good.len() {
            if let Some(cut) = good.get(..end) {
                assert_eq!(size(cut), None, "{end}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), at in 0_usize..200) {
            let mut forged = lead().into_bytes();
            forged.truncate(at);
            forged.extend(bytes);
            let _ = Lead::parse(&forged);
        }
    }
}
