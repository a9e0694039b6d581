//! Signed notes (C2SP signed-note): a text, an empty line, the signatures of those who stand behind it.

use std::fmt;

use ed25519_dalek::{Signer as _, SigningKey};

use super::cosignature;
use super::spelling;
use super::verifier_key::{Algorithm, VerifierKey, VerifierKeyError, is_name};
use crate::ledger::batch::Claim;
use crate::ledger::key::{Pubkey, Signature};

/// Longest note that is read; room for a hundred signatures of the large kinds to come.
pub const NOTE_BYTES_MAX: usize = 1_000_000;

/// Most signatures of a note; C2SP asks for 16 at least.
pub const SIGNATURES_MAX: usize = 100;

/// What each signature line begins with.
const SIGNATURE_MARK: &str = "— ";

/// A text and its signatures, of whom nobody has checked any yet: see [`Note::verify`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<NoteSignature>,
}

/// One line under a note: who says to have signed it, and the signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature {
    pub(super) name: String,
    pub(super) id: [u8; 4],
    /// What stands after the identifier, in the form that the key's type asks for.
    pub(super) bytes: Vec<u8>,
}

/// A signature that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attestation<'k> {
    /// Whose signature.
    pub key: &'k VerifierKey,
    /// Of a cosignature, its time in seconds since 1970.
    pub time: Option<u64>,
}

/// Why a note is none, or is not signed as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// More than [`NOTE_BYTES_MAX`].
    #[error("the note is too long")]
    TooLong,
    /// Not UTF-8, or a control character other than the line's end.
    #[error("the note is not plain text")]
    NotText,
    /// The text is empty, its last line has no end, or no signatures follow it.
    #[error("the note is malformed")]
    Malformed,
    /// A signature line is not one.
    #[error("a signature line is malformed")]
    MalformedSignature,
    /// More than [`SIGNATURES_MAX`].
    #[error("the note has too many signatures")]
    TooManySignatures,
    /// A signature by a known key does not count, so nothing in the note does.
    #[error("a signature by a known key is wrong")]
    WrongSignature,
    /// None of the known keys has signed.
    #[error("no known key has signed the note")]
    NoKnownSignature,
}

impl Note {
    /// A note with one signature.
    ///
    /// # Errors
    ///
    /// The text is not one of a note.
    pub fn sign(text: &str, signer: &Signer) -> Result<Self, NoteError> {
        if text.len() > NOTE_BYTES_MAX {
            return Err(NoteError::TooLong);
        }
        if !is_plain(text) {
            return Err(NoteError::NotText);
        }
        if !text.ends_with('\n') {
            return Err(NoteError::Malformed);
        }
        Ok(Self { text: text.to_owned(), signatures: vec![signer.sign(text)] })
    }

    /// Reads a note. Whoever signed it, and whether they did, is not asked.
    ///
    /// # Errors
    ///
    /// The first thing wrong with its form.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > NOTE_BYTES_MAX {
            return Err(NoteError::TooLong);
        }
        let note = str::from_utf8(bytes).map_err(|_| NoteError::NotText)?;
        if !is_plain(note) {
            return Err(NoteError::NotText);
        }
        // Signature lines are never empty: the last empty line ends the text, which may hold others.
        let at = note.rfind("\n\n").ok_or(NoteError::Malformed)?;
        let (text, lines) = note.split_at_checked(at.saturating_add(1)).ok_or(NoteError::Malformed)?;
        let lines = lines.strip_prefix('\n').and_then(|lines| lines.strip_suffix('\n'));
        let lines = lines.ok_or(NoteError::Malformed)?;
        let mut signatures = Vec::new();
        for line in lines.split('\n') {
            if signatures.len() >= SIGNATURES_MAX {
                return Err(NoteError::TooManySignatures);
            }
            signatures.push(NoteSignature::parse(line).ok_or(NoteError::MalformedSignature)?);
        }
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// The text that is signed, with its last line's end.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures, in their order.
    #[must_use]
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// Adds a signature, such as a witness's.
    ///
    /// # Errors
    ///
    /// [`NoteError::TooManySignatures`].
    pub fn add(&mut self, signature: NoteSignature) -> Result<(), NoteError> {
        if self.signatures.len() >= SIGNATURES_MAX {
            return Err(NoteError::TooManySignatures);
        }
        self.signatures.push(signature);
        Ok(())
    }

    /// Adds a signature in the place of an older one by the same key: a witness says anew when it saw this head.
    ///
    /// # Errors
    ///
    /// [`NoteError::TooManySignatures`].
    pub fn renew(&mut self, signature: NoteSignature) -> Result<(), NoteError> {
        let same = |known: &&mut NoteSignature| known.name == signature.name && known.id == signature.id;
        match self.signatures.iter_mut().find(same) {
            Some(known) => *known = signature,
            None => self.add(signature)?,
        }
        Ok(())
    }

    /// The same text with those signatures alone that claim to be by one of these keys: strangers may add any others.
    #[must_use]
    pub fn only_by(&self, known: &[VerifierKey]) -> Self {
        let by_known = |signature: &&NoteSignature| known.iter().any(|key| signature.is_by(key));
        Self { text: self.text.clone(), signatures: self.signatures.iter().filter(by_known).cloned().collect() }
    }

    /// Who of the known keys has signed, in the order of the lines. Signatures by others are passed over.
    ///
    /// # Errors
    ///
    /// None of them has, or a line that claims to be of one of them is not.
    pub fn verify<'k>(&self, known: &'k [VerifierKey]) -> Result<Vec<Attestation<'k>>, NoteError> {
        let mut attestations: Vec<Attestation<'k>> = Vec::new();
        for signature in &self.signatures {
            let Some(key) = known.iter().find(|key| signature.is_by(key)) else {
                continue;
            };
            let time = verify_one(key, &self.text, &signature.bytes).ok_or(NoteError::WrongSignature)?;
            if attestations.iter().all(|attestation| attestation.key != key) {
                attestations.push(Attestation { key, time });
            }
        }
        if attestations.is_empty() { Err(NoteError::NoKnownSignature) } else { Ok(attestations) }
    }

    /// What its lines by this key claim; nothing if there is none, or one that is not so easily said.
    pub(super) fn claims(&self, key: &VerifierKey) -> Vec<Claim<'_>> {
        let id = key.id();
        let own = self.signatures.iter().filter(|line| line.id == id && line.name == key.name());
        let claim = |line: &NoteSignature| match key.algorithm() {
            Algorithm::Ed25519 => {
                let signature = Signature::from_bytes(line.bytes.as_slice().try_into().ok()?);
                Some(Claim { key: *key.key(), text: self.text.as_bytes(), signature })
            }
            Algorithm::Cosignature => None,
        };
        own.map(claim).collect::<Option<_>>().unwrap_or_default()
    }
}

/// The time of a signature that counts, if its kind has one.
fn verify_one(key: &VerifierKey, text: &str, bytes: &[u8]) -> Option<Option<u64>> {
    match key.algorithm() {
        Algorithm::Ed25519 => {
            let signature = Signature::from_bytes(bytes.try_into().ok()?);
            key.key().verify(text.as_bytes(), &signature).then_some(None)
        }
        Algorithm::Cosignature => cosignature::verify(key.key(), text, bytes).map(Some),
    }
}

/// Whether there is no control character but the line's end (C2SP signed-note bars those below U+0020).
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte >= b' ' || byte == b'\n')
}

impl NoteSignature {
    /// Who says to have signed.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it claims to be by this key; whether it is, [`Note::verify`] says.
    #[must_use]
    pub fn is_by(&self, key: &VerifierKey) -> bool {
        // The name first: an identifier costs a hash.
        self.name == key.name() && self.id == key.id()
    }

    pub(super) fn parse(line: &str) -> Option<Self> {
        let (name, base64) = line.strip_prefix(SIGNATURE_MARK)?.split_once(' ')?;
        let bytes = spelling::bytes(base64)?;
        let (id, bytes) = bytes.split_first_chunk()?;
        (is_name(name) && !bytes.is_empty()).then(|| Self { name: name.to_owned(), id: *id, bytes: bytes.to_vec() })
    }
}

impl fmt::Display for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [self.id.as_slice(), &self.bytes].concat();
        write!(f, "{SIGNATURE_MARK}{} {}", self.name, spelling::base64(&bytes))
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| writeln!(f, "{signature}"))
    }
}

/// One who signs notes: a log. It has no `Debug`, so that the key is never printed.
pub struct Signer {
    verifier: VerifierKey,
    key: SigningKey,
}

impl Signer {
    /// The signer of this name (of a log, its origin).
    ///
    /// # Errors
    ///
    /// [`VerifierKeyError::BadName`].
    pub fn new(name: &str, key: SigningKey) -> Result<Self, VerifierKeyError> {
        let verifier = VerifierKey::new(name, Algorithm::Ed25519, Pubkey::from(&key.verifying_key()))?;
        Ok(Self { verifier, key })
    }

    /// What others need to check the signatures.
    #[must_use]
    pub fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// The signature line under this text.
    #[must_use]
    pub fn sign(&self, text: &str) -> NoteSignature {
        NoteSignature {
            name: self.verifier.name().to_owned(),
            id: self.verifier.id(),
            bytes: self.key.sign(text.as_bytes()).to_vec(),
        }
    }
}
