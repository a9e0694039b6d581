//! A folder of cosigned heads, a file for each log or witness: what was last, kept apart from any database.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use crate::ledger::log::Note;
use crate::ledger::log::note::NOTE_BYTES_MAX;

/// The folder. Each file in it is a signed checkpoint, as anybody reads them.
#[derive(Clone, Debug)]
pub struct Kept(PathBuf);

impl Kept {
    /// Files in this folder, which is made with the first of them.
    pub fn new(folder: PathBuf) -> Kept {
        Kept(folder)
    }

    /// The file of this name.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Keeps a head in the place of the one before. Atomic: the file is the old one or the new one. Not brought to the
    /// disk by an fsync of its own: whoever needs that has a database.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn keep(&self, name: &str, note: &Note) -> io::Result<()> {
        fs::create_dir_all(&self.0)?;
        let path = self.path(name);
        let next = path.with_extension("next");
        fs::write(&next, note.to_string())?;
        fs::rename(&next, &path)
    }

    /// The head kept under this name; of one that is no note, `InvalidData`.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn read(&self, name: &str) -> io::Result<Option<Note>> {
        match read_bounded(&self.path(name), NOTE_BYTES_MAX) {
            Ok(bytes) => Note::parse(&bytes).map(Some).map_err(|error| io::Error::new(ErrorKind::InvalidData, error)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// A file, read to one byte past its bound at the most.
pub(super) fn read_bounded(path: &Path, bytes_max: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(bytes_max as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
